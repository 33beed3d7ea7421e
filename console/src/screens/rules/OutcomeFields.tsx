import { FieldInput } from "../../forms/FieldInput";
import { fieldsOf } from "../../forms/schema";
import styles from "./Rules.module.css";
import { outcomeSchema } from "./rule-words";
import type { RuleOutcome, Rules } from "./use-rules";

interface Props {
  form: Rules;
  /** Where the outcome stands in the rules, as the API names it. */
  at: string;
  outcome: RuleOutcome;
  errors: Record<string, string>;
  onChange: (outcome: RuleOutcome) => void;
}

/** What becomes of a request, drawn from the form that the API gives. */
export function OutcomeFields({ form, at, outcome, errors, onChange }: Props) {
  const values: Record<string, unknown> = { ...outcome };
  return (
    <div className={styles.outcomes}>
      {fieldsOf(outcomeSchema(form)).map(({ name, field, required }) => (
        <FieldInput
          key={name}
          name={name}
          field={field}
          required={required}
          defs={{}}
          errors={{ [name]: errors[`${at}.${name}`] ?? "" }}
          value={values[name]}
          onChange={(value) => onChange({ ...outcome, [name]: value })}
        />
      ))}
    </div>
  );
}
