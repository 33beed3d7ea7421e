import { type ReactNode, useId } from "react";
import styles from "./Panel.module.css";

interface Props {
  title: string;
  /** Beside the title, for example a button. */
  aside?: ReactNode;
  quiet?: boolean;
  children: ReactNode;
}

/** A titled sheet of paper on the desk. */
export function Panel({ title, aside, quiet = false, children }: Props) {
  const id = useId();
  return (
    <section className={styles.panel} data-quiet={quiet || undefined} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
