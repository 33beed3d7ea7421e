import { Link } from "react-router";
import type { Row } from "../../api/types";
import { t } from "../../words/language";
import { When } from "../../words/When";
import { StateMark } from "../queue/StateMark";
import styles from "./Dashboard.module.css";

/** One's own open requests, what is needed soonest first. */
export function Mine({ rows }: { rows: Row[] }) {
  return (
    <>
      <ul className={styles.mine}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={`/requests/${row.id}`}>{row.title ?? row.work_title ?? row.id}</Link>
            <span>
              <StateMark phase={row.phase} label={t(row.state_label)} />
              {row.needed_by ? t("needed by") : ""} <When at={row.needed_by} />
            </span>
          </li>
        ))}
      </ul>
      <Link to="/?assignee=me">{t("All of mine")}</Link>
    </>
  );
}
