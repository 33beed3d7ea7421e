import { Link } from "react-router";
import type { Dashboard } from "../../api/types";
import { t } from "../../words/language";
import { count } from "../../words/spoken";
import styles from "./Dashboard.module.css";

/** For what the open requests wait, most of them first; each leads to those that do. */
export function WaitedFor({ waiting }: { waiting: Dashboard["waiting"] }) {
  if (waiting.length === 0) {
    return <p className={styles.none}>{t("Nothing open waits for anybody.")}</p>;
  }
  return (
    <ul className={styles.waited}>
      {waiting.map((one) => (
        <li key={one.for}>
          <strong>{count(one.count)}</strong>
          <Link to={`/?waiting=${one.for}`}>{t(one.label)}</Link>
        </li>
      ))}
    </ul>
  );
}
