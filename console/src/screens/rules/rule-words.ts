import { choicesOf, type FieldSchema, fieldsOf } from "../../forms/schema";
import { asText } from "../../forms/values";
import { t } from "../../words/language";
import type { RuleClause, RuleOutcome, RuleProperty, Rules } from "./use-rules";

export function propertyOf(form: Rules, clause: RuleClause): RuleProperty | undefined {
  return form.properties.find(({ kind, name }) => kind === clause.kind && name === clause.property);
}

export function testOf(form: Rules, clause: RuleClause) {
  return form.tests.find(({ name }) => name === clause.test);
}

/** Several values as the API takes them: with semicolons between. */
export function split(value: string): string[] {
  return value
    .split(";")
    .map((one) => one.trim())
    .filter(Boolean);
}

/** A clause in the labels that the API gives. */
export function clauseInWords(form: Rules, clause: RuleClause): string {
  const property = propertyOf(form, clause);
  const test = testOf(form, clause);
  const label = (value: string) =>
    t(property?.choices.find((one) => one.value === value)?.label ?? value);
  return [
    t(property?.label ?? clause.property),
    test && t(test.label),
    test?.takes_value && split(clause.value).map(label).join("; "),
  ]
    .filter(Boolean)
    .join(" ");
}

/** The form of an outcome, as the API gives it. */
export function outcomeSchema(form: Rules): FieldSchema {
  const book = form.schema as FieldSchema;
  return book.properties?.default ?? {};
}

/** An outcome by the labels of its form, as far as it says something. */
export function outcomeInWords(form: Rules, outcome: RuleOutcome): string {
  const values: Record<string, unknown> = { ...outcome };
  const told = fieldsOf(outcomeSchema(form)).map(({ name, field }) => {
    const value = values[name];
    if (value === "" || value === null || value === false || value === undefined) return "";
    if (value === field.default) return "";
    if (value === true) return t(field.title ?? name);
    const choice = choicesOf(field).find((one) => one.value === value)?.label;
    return choice ?? `${t(field.title ?? name)}: ${asText(value)}`;
  });
  return told.filter(Boolean).join(" · ");
}

/** What the API says of a saved outcome that decides by the same reason. */
export function warningOf(form: Rules, outcome: RuleOutcome): string {
  const { rules, default: last } = form.book;
  return (
    form.words.find(({ place, warning }) => {
      const saved = place ? rules[place - 1]?.outcome : last;
      const same = saved?.reason === outcome.reason && saved.approval === outcome.approval;
      return warning !== "" && same;
    })?.warning ?? ""
  );
}
