import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Offer, Row } from "../../api/types";
import { isNowhere } from "../../words/focus";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import styles from "./Together.module.css";

/** How one is taken back, on what stood when it was done, and until when nobody has been told. */
export interface Back {
  offer: Offer;
  seen: Row;
  until: number;
}

export interface Outcome {
  row: Row;
  words: string;
  done: boolean;
  back?: Back;
}

interface Props {
  outcomes: Outcome[];
  pending: boolean;
  stopping: boolean;
  onStop: () => void;
  onUndo: () => void;
  onClose: () => void;
}

/** What became of each, with a button to take back what nobody has been told of yet. */
export function Outcomes({ outcomes, pending, stopping, onStop, onUndo, onClose }: Props) {
  const undoable = useUndoable(outcomes);
  const end = useRef<HTMLDivElement>(null);
  // Each time the button that had the keyboard goes, the one that came instead has it.
  useEffect(() => {
    if (isNowhere()) end.current?.querySelector("button")?.focus();
  }, [pending, undoable]);
  return (
    <>
      <ul className={styles.outcomes} aria-live="polite">
        {outcomes.map(({ row, words, done }) => (
          <li key={row.id} data-done={done}>
            <Icon name={done ? "check" : "alert"} />
            <span>
              <strong>{titleOf(row)}</strong>
              <br />
              {words}
            </span>
          </li>
        ))}
      </ul>
      <div ref={end} className={styles.end}>
        {pending ? (
          <Button variant="default" loading={stopping} onClick={onStop}>
            {t("Stop")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t("Close")}</Button>
            {undoable ? (
              <Button variant="default" onClick={onUndo}>
                {t("Undo")}
              </Button>
            ) : null}
          </>
        )}
      </div>
    </>
  );
}

/** Whether one of them can be taken back; seen to end when the last one's time is over. */
function useUndoable(outcomes: Outcome[]): boolean {
  const [now, setNow] = useState(Date.now);
  const last = Math.max(0, ...outcomes.map(({ back }) => back?.until ?? 0));
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, last - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [last]);
  return now < last;
}

export function titleOf({ title, work_title, id }: Row): string {
  return title ?? work_title ?? id;
}
