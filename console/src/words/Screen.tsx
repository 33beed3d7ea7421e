import type { ReactNode } from "react";
import { PageTitle } from "./PageTitle";
import styles from "./Screen.module.css";

interface Props {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
}

/** A whole screen: its name, in the browser's tab too, and a sentence on what it is for. */
export function Screen({ title, intro, children }: Props) {
  return (
    <>
      <PageTitle words={title} />
      <h1 className={styles.title}>{title}</h1>
      {intro ? <p className={styles.intro}>{intro}</p> : null}
      {children}
    </>
  );
}
