import type { Ref } from "react";
import { Link } from "react-router";
import type { Row } from "../../api/types";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { midway } from "../../words/spoken";
import { When } from "../../words/When";
import { RowBadges } from "./Badges";
import { NeededBy } from "./NeededBy";
import styles from "./RequestTable.module.css";
import { meansRow } from "./row-click";
import { StateMark } from "./StateMark";

interface Props {
  ref: Ref<HTMLTableRowElement>;
  /** Its place in the list, from 0. */
  at: number;
  row: Row;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
  /** What the request's page needs to come back to this very list. */
  state: { queue: string };
  onOpen: () => void;
}

/** One request. A click anywhere opens it; the title is the link that keys and readers use. */
export function RequestRow({ ref, at, row, state, chosen, onChoose, onOpen }: Props) {
  const title = row.title ?? row.work_title;
  return (
    // The link inside does the same by keyboard.
    <tr
      ref={ref}
      data-index={at}
      aria-rowindex={at + 2}
      onClick={(event) => meansRow(event) && onOpen()}
      data-fresh={row.badges.includes("new") || undefined}
      data-chosen={chosen || undefined}
    >
      <td className={styles.choose}>
        <input
          type="checkbox"
          aria-label={t("Choose {title}", { title: title ?? row.id })}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </td>
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
      <td data-label={t("Course")} className={styles.code} title={row.course ?? undefined}>
        {row.course ?? <Unknown />}
      </td>
      <td className={styles.title}>
        <Link to={`/requests/${row.id}`} state={state}>
          {title ?? t("Request {id}", { id: row.id })}
        </Link>
        <RowBadges row={row} />
        <Tags tags={row.tags} />
        {row.work_title && row.work_title !== title ? (
          <span className={styles.work}>{row.work_title}</span>
        ) : null}
        <RowNotes row={row} />
      </td>
      <td
        data-label={row.closes_on ? t("Closes on") : t("Needed by")}
        className={`${styles.date} ${styles.needed}`}
      >
        {row.closes_on ? <When at={row.closes_on} /> : <NeededBy row={row} />}
      </td>
      <td
        data-label={t("Assigned to")}
        className={styles.person}
        title={row.assignee?.name ?? undefined}
      >
        {row.assignee?.name ?? <span className={`${styles.none} ${styles.nobody}`}>–</span>}
      </td>
    </tr>
  );
}

/** The staff's own words for it. */
function Tags({ tags }: { tags: string[] }) {
  return tags.map((tag) => (
    <span key={tag} className={styles.tag}>
      {tag}
    </span>
  ));
}

/** What holds the request up, in a line beneath. */
function RowNotes({ row: { waiting, badges } }: { row: Row }) {
  if (!waiting) return null;
  return (
    <span className={styles.waiting}>
      <Icon name="clock" size={13} />
      {t("Waiting for {label}", { label: midway(t(waiting.label)) })}
      {waiting.chase_on ? (
        <span data-due={badges.includes("chase") || undefined}>
          {t("ask again")} <When at={waiting.chase_on} />
        </span>
      ) : null}
    </span>
  );
}

function Unknown() {
  return <span className={styles.none}>{t("not yet known")}</span>;
}
