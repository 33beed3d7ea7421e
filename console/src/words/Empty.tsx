import type { ReactNode } from "react";
import styles from "./Empty.module.css";

interface Props {
  title: string;
  small?: boolean;
  children?: ReactNode;
}

/** What stands where nothing is: says so, and what would make something appear. */
export function Empty({ title, small, children }: Props) {
  return (
    <div className={styles.empty} data-small={small || undefined}>
      <p className={styles.title}>{title}</p>
      {children ? <div className={styles.words}>{children}</div> : null}
    </div>
  );
}
