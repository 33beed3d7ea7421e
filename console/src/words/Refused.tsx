import { Link } from "react-router";
import type { Problem } from "../api/types";
import styles from "./Empty.module.css";
import { t } from "./language";
import { PageTitle } from "./PageTitle";

/** A whole screen that could not be shown, and the way back. */
export function Refused({ problem }: { problem: Problem }) {
  return (
    <div className={styles.empty} role="alert">
      <PageTitle words={t(problem.title)} />
      <h1 className={styles.title}>{t(problem.title)}</h1>
      <div className={styles.words}>
        {problem.detail ? <p>{t(problem.detail)}</p> : null}
        {problem.instead ? <p>{t(problem.instead)}</p> : null}
        <p>
          <Link to="/">{t("Go to the queue")}</Link>
        </p>
      </div>
    </div>
  );
}
