import { Button } from "@mantine/core";
import type { Detail, Offer, Step } from "../../api/types";
import { Icon } from "../../words/Icon";
import { Panel } from "../../words/Panel";
import { ActionButton } from "./ActionBar";
import { useDeskActions } from "./desk-actions";
import { placeOf } from "./places";
import { SCANS } from "./ScansPanel";
import styles from "./Steps.module.css";

/** The way to the link: what is settled, what is still missing, and where to settle it. */
export function Steps({ detail }: { detail: Detail }) {
  const { steps, blocked } = detail;
  if (steps.length === 0) return null;
  const done = steps.filter((step) => step.done).length;
  return (
    <Panel
      title="On the way to the link"
      aside={
        <span className={styles.count}>
          {done} of {steps.length}
        </span>
      }
    >
      <ol className={styles.steps}>
        {steps.map((step) => (
          <OneStep key={step.need} step={step} missing={missingFor(step, detail)} />
        ))}
      </ol>
      {blocked.map((one) => (
        <p key={one.action} className={styles.blocked}>
          <strong>{one.label}</strong> is not open yet:{" "}
          {one.missing.map(({ words }) => words).join(" ")}
        </p>
      ))}
    </Panel>
  );
}

function missingFor(step: Step, { blocked }: Detail): string[] {
  const words = blocked.flatMap(({ missing }) =>
    missing.filter(({ need }) => need === step.need).map((one) => one.words),
  );
  return [...new Set(words)];
}

function OneStep({ step, missing }: { step: Step; missing: string[] }) {
  const { offers } = useDeskActions();
  const offer = offers.find(({ action }) => action === step.action);
  return (
    <li className={styles.step} data-done={step.done || undefined}>
      <span className={styles.mark}>
        {step.done ? <Icon name="check" size={13} /> : null}
        <span className={styles.hidden}>{step.done ? "Done: " : "To do: "}</span>
      </span>
      <div>
        <span className={styles.label}>{step.label}</span>
        {step.done ? null : missing.map((words) => <p key={words}>{words}</p>)}
        {step.done ? null : <Way step={step} offer={offer} />}
      </div>
    </li>
  );
}

/** Scans are added and chosen further down, where they can be seen. */
function Way({ step, offer }: { step: Step; offer: Offer | undefined }) {
  if (step.action && placeOf(step.action) === "scans") {
    return (
      <Button component="a" href={`#${SCANS}`} variant="subtle" size="compact-xs">
        Go to the scans
      </Button>
    );
  }
  return offer ? <ActionButton offer={offer} quiet /> : null;
}
