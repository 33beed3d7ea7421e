import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../../words/language";
import { count } from "../../words/spoken";
import { columnOf, mended } from "./csv";
import styles from "./Uploads.module.css";
import type { BadRow, Chosen, Summary } from "./use-upload";

interface Props {
  chosen: Chosen;
  summary: Summary;
  onMended: (file: File) => void;
}

/** So many are mended at a time; whoever has more mends the file. */
const SHOWN = 50;

/** The rows that cannot be taken, each with its bad cell to mend; then the file is read again. */
export function MendRows({ chosen, summary, onMended }: Props) {
  const [typed, setTyped] = useState<Record<number, string>>({});
  const { sheet, file } = chosen;
  const rows = summary.refused.slice(0, SHOWN);
  const more = summary.refused.length - rows.length;
  const heading = ({ column }: BadRow) => summary.headings[column] ?? column;
  const stands = (row: BadRow) => sheet.rows[row.row - 1]?.[columnOf(sheet, heading(row))] ?? "";

  function again(event: FormEvent) {
    event.preventDefault();
    const cells = rows.flatMap((one) => {
      const cell = typed[one.row];
      return cell === undefined ? [] : [{ row: one.row, heading: heading(one), cell }];
    });
    onMended(mended(sheet, cells, file.name));
    setTyped({});
  }

  return (
    <form onSubmit={again}>
      <h3>{t("Rows that are refused")}</h3>
      <p>
        {t(
          "Mend the cell here and have the file looked through again, or mend the file and upload it again. Rows that are right are not lost meanwhile.",
        )}
      </p>
      <ul className={styles.rows}>
        {rows.map((one) => (
          <li key={`${one.row} ${one.column}`} className={styles.bad}>
            <div>
              <p>
                <strong>{t("Row {row}, {column}", { row: one.row, column: heading(one) })}</strong>:{" "}
                {one.words}
              </p>
              <p className={styles.stands}>
                {(sheet.rows[one.row - 1] ?? []).filter(Boolean).join(" · ")}
              </p>
            </div>
            <TextInput
              aria-label={t("{column} in row {row}", { column: heading(one), row: one.row })}
              value={typed[one.row] ?? stands(one)}
              onChange={(event) => setTyped({ ...typed, [one.row]: event.currentTarget.value })}
            />
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p>{t("{more} more rows are refused: mend them in the file.", { more: count(more) })}</p>
      ) : null}
      <p>
        <Button type="submit" variant="default">
          {t("Look through it again")}
        </Button>
      </p>
    </form>
  );
}
