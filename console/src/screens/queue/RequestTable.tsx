import { useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import type { Row } from "../../api/types";
import { Icon } from "../../words/Icon";
import { mark, t } from "../../words/language";
import { RequestRow } from "./RequestRow";
import styles from "./RequestTable.module.css";
import { useKeys } from "./use-keys";

/** The columns of the desk's list, by the names that the API sorts by. */
const COLUMNS = [
  { label: mark("ID"), sort: "id" },
  { label: mark("Status"), sort: "status" },
  { label: mark("Added on"), sort: "added_on" },
  { label: mark("Requester"), sort: "requester" },
  { label: mark("Course"), sort: "course" },
  { label: mark("Title"), sort: "title" },
  { label: mark("Needed by"), sort: "needed_by" },
  { label: mark("Assigned to"), sort: "assignee" },
];
/** A row's height before it was measured, and how many are drawn beyond what is seen. */
const ROW = 49;
const BEYOND = 25;
/** What sticks above the rows: the headings, and the bar of what is chosen. */
const STUCK = 96;
/** How high the rows of a list were when it was left, by its address: who comes back finds them
 * where they stood. */
const heights = new Map<string, VirtualItem[]>();

interface Props {
  rows: Row[];
  total: number | null;
  /** True while more are to come. */
  more: boolean;
  sort: string;
  /** Null where the list has but one order. */
  onSort: ((sort: string) => void) | null;
  chosen: ReadonlySet<string>;
  onChoose: (ids: string[], chosen: boolean) => void;
  onAssign: () => void;
  /** Called when what is loaded is nearly read. */
  onEnd: () => void;
}

/** The list; of ten thousand rows only those near the window are there. */
export function RequestTable({ rows, total, more, sort, onSort, onEnd, ...choosing }: Props) {
  const { chosen, onChoose } = choosing;
  const navigate = useNavigate();
  const { search } = useLocation();
  const state = { queue: search };
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(body.current?.offsetTop ?? 0), []);
  const list = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW,
    overscan: BEYOND,
    scrollMargin: top,
    scrollPaddingStart: STUCK,
    getItemKey: (at) => rows[at]?.id ?? at,
    initialMeasurementsCache: heights.get(search) ?? [],
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  });
  useEffect(
    () => () => {
      heights.set(search, list.takeSnapshot());
    },
    [search, list],
  );
  const seen = list.getVirtualItems();
  const first = seen[0];
  const last = seen.at(-1);
  const above = first ? first.start - top : 0;
  const beneath = last ? list.getTotalSize() - (last.end - top) : 0;
  useEffect(() => {
    if (last && last.index >= rows.length - BEYOND) onEnd();
  }, [last, rows.length, onEnd]);
  useKeys({ rows, body, show: (at) => list.scrollToIndex(at), ...choosing });
  const closing = rows[0]?.closes_on !== undefined;
  const every = rows.length > 0 && rows.every((row) => chosen.has(row.id));
  return (
    <table
      className={styles.table}
      // -1 says that nobody knows how many there are.
      aria-rowcount={total === null && more ? -1 : (total ?? rows.length) + 1}
    >
      <thead>
        <tr>
          <th scope="col">
            <input
              type="checkbox"
              aria-label={t("Choose all that are shown")}
              checked={every}
              onChange={() =>
                onChoose(
                  rows.map(({ id }) => id),
                  !every,
                )
              }
            />
          </th>
          {COLUMNS.map(({ label, sort: by }) => (
            <Heading
              key={by}
              label={closing && by === "needed_by" ? mark("Closes on") : label}
              sort={by}
              now={sort}
              onSort={onSort}
            />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        <Room height={above} />
        {seen.map(({ index }) => {
          const row = rows[index];
          return row ? (
            <RequestRow
              key={row.id}
              ref={list.measureElement}
              at={index}
              row={row}
              state={state}
              chosen={chosen.has(row.id)}
              onChoose={(now) => onChoose([row.id], now)}
              onOpen={() => navigate(`/requests/${row.id}`, { state })}
            />
          ) : null;
        })}
        <Room height={beneath} />
      </tbody>
    </table>
  );
}

/** Where rows stand that are not drawn. */
function Room({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nobody can put the focus on an empty row.
    <tr className={styles.room} aria-hidden="true">
      <td style={{ height }} />
    </tr>
  );
}

interface HeadingProps {
  label: string;
  sort: string;
  now: string;
  onSort: ((sort: string) => void) | null;
}

function Heading({ label, sort, now, onSort }: HeadingProps) {
  if (!onSort) return <th scope="col">{t(label)}</th>;
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
