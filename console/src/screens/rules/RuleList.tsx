import { Button } from "@mantine/core";
import { errorsByField } from "../../api/refusal";
import type { Problem } from "../../api/types";
import { useAnnounce } from "../../words/Announcer";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { OutcomeFields } from "./OutcomeFields";
import { RuleCard } from "./RuleCard";
import styles from "./Rules.module.css";
import { outcomeInWords, warningOf } from "./rule-words";
import { another, type Draft, type RuleLine, type Rules } from "./use-rules";

interface Props {
  form: Rules;
  draft: Draft;
  problem: Problem | null;
  onChange: (draft: Draft) => void;
}

/** All rules in the order in which they are asked, and the default after them. */
export function RuleList({ form, draft, problem, onChange }: Props) {
  const announce = useAnnounce();
  const errors = errorsByField(problem);
  const { rules } = draft;
  const warning = warningOf(form, draft.default);
  function put(at: number, rule: RuleLine) {
    onChange({ ...draft, rules: rules.map((one, n) => (n === at ? { ...one, rule } : one)) });
  }
  function move(from: number, to: number) {
    const one = rules[from];
    if (!one) return;
    onChange({ ...draft, rules: rules.toSpliced(from, 1).toSpliced(to, 0, one) });
    announce(t("{name} is rule {place} now.", { name: one.rule.name, place: to + 1 }));
  }
  return (
    <>
      <ol className={styles.rules}>
        {rules.map(({ key, rule }, at) => (
          <RuleCard
            key={key}
            form={form}
            rule={rule}
            place={at}
            of={rules.length}
            errors={errors}
            onChange={(after) => put(at, after)}
            onMove={(to) => move(at, to)}
            onRemove={() => onChange({ ...draft, rules: rules.toSpliced(at, 1) })}
          />
        ))}
      </ol>
      <Button
        variant="default"
        leftSection={<Icon name="plus" />}
        onClick={() => onChange({ ...draft, rules: [...rules, another(draft)] })}
      >
        {t("Add a rule")}
      </Button>
      <section className={styles.rule} aria-label={t("Where no rule matches")}>
        <div className={styles.words}>
          <h2 className={styles.name}>{t("Where no rule matches")}</h2>
          <p className={styles.outcome}>{outcomeInWords(form, draft.default)}</p>
          {warning ? <p>{t(warning)}</p> : null}
          <details>
            <summary>{t("Change the default")}</summary>
            <OutcomeFields
              form={form}
              at="default"
              outcome={draft.default}
              errors={errors}
              onChange={(outcome) => onChange({ ...draft, default: outcome })}
            />
          </details>
        </div>
      </section>
    </>
  );
}
