import type { MouseEvent } from "react";
import { Link } from "react-router";
import type { Row } from "../../api/types";
import { t } from "../../words/language";
import { midway } from "../../words/spoken";
import { When } from "../../words/When";
import { Badges } from "./Badges";
import styles from "./RequestTable.module.css";
import { StateMark } from "./StateMark";

interface Props {
  row: Row;
  /** What the request's page needs to come back to this very list. */
  state: { queue: string };
  onOpen: () => void;
}

/** One request. A click anywhere opens it; the title is the link that keys and readers use. */
export function RequestRow({ row, state, onOpen }: Props) {
  function open(event: MouseEvent) {
    // The link opens itself, also into a new tab; and who selects text to copy it is not sent away.
    const onLink = (event.target as HTMLElement).closest("a");
    if (!onLink && !window.getSelection()?.toString()) onOpen();
  }
  const title = row.title ?? row.work_title;
  return (
    // The link inside does the same by keyboard.
    <tr onClick={open} data-fresh={row.badges.includes("new") || undefined}>
      <td data-label={t("ID")} className={styles.id}>
        {row.id}
      </td>
      <td data-label={t("Status")}>
        <StateMark phase={row.phase} label={t(row.state_label)} />
      </td>
      <td data-label={t("Added on")} className={styles.date}>
        <When at={row.added_on} />
      </td>
      <td data-label={t("Requester")} className={styles.person} title={row.requester ?? undefined}>
        {row.requester ?? <Unknown />}
      </td>
      <td data-label={t("Course")} className={styles.code}>
        {row.course ?? <Unknown />}
      </td>
      <td className={styles.title}>
        <Link to={`/requests/${row.id}`} state={state}>
          {title ?? t("Request {id}", { id: row.id })}
        </Link>
        <Badges codes={row.badges} />
        {row.work_title && row.work_title !== title ? (
          <span className={styles.work}>{row.work_title}</span>
        ) : null}
        <RowNotes row={row} />
      </td>
      <td data-label={t("Assigned to")} className={styles.person}>
        {row.assignee?.name ?? <span className={`${styles.none} ${styles.nobody}`}>–</span>}
      </td>
    </tr>
  );
}

/** What presses or holds the request up, in a line beneath. */
function RowNotes({ row: { waiting, needed_by } }: { row: Row }) {
  if (!waiting && !needed_by) return null;
  return (
    <span className={styles.work}>
      {needed_by ? t("Needed by ") : ""}
      <When at={needed_by} />
      {waiting && needed_by ? " · " : ""}
      {waiting ? t("Waiting for {label}", { label: midway(t(waiting.label)) }) : ""}
      {waiting?.chase_on ? t(", chase ") : ""}
      <When at={waiting?.chase_on} />
    </span>
  );
}

function Unknown() {
  return <span className={styles.none}>{t("not yet known")}</span>;
}
