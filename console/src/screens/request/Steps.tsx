import { Button } from "@mantine/core";
import type { Blocked, Detail, Offer, Step } from "../../api/types";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { useDeskActions } from "./desk-actions";
import { jumpTo } from "./jump";
import { nextOf } from "./next";
import { placeOf } from "./places";
import { SCANS, takesScans } from "./ScansPanel";
import styles from "./Steps.module.css";

/** The way to the link: what is settled, what is still missing, and where to settle it. */
export function Steps({ detail }: { detail: Detail }) {
  const { steps, blocked } = detail;
  if (steps.length === 0) return <StillClosed blocked={blocked} />;
  const done = steps.filter((step) => step.done).length;
  const next = nextOf(detail).offer?.action;
  return (
    <Panel
      title={t("On the way to the link")}
      aside={
        <span className={styles.count}>
          {done} {t("of")} {steps.length}
        </span>
      }
    >
      <ol className={styles.steps}>
        {steps.map((step) => (
          <OneStep
            key={step.need}
            step={step}
            scans={takesScans(detail)}
            said={step.action === next}
          />
        ))}
      </ol>
      {blocked.map((one) => (
        <WhyNot key={one.action} blocked={one} steps={steps} />
      ))}
    </Panel>
  );
}

/** An action that these very steps open, unless it is one of them itself. */
function WhyNot({ blocked, steps }: { blocked: Blocked; steps: Step[] }) {
  const itself = steps.some(({ action }) => action === blocked.action);
  const ahead = blocked.missing.every(({ need }) => steps.some((step) => step.need === need));
  if (itself || !ahead) return null;
  return (
    <p className={styles.blocked}>
      <strong>{t(blocked.label)}</strong> {t("opens once the steps above are done.")}
    </p>
  );
}

/** Where no link is on its way: which actions are closed at present, and why. */
function StillClosed({ blocked }: { blocked: Blocked[] }) {
  if (blocked.length === 0) return null;
  return (
    <details className={styles.closed}>
      <summary>{t("What is closed at present, and why")}</summary>
      {blocked.map(({ action, label, missing }) => (
        <p key={action} className={styles.blocked}>
          <strong>{t(label)}</strong> {missing.map(({ words }) => t(words)).join(" ")}
        </p>
      ))}
    </details>
  );
}

interface StepProps {
  step: Step;
  scans: boolean;
  /** Its action stands first in the bar above. */
  said: boolean;
}

function OneStep({ step, scans, said }: StepProps) {
  const { offers } = useDeskActions();
  const offer = offers.find(({ action }) => action === step.action);
  return (
    <li className={styles.step} data-done={step.done || undefined}>
      <span className={styles.mark}>
        {step.done ? <Icon name="check" size={13} /> : null}
        <span className={styles.hidden}>{step.done ? t("Done: ") : t("To do: ")}</span>
      </span>
      <div>
        <span className={styles.label}>{t(step.label)}</span>
        {step.words && !step.done ? <p>{t(step.words)}</p> : null}
        {step.done || said ? null : <Way step={step} offer={offer} scans={scans} />}
      </div>
    </li>
  );
}

/** Where to settle it. What stands in the bar above anyway is not offered a second time. */
function Way({ step, offer, scans }: { step: Step; offer?: Offer; scans: boolean }) {
  const { start } = useDeskActions();
  const place = step.action ? placeOf(step.action) : null;
  if (place === SCANS) {
    return !scans ? null : (
      <Button variant="subtle" size="compact-xs" onClick={() => jumpTo(SCANS)}>
        {t("Go to the scans")}
      </Button>
    );
  }
  if (!offer || !place) return null;
  return (
    <Button variant="subtle" size="compact-xs" onClick={() => start(offer)}>
      {t(offer.label)}
    </Button>
  );
}
