import type { Detail } from "../../api/types";
import { plural, t } from "../../words/language";
import { size } from "../../words/spoken";
import { When } from "../../words/When";
import styles from "./LinkPanel.module.css";

/** What readers of each course open: made, being prepared, or why it cannot be made. */
export function ReadingCopies({ copies }: { copies: Detail["request"]["reading"] }) {
  if (copies.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3>{t("Reading copy")}</h3>
      <ul className={styles.copies}>
        {copies.map((copy) => (
          <li key={`${copy.course} ${copy.year}`}>
            {[copy.course, copy.year].filter(Boolean).join(" ")}
            {copy.course ? ": " : ""}
            {t(copy.status_label)}
            <span className={styles.small}>
              {copy.pages ? plural(copy.pages, "{n} page|{n} pages") : ""}
              {copy.bytes ? ` · ${size(copy.bytes)}` : ""}
              {copy.made_on ? t(", made ") : ""}
              <When at={copy.made_on} fine />
            </span>
            {copy.words.map((words) => (
              <span key={words} className={styles.small}>
                {t(words)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
