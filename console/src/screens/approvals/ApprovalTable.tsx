import { Link } from "react-router";
import { count } from "../../words/spoken";
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
          <th scope="col">Request</th>
          <th scope="col">Requester</th>
          <th scope="col">Added on</th>
          <th scope="col">Approval</th>
          <th scope="col">Expires</th>
          <th scope="col">Actions</th>
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
  const title = row.title ?? row.work_title ?? `Request ${row.id}`;
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
      {row.approval_label}
      <span className={styles.more}>
        <StateMark phase={row.phase} label={row.state_label} />
      </span>
      {row.rule ? <span className={styles.more}>by rule {row.rule}</span> : null}
      {clearance && !decision ? <span className={styles.more}>clearance is needed</span> : null}
      {decision ? (
        <span className={styles.more}>
          {decision.reason_label}
          {decision.by ? `, ${decision.by}` : ""} <When at={decision.on} />
        </span>
      ) : null}
      {evidence > 0 ? (
        <span className={styles.more}>{count(evidence)} kept as evidence</span>
      ) : null}
    </>
  );
}
