import { Button } from "@mantine/core";
import { t } from "../../words/language";
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
        <strong>{file}</strong>{" "}
        {applied ? t("was applied") : t("was looked through; nothing is changed")}:{" "}
        {count(created.length)} {t("new,")} {count(changed.length)} {t("changed,")}{" "}
        {count(unchanged)} {t("as they were,")} {count(refused.length)} {t("refused.")}
      </p>
      {ignored.length > 0 ? (
        <p>
          {t("Headings that mean nothing here:")} {ignored.join(", ")}.
        </p>
      ) : null}
      <Named words={t("New")} names={created} />
      <Named words={t("Changed")} names={changed} />
      {refused.length > 0 ? <BadRows rows={refused} /> : null}
      <div className={styles.buttons}>
        {good > 0 && !applied ? (
          <Button loading={pending} onClick={onApply}>
            {refused.length > 0
              ? t("Apply what is right: {good}", { good: count(good) })
              : t("Apply")}
          </Button>
        ) : null}
        <Button variant="default" onClick={onLeave}>
          {applied || good === 0 ? t("Close") : t("Leave it")}
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
      {more > 0 ? t(" and {more} more", { more: count(more) }) : ""}
    </p>
  );
}

function BadRows({ rows }: { rows: Summary["refused"] }) {
  return (
    <div className={styles.rows}>
      <table className={styles.table}>
        <caption>{t("Rows that are refused")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("Row")}</th>
            <th scope="col">{t("Column")}</th>
            <th scope="col">{t("Why")}</th>
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
