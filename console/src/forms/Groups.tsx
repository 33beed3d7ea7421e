import { Button, Fieldset, Input } from "@mantine/core";
import { Icon } from "../words/Icon";
import { t } from "../words/language";
import { opening } from "../words/spoken";
import { FieldInput, type FieldProps } from "./FieldInput";
import styles from "./SchemaForm.module.css";
import { type FieldSchema, fieldsOf, settle } from "./schema";
import { asList, asValues } from "./values";

/** Several fields that belong together. */
export function GroupField({ name, field, defs, errors, value, onChange }: FieldProps) {
  const values = asValues(value);
  return (
    <Fieldset legend={t(field.title ?? opening(name))} className={styles.group}>
      <Parts
        schema={field}
        defs={defs}
        errors={within(errors, name)}
        values={values}
        onChange={onChange}
      />
    </Fieldset>
  );
}

/** The same group several times over, each removable. */
export function RowsField({ name, field, defs, errors, value, onChange }: FieldProps) {
  const rows = asList(value).map(asValues);
  const row = settle(field.items ?? {}, defs);
  const put = (at: number, one: unknown) => onChange(rows.toSpliced(at, 1, asValues(one)));
  return (
    <Fieldset legend={t(field.title ?? opening(name))} className={styles.group}>
      {rows.map((values, at) => (
        // The index is the key: a row has no name but its place.
        <div key={at} className={styles.group}>
          <Parts
            schema={row}
            defs={defs}
            errors={within(errors, `${name}.${at}`)}
            values={values}
            onChange={(one) => put(at, one)}
          />
          <Button variant="subtle" onClick={() => onChange(rows.toSpliced(at, 1))}>
            {t("Remove number")} {at + 1}
          </Button>
        </div>
      ))}
      {errors[name] ? <Input.Error>{errors[name]}</Input.Error> : null}
      <Button
        variant="default"
        leftSection={<Icon name="plus" />}
        onClick={() => onChange([...rows, {}])}
      >
        {t("Add one")}
      </Button>
    </Fieldset>
  );
}

interface PartsProps {
  schema: FieldSchema;
  defs: Record<string, FieldSchema>;
  errors: Record<string, string>;
  values: Record<string, unknown>;
  onChange: (values: Record<string, unknown>) => void;
}

function Parts({ schema, defs, errors, values, onChange }: PartsProps) {
  return fieldsOf(schema, defs).map(({ name, field, required }) => (
    <FieldInput
      key={name}
      name={name}
      field={field}
      required={required}
      defs={defs}
      errors={errors}
      value={values[name]}
      onChange={(value) => onChange({ ...values, [name]: value })}
    />
  ));
}

/** The errors of one part, named as that part names its fields. */
function within(errors: Record<string, string>, part: string): Record<string, string> {
  const inside = Object.entries(errors).filter(([name]) => name.startsWith(`${part}.`));
  return Object.fromEntries(inside.map(([name, words]) => [name.slice(part.length + 1), words]));
}
