import type { Problem } from "../../api/types";
import { type Change, Differences } from "../../words/Differences";
import { t } from "../../words/language";
import { When } from "../../words/When";
import styles from "./Head.module.css";

interface Props {
  problem: Problem;
  changes: Change[];
}

/** What others did to the request between seeing it and acting on it, and what is other now. */
export function ChangedMeanwhile({ problem, changes }: Props) {
  if (!problem.changed?.length) return null;
  return (
    <>
      <ul className={styles.changed} aria-label={t("Changed meanwhile")}>
        {problem.changed.map((event) => (
          <li key={event.version}>
            <strong>{t(event.label)}</strong> {t("by")} {event.by_name}, <When at={event.at} fine />
            {event.words ? <span> – {event.words}</span> : null}
          </li>
        ))}
      </ul>
      <Differences changes={changes} />
    </>
  );
}
