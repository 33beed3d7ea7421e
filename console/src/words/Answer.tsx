import styles from "./Answer.module.css";
import { t } from "./language";

/** How another system's answer began, word for word; folded away until somebody looks. */
export function Answer({ words }: { words: string }) {
  return (
    <details className={styles.fold}>
      <summary>{t("What they answered")}</summary>
      <pre className={styles.answer}>{words}</pre>
    </details>
  );
}
