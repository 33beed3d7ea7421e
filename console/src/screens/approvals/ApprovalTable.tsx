import { Link } from "react-router";
import { plural, t } from "../../words/language";
import { When } from "../../words/When";
import { StateMark } from "../queue/StateMark";
import styles from "./Approvals.module.css";
import type { Approval } from "./use-approvals";

/** One line a request: what it is, how its approval stands, and what may be done with it. */
export function ApprovalTable({ rows }: { rows: Approval[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("Request")}</th>
          <th scope="col">{t("Requester")}</th>
          <th scope="col">{t("Added on")}</th>
          <th scope="col">{t("Approval")}</th>
          <th scope="col">{t("Expires")}</th>
          <th scope="col">{t("Actions")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ row }: { row: Approval }) {
  const title = row.title ?? row.work_title ?? t("Request {id}", { id: row.id });
  return (
    <tr>
      <th scope="row">
        {title}
        <span className={styles.more}>
          {[row.work_title === title ? null : row.work_title, row.course, row.rlms_label]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {row.same ? <span className={styles.more}>{row.same}</span> : null}
      </th>
      <td>{row.requester ?? ""}</td>
      <td>
        <When at={row.added_on} />
      </td>
      <td>
        <Standing row={row} />
      </td>
      <td>
        <When at={row.expires} />
      </td>
      <td>
        <ul className={styles.actions}>
          {row.actions.map(({ action, label, path }) => (
            <li key={action}>
              <Link to={path} aria-label={`${label}: ${title}`}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

function Standing({ row }: { row: Approval }) {
  const { decision, needs_clearance: clearance, evidence } = row;
  return (
    <>
      {t(row.approval_label)}
      <span className={styles.more}>
        <StateMark phase={row.phase} label={t(row.state_label)} />
      </span>
      {row.rule ? (
        <span className={styles.more}>
          {t("by rule")} {row.rule}
        </span>
      ) : null}
      {clearance && !decision ? (
        <span className={styles.more}>{t("clearance is needed")}</span>
      ) : null}
      {decision ? (
        <span className={styles.more}>
          {decision.reason_label}
          {decision.by ? `, ${decision.by}` : ""} <When at={decision.on} />
        </span>
      ) : null}
      {evidence > 0 ? (
        <span className={styles.more}>
          {plural(evidence, "{n} piece of evidence|{n} pieces of evidence")}
        </span>
      ) : null}
    </>
  );
}
