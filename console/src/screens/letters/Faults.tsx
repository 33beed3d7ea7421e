import { Button } from "@mantine/core";
import type { Problem } from "../../api/types";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import styles from "./Letters.module.css";
import { faultsOf, PARTS } from "./use-letters";

/** Why a draft was refused, by part and line; where it was overtaken, the way to what stands. */
export function Faults({ problem, onReload }: { problem: Problem; onReload?: () => void }) {
  const faults = faultsOf(problem);
  const instead = t("Mend the lines that are named. What the letter may say stands beside.");
  return (
    <ProblemNote problem={faults.length > 0 ? { ...problem, detail: undefined, instead } : problem}>
      {faults.length > 0 ? (
        <ul className={styles.faults}>
          {faults.map((one) => (
            <li key={`${one.part} ${one.line} ${one.words}`}>
              {t("{part}, line {line}: {words}", {
                part: t(PARTS[one.part] ?? one.part),
                line: one.line,
                words: one.words,
              })}
            </li>
          ))}
        </ul>
      ) : null}
      {problem.status === 409 && onReload ? (
        <Button variant="default" mt="xs" onClick={onReload}>
          {t("Show what stands now, without what I typed")}
        </Button>
      ) : null}
    </ProblemNote>
  );
}
