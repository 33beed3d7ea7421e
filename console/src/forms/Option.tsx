import type { Found } from "./lookup";
import styles from "./SchemaForm.module.css";

/** One result of a look-up: its name, and beneath it what tells it from its namesakes. */
export function Option({ found }: { found: Found }) {
  return (
    <span>
      {found.label}
      {found.more ? <span className={styles.more}>{found.more}</span> : null}
    </span>
  );
}
