import type { ReactNode } from "react";
import { PageTitle } from "./PageTitle";
import styles from "./Screen.module.css";

interface Props {
  title: string;
  intro?: ReactNode;
  /** In the line of its name: what finds or changes what the screen shows. */
  beside?: ReactNode;
  children: ReactNode;
}

/** What is found and done above a list, in one line where there is room. */
export function Tools({ children }: { children: ReactNode }) {
  return <div className={styles.tools}>{children}</div>;
}

/** A whole screen: its name, in the browser's tab too, and a sentence on what it is for. */
export function Screen({ title, intro, beside, children }: Props) {
  return (
    <>
      <PageTitle words={title} />
      {beside ? (
        <div className={styles.top}>
          <h1 className={styles.title}>{title}</h1>
          {beside}
        </div>
      ) : (
        <h1 className={styles.title}>{title}</h1>
      )}
      {intro ? <p className={styles.intro}>{intro}</p> : null}
      {children}
    </>
  );
}
