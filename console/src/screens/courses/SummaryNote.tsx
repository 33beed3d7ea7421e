import { Button } from "@mantine/core";
import { count } from "../../words/spoken";
import styles from "./Courses.module.css";
import type { Summary } from "./use-courses";

interface Props {
  file: string;
  summary: Summary;
  pending: boolean;
  onApply: () => void;
  onLeave: () => void;
}

/** What a file does, or would do: so many new, changed, as they were; and what is wrong where. */
export function SummaryNote({ file, summary, pending, onApply, onLeave }: Props) {
  const { applied, created, changed, unchanged, refused, ignored } = summary;
  const good = created.length + changed.length;
  return (
    <div className={styles.summary} role="status">
      <p>
        <strong>{file}</strong> {applied ? "was applied" : "was looked through; nothing is changed"}
        : {count(created.length)} new, {count(changed.length)} changed, {count(unchanged)} as they
        were, {count(refused.length)} refused.
      </p>
      {ignored.length > 0 ? <p>Headings that mean nothing here: {ignored.join(", ")}.</p> : null}
      <Named words="New" names={created} />
      <Named words="Changed" names={changed} />
      {refused.length > 0 ? <BadRows rows={refused} /> : null}
      <div className={styles.buttons}>
        {good > 0 && !applied ? (
          <Button loading={pending} onClick={onApply}>
            {refused.length > 0 ? `Apply what is right: ${count(good)}` : "Apply"}
          </Button>
        ) : null}
        <Button variant="default" onClick={onLeave}>
          {applied || good === 0 ? "Close" : "Leave it"}
        </Button>
      </div>
    </div>
  );
}

const SHOWN = 20;

function Named({ words, names }: { words: string; names: string[] }) {
  if (names.length === 0) return null;
  const more = names.length - SHOWN;
  return (
    <p>
      {words}: {names.slice(0, SHOWN).join(", ")}
      {more > 0 ? ` and ${count(more)} more` : ""}
    </p>
  );
}

function BadRows({ rows }: { rows: Summary["refused"] }) {
  return (
    <div className={styles.rows}>
      <table className={styles.table}>
        <caption>Rows that are refused</caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Column</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className={styles.number}>{row.row}</td>
              <td>{row.column}</td>
              <td>{row.words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
