import type { MouseEvent } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";

/** Back to the queue as it was left: its view, its search, its place. */
export function BackLink() {
  const { state } = useLocation();
  const navigate = useNavigate();
  const queue: string | undefined = state?.queue;

  function back(event: MouseEvent) {
    if (queue === undefined || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    navigate(-1);
  }

  return (
    <Link to={{ pathname: "/", search: queue ?? "" }} onClick={back}>
      <Icon name="back" size={14} /> {t("Queue")}
    </Link>
  );
}
