import type { ReactNode } from "react";
import styles from "./Empty.module.css";

/** What stands where nothing is: says so, and what would make something appear. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children ? <div className={styles.words}>{children}</div> : null}
    </div>
  );
}
