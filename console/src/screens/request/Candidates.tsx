import type { Candidate, Detail } from "../../api/types";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import styles from "./Candidates.module.css";
import { PresetButton } from "./PresetButton";

/** Where several list items could be meant, a person says which one is. */
export function Candidates({ detail: { request } }: { detail: Detail }) {
  if (request.candidates.length === 0) return null;
  return (
    <Panel title={t("Which item is meant?")}>
      <p className={styles.intro}>
        {t(
          "More than one item on the reading lists fits this request. What you choose is told its status and gets the link.",
        )}
      </p>
      <ul className={styles.list}>
        {request.candidates.map((one) => (
          <Choice key={one.id} candidate={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Choice({ candidate }: { candidate: Candidate }) {
  const course = [candidate.course_code, candidate.course_name].filter(Boolean).join(" ");
  return (
    <li className={styles.one}>
      <div>
        <strong>{candidate.list_name || t("A list without a name")}</strong>
        <span>{course}</span>
        <span>{candidate.title}</span>
      </div>
      <PresetButton
        action="choose-citation"
        chosen={candidate.id}
        label={t("Choose")}
        spoken={() => t("Choose {course}", { course: candidate.list_name || course })}
        variant="default"
      />
    </li>
  );
}
