import { Button } from "@mantine/core";
import type { Problem } from "../../api/types";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";

/** Why the draft was refused; where it was overtaken, the way to the rules that stand. */
export function Refusals({ problem, onReload }: { problem: Problem; onReload: () => void }) {
  const fields = problem.fields ?? [];
  return (
    <ProblemNote problem={problem}>
      {fields.length > 0 ? (
        <ul>
          {fields.map((one) => (
            <li key={`${one.field} ${one.words}`}>{one.words}</li>
          ))}
        </ul>
      ) : null}
      {problem.status === 409 ? (
        <Button variant="default" mt="xs" onClick={onReload}>
          {t("Show what stands now, without what I changed")}
        </Button>
      ) : null}
    </ProblemNote>
  );
}
