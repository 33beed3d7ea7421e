import { useLocation, useNavigate } from "react-router";
import type { Row } from "../../api/types";
import { Icon } from "../../words/Icon";
import { mark, t } from "../../words/language";
import { RequestRow } from "./RequestRow";
import styles from "./RequestTable.module.css";

/** The columns of the desk's list; those with a `sort` name can be ordered by. */
const COLUMNS = [
  { label: mark("ID"), sort: "id" },
  { label: mark("Status"), sort: "status" },
  { label: mark("Added on"), sort: "added_on" },
  { label: mark("Requester"), sort: "requester" },
  { label: mark("Course"), sort: "course" },
  { label: mark("Title"), sort: "title" },
  { label: mark("Assigned to"), sort: null },
];

interface Props {
  rows: Row[];
  sort: string;
  /** Null where the list has but one order. */
  onSort: ((sort: string) => void) | null;
}

export function RequestTable({ rows, sort, onSort }: Props) {
  const navigate = useNavigate();
  const { search } = useLocation();
  const state = { queue: search };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <Heading key={column.label} {...column} now={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RequestRow
            key={row.id}
            row={row}
            state={state}
            onOpen={() => navigate(`/requests/${row.id}`, { state })}
          />
        ))}
      </tbody>
    </table>
  );
}

interface HeadingProps {
  label: string;
  sort: string | null;
  now: string;
  onSort: ((sort: string) => void) | null;
}

function Heading({ label, sort, now, onSort }: HeadingProps) {
  if (!sort || !onSort) return <th scope="col">{t(label)}</th>;
  const rising = now === sort;
  const falling = now === `-${sort}`;
  return (
    <th scope="col" aria-sort={rising ? "ascending" : falling ? "descending" : "none"}>
      <button type="button" onClick={() => onSort(rising ? `-${sort}` : sort)}>
        {t(label)}
        {rising || falling ? <Icon name={rising ? "up" : "down"} size={13} /> : null}
      </button>
    </th>
  );
}
