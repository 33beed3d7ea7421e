import type { CSSProperties, ReactNode } from "react";
import styles from "./Table.module.css";

interface SheetProps {
  /** True while what is shown is from the question before. */
  busy?: boolean;
  label?: string;
  children: ReactNode;
}

/** A sheet of paper that holds a table or a list; what is too wide is scrolled within it. */
export function Sheet({ busy, label, children }: SheetProps) {
  // With a name it is a region of the page.
  const Place = label ? "section" : "div";
  return (
    // What scrolls sideways is reached by keyboard.
    <Place className={styles.sheet} aria-label={label} aria-busy={busy} tabIndex={0}>
      {children}
    </Place>
  );
}

interface TableProps {
  heads: string[];
  caption?: string;
  /** The rows, each a <tr> that begins with its <th scope="row">. */
  children: ReactNode;
}

/** A table with its headings; on a phone each row is a card, whose lines say the heading they stand under. */
export function Table({ heads, caption, children }: TableProps) {
  const said = heads.map((words, column) => [`--head-${column + 1}`, JSON.stringify(words)]);
  return (
    <table className={styles.table} style={Object.fromEntries(said) as CSSProperties}>
      {caption ? <caption>{caption}</caption> : null}
      <thead>
        <tr>
          {heads.map((words) => (
            <th key={words} scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** A second line in a cell, for what is said besides. */
export function More({ children }: { children: ReactNode }) {
  return <span className={styles.more}>{children}</span>;
}
