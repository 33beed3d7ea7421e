import { Button, MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { mark, t } from "../../words/language";
import styles from "./Rules.module.css";
import { propertyOf, split, testOf } from "./rule-words";
import type { RuleClause, RuleProperty, Rules, RuleTest } from "./use-rules";

const KINDS: Record<string, string> = {
  evaluation: mark("About the request"),
  comparison: mark("Among other requests"),
  filter: mark("Only compared with those"),
};
const YES_NO = [
  { value: "yes", label: mark("Yes") },
  { value: "no", label: mark("No") },
];

interface Props {
  form: Rules;
  clause: RuleClause;
  place: number;
  error?: string;
  onChange: (clause: RuleClause) => void;
  onRemove: () => void;
}

/** What is asked, how it is compared, and with what; the API says which of these go together. */
export function ClauseRow({ form, clause, place, error, onChange, onRemove }: Props) {
  const property = propertyOf(form, clause);
  const test = testOf(form, clause);
  const tests = form.tests.filter(({ name }) => property?.tests.includes(name));
  return (
    <fieldset className={styles.clause} aria-label={t("Clause {place}", { place: place + 1 })}>
      <NativeSelect
        label={t("What is asked")}
        data={grouped(form.properties)}
        value={`${clause.kind} ${clause.property}`}
        error={error}
        onChange={(event) => onChange(asking(form, event.currentTarget.value))}
      />
      {tests.length > 0 ? (
        <NativeSelect
          label={t("Test")}
          data={tests.map(({ name, label }) => ({ value: name, label: t(label) }))}
          value={clause.test}
          onChange={(event) => {
            const after = event.currentTarget.value;
            const takes = tests.find(({ name }) => name === after)?.takes_value;
            onChange({ ...clause, test: after, value: takes ? clause.value : "" });
          }}
        />
      ) : null}
      {property && test?.takes_value ? (
        <Value
          property={property}
          test={test}
          value={clause.value}
          onChange={(value) => onChange({ ...clause, value })}
        />
      ) : null}
      <Button variant="subtle" onClick={onRemove}>
        {t("Remove the clause")}
      </Button>
    </fieldset>
  );
}

function grouped(properties: RuleProperty[]) {
  return Object.entries(KINDS).map(([kind, label]) => ({
    group: t(label),
    items: properties
      .filter((one) => one.kind === kind)
      .map(({ name, label: words }) => ({ value: `${kind} ${name}`, label: t(words) })),
  }));
}

/** A clause about another property begins with the first test that it has. */
function asking(form: Rules, chosen: string): RuleClause {
  const [kind = "", property = ""] = chosen.split(" ");
  const found = propertyOf(form, { kind, property, test: "", value: "" });
  return { kind, property, test: found?.tests[0] ?? "", value: "" };
}

interface ValueProps {
  property: RuleProperty;
  test: RuleTest;
  value: string;
  onChange: (value: string) => void;
}

function Value({ property, test, value, onChange }: ValueProps) {
  const label = t("Value");
  const known = property.type === "yes-no" ? YES_NO : property.choices;
  const data = known.map((one) => ({ value: one.value, label: t(one.label) }));
  if (data.length > 0 && test.several) {
    return (
      <MultiSelect
        label={label}
        data={data}
        value={split(value)}
        onChange={(chosen) => onChange(chosen.join("; "))}
      />
    );
  }
  if (data.length > 0) {
    return (
      <NativeSelect
        label={label}
        data={[{ value: "", label: t("Choose…") }, ...data]}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      label={label}
      inputMode={property.type === "number" ? "decimal" : undefined}
      description={test.several ? t("Several: semicolons between them.") : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
