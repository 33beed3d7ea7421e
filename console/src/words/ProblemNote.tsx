import type { ReactNode } from "react";
import type { Problem } from "../api/types";
import { Icon } from "./Icon";
import { t } from "./language";
import styles from "./ProblemNote.module.css";

/** A refusal as the API worded it: what, why, and what to do instead. */
export function ProblemNote({ problem, children }: { problem: Problem; children?: ReactNode }) {
  return (
    <div className={styles.note} role="alert">
      <Icon name="alert" />
      <div>
        <p className={styles.title}>{t(problem.title)}</p>
        {problem.detail ? <p>{t(problem.detail)}</p> : null}
        {problem.instead ? <p className={styles.instead}>{t(problem.instead)}</p> : null}
        {children}
      </div>
    </div>
  );
}
