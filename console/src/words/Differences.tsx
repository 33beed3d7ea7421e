import styles from "./Differences.module.css";
import { t } from "./language";

/** One fact of a record that is another now. */
export interface Change {
  label: string;
  before: string;
  after: string;
}

/** What somebody else changed meanwhile, before and after. */
export function Differences({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className={styles.changed} aria-label={t("What is different now")}>
      {changes.map(({ label, before, after }) => (
        <li key={label}>
          {t(label)}: <del>{before || t("nothing")}</del> {"→"} <ins>{after || t("nothing")}</ins>
        </li>
      ))}
    </ul>
  );
}
