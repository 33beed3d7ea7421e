import { ActionIcon, Button, Checkbox, TextInput } from "@mantine/core";
import { type MouseEvent, useState } from "react";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { ClauseRow } from "./ClauseRow";
import { OutcomeFields } from "./OutcomeFields";
import { RuleInWords } from "./RuleInWords";
import styles from "./Rules.module.css";
import { clauseInWords, outcomeInWords, warningOf } from "./rule-words";
import { blankClause, type RuleLine, type Rules } from "./use-rules";

interface Props {
  form: Rules;
  rule: RuleLine;
  place: number;
  of: number;
  errors: Record<string, string>;
  onChange: (rule: RuleLine) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One rule: its place, what it asks and what it does; opened to be edited. */
export function RuleCard({ form, rule, place, of, errors, onChange, onMove, onRemove }: Props) {
  const [open, setOpen] = useState(rule.name === "");
  const name = rule.name || t("The new rule");
  const warning = warningOf(form, rule.outcome);
  return (
    <li className={styles.rule} data-off={!rule.enabled || undefined}>
      <span className={styles.place}>{place + 1}</span>
      <div className={styles.words}>
        <h2 className={styles.name}>{name}</h2>
        <RuleInWords
          clauses={rule.clauses.map((clause) => clauseInWords(form, clause))}
          outcome={outcomeInWords(form, rule.outcome)}
        />
        {warning && rule.enabled ? <p>{t(warning)}</p> : null}
        {open ? <Fields {...{ form, rule, place, errors, onChange }} /> : null}
      </div>
      <div className={styles.tools}>
        <Checkbox
          label={t("In use")}
          aria-label={t("In use: {name}", { name })}
          checked={rule.enabled}
          onChange={(event) => onChange({ ...rule, enabled: event.currentTarget.checked })}
        />
        <ActionIcon
          variant="default"
          aria-label={t("Move up: {name}", { name })}
          disabled={place === 0}
          onClick={(event) => moving(event, () => onMove(place - 1))}
        >
          <Icon name="up" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={t("Move down: {name}", { name })}
          disabled={place === of - 1}
          onClick={(event) => moving(event, () => onMove(place + 1))}
        >
          <Icon name="down" />
        </ActionIcon>
        <Button
          variant="default"
          aria-expanded={open}
          aria-label={open ? t("Close: {name}", { name }) : t("Edit: {name}", { name })}
          onClick={() => setOpen(!open)}
        >
          {open ? t("Close") : t("Edit")}
        </Button>
        <Button
          variant="subtle"
          color="brick"
          aria-label={t("Remove: {name}", { name })}
          onClick={onRemove}
        >
          {t("Remove")}
        </Button>
      </div>
    </li>
  );
}

function Fields({
  form,
  rule,
  place,
  errors,
  onChange,
}: Pick<Props, "form" | "rule" | "place" | "errors" | "onChange">) {
  const { clauses } = rule;
  const at = `rules.${place}`;
  return (
    <div className={styles.fields}>
      <TextInput
        label={t("Name")}
        value={rule.name}
        maxLength={200}
        error={errors[`${at}.name`]}
        onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
      />
      {clauses.map((clause, n) => (
        <ClauseRow
          key={n}
          form={form}
          clause={clause}
          place={n}
          error={errorOf(errors, `${at}.clauses.${n}`)}
          onChange={(after) => onChange({ ...rule, clauses: clauses.toSpliced(n, 1, after) })}
          onRemove={() => onChange({ ...rule, clauses: clauses.toSpliced(n, 1) })}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<Icon name="plus" />}
          onClick={() => onChange({ ...rule, clauses: [...clauses, blankClause()] })}
        >
          {t("Add a clause")}
        </Button>
      </div>
      <OutcomeFields
        form={form}
        at={`${at}.outcome`}
        outcome={rule.outcome}
        errors={errors}
        onChange={(outcome) => onChange({ ...rule, outcome })}
      />
    </div>
  );
}

/** Who moves a rule by the keyboard stays at its buttons, wherever the page puts them. */
function moving(event: MouseEvent<HTMLButtonElement>, move: () => void) {
  const button = event.currentTarget;
  const beside = button.parentElement;
  move();
  requestAnimationFrame(() => {
    const next = button.disabled
      ? beside?.querySelector<HTMLButtonElement>("button:not(:disabled)")
      : button;
    next?.focus();
  });
}

/** What is wrong with a clause, in whichever of its parts. */
function errorOf(errors: Record<string, string>, at: string): string | undefined {
  const own = Object.keys(errors).find((name) => name === at || name.startsWith(`${at}.`));
  return own && errors[own];
}
