import { Link } from "react-router";
import type { Dashboard } from "../../api/types";
import { t } from "../../words/language";
import { count } from "../../words/spoken";
import { When } from "../../words/When";
import styles from "./Dashboard.module.css";

/** For what the open requests wait, most of them first, and when it is first time to ask again;
 * each leads to those that do. */
export function WaitedFor({ waiting }: { waiting: Dashboard["waiting"] }) {
  if (waiting.length === 0) {
    return <p className={styles.none}>{t("Nothing open waits for anybody.")}</p>;
  }
  return (
    <ul className={styles.waited}>
      {waiting.map((one) => (
        <li key={one.for}>
          <strong>{count(one.count)}</strong>
          <span>
            <Link to={`/?waiting=${one.for}`}>{t(one.label)}</Link>
            {one.chase_on ? (
              <span className={styles.chase}>
                {" "}
                {t("ask again")} <When at={one.chase_on} />
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
