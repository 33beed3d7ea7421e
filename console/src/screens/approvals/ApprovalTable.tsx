import { Link } from "react-router";
import { plural, t } from "../../words/language";
import { More, Table } from "../../words/Table";
import table from "../../words/Table.module.css";
import { When } from "../../words/When";
import { StateMark } from "../queue/StateMark";
import { RULE } from "../request/jump";
import styles from "./Approvals.module.css";
import type { Approval } from "./use-approvals";

/** One line a request: what it is, how its approval stands, and what may be done with it. */
export function ApprovalTable({ rows }: { rows: Approval[] }) {
  return (
    <Table
      heads={[
        t("Request"),
        t("Requester"),
        t("Added on"),
        t("Approval"),
        t("Expires"),
        t("Actions"),
      ]}
    >
      {rows.map((row) => (
        <Line key={row.id} row={row} />
      ))}
    </Table>
  );
}

function Line({ row }: { row: Approval }) {
  const title = row.title ?? row.work_title ?? t("Request {id}", { id: row.id });
  return (
    <tr>
      <th scope="row" className={table.wide}>
        {title}
        <More>
          {[row.work_title === title ? null : row.work_title, row.course, t(row.rlms_label)]
            .filter(Boolean)
            .join(" · ")}
        </More>
        {row.same ? <More>{t(row.same)}</More> : null}
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
              <Link to={path} aria-label={`${t(label)}: ${title}`}>
                {t(label)}
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
      <More>
        <StateMark phase={row.phase} label={t(row.state_label)} />
      </More>
      {row.rule ? (
        <More>
          {t("by rule")} <Link to={`/requests/${row.id}#${RULE}`}>{row.rule}</Link>
        </More>
      ) : null}
      {clearance && !decision ? <More>{t("clearance is needed")}</More> : null}
      {decision ? (
        <More>
          {t(decision.reason_label ?? "")}
          {decision.by ? `, ${decision.by}` : ""} <When at={decision.on} />
        </More>
      ) : null}
      {evidence > 0 ? (
        <More>{plural(evidence, "{n} piece of evidence|{n} pieces of evidence")}</More>
      ) : null}
    </>
  );
}
