import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { errorsByField } from "../api/refusal";
import type { Problem } from "../api/types";
import { useBusy } from "../words/Dialog";
import { t } from "../words/language";
import { ProblemNote } from "../words/ProblemNote";
import { FieldInput } from "./FieldInput";
import styles from "./SchemaForm.module.css";
import { type FieldSchema, fieldsOf } from "./schema";
import { sayBad } from "./Typed";
import { bodyOf, same, startingValues, unfilled, type Values } from "./values";

interface Props {
  schema: FieldSchema;
  values?: Values;
  submit: string;
  danger?: boolean;
  pending: boolean;
  problem: Problem | null;
  /** Said beneath the problem, for example what changed meanwhile. */
  aside?: ReactNode;
  /** What goes on from what is typed, drawn between the fields and the buttons. */
  beneath?: (values: Values) => ReactNode;
  onSubmit: (body: Values) => void;
  onCancel: () => void;
}

/** What is typed; what nobody has typed over follows what is known, should that change. */
function useTyped(schema: FieldSchema, known: Values) {
  const [values, setValues] = useState(() => startingValues(schema, known));
  const [begun, setBegun] = useState(values);
  const now = startingValues(schema, known);
  if (!same(now, begun)) {
    const untouched = Object.keys(now).filter((name) => same(values[name], begun[name]));
    setBegun(now);
    setValues({ ...values, ...Object.fromEntries(untouched.map((name) => [name, now[name]])) });
  }
  return [values, setValues] as const;
}

/** A form drawn from its JSON Schema; it keeps what was typed for as long as it is open. */
export function SchemaForm({ schema, values: known = {}, ...props }: Props) {
  const [values, setValues] = useTyped(schema, known);
  const [missing, setMissing] = useState<string[]>([]);
  const busy = useBusy();
  const form = useRef<HTMLFormElement>(null);
  const refused = errorsByField(props.problem);
  const fields = fieldsOf(schema);
  // What every field says of itself need not be said again beneath.
  const shown = new Set(fields.map(({ name }) => name));
  const told = Object.keys(refused);
  const saidBeside = told.length > 0 && told.every((name) => shown.has(name));

  // Each new refusal leads to its field; where no field is to blame, back to the button.
  useEffect(() => {
    if (!props.problem && missing.length === 0) return;
    const one = (what: string) => form.current?.querySelector<HTMLElement>(what);
    (one('[aria-invalid="true"]') ?? one('[type="submit"]'))?.focus();
  }, [missing, props.problem]);

  function submit(event: FormEvent) {
    event.preventDefault();
    // A form in a dialogue above this one must not send this one too.
    event.stopPropagation();
    const lacking = unfilled(schema, values);
    setMissing(lacking);
    const bad = sayBad(form.current);
    if (bad) bad.focus();
    else if (lacking.length === 0) props.onSubmit(bodyOf(schema, values, known));
  }

  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {schema.description ? <p className={styles.about}>{t(schema.description)}</p> : null}
      {fields.map(({ name, field, required }) => (
        <FieldInput
          key={name}
          name={name}
          field={field}
          required={required}
          defs={schema.$defs ?? {}}
          errors={missing.includes(name) ? { [name]: t("This is needed.") } : refused}
          value={values[name]}
          onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
        />
      ))}
      {props.beneath?.(values)}
      {props.problem && !saidBeside ? (
        <ProblemNote problem={props.problem}>{props.aside}</ProblemNote>
      ) : null}
      <div className={styles.buttons}>
        <Button variant="default" size="sm" disabled={busy} onClick={props.onCancel}>
          {t("Cancel")}
        </Button>
        <Button
          type="submit"
          size="sm"
          color={props.danger ? "brick" : undefined}
          loading={props.pending}
        >
          {props.submit}
        </Button>
      </div>
    </form>
  );
}
