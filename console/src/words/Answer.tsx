import styles from "./Answer.module.css";

/** How another system's answer began, word for word; folded away until somebody looks. */
export function Answer({ words }: { words: string }) {
  return (
    <details className={styles.fold}>
      <summary>What they answered</summary>
      <pre className={styles.answer}>{words}</pre>
    </details>
  );
}
