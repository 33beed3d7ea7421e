import { Link } from "react-router";
import type { Row } from "../../api/types";
import { t } from "../../words/language";
import { NeededBy } from "../queue/NeededBy";
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
            <span className={styles.about}>
              <StateMark phase={row.phase} label={t(row.state_label)} />
              {row.course ? <span>{row.course}</span> : null}
              {row.needed_by ? (
                <span>
                  {t("needed by")} <NeededBy row={row} />
                </span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.all}>
        <Link to="/?assignee=me">{t("All of mine")}</Link>
      </p>
    </>
  );
}
