import { Checkbox, MultiSelect, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { t } from "../words/language";
import { opening } from "../words/spoken";
import { GroupField, RowsField } from "./Groups";
import { LookupField } from "./LookupField";
import { LookupsField } from "./LookupsField";
import { choicesOf, type Field, type FieldSchema } from "./schema";
import { Typed } from "./Typed";
import { asList, asText } from "./values";

export interface FieldProps {
  name: string;
  field: Field;
  required: boolean;
  defs: Record<string, FieldSchema>;
  /** By dotted name, as the API gives them. */
  errors: Record<string, string>;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** One field of a form, drawn by its kind. */
export function FieldInput(props: FieldProps) {
  const { field, name, value, onChange } = props;
  const common = commonOf(props);
  const typed = (event: { currentTarget: { value: string } }) =>
    onChange(event.currentTarget.value);
  switch (field.kind) {
    case "flag":
      return (
        <Checkbox
          name={name}
          label={common.label}
          description={common.description}
          error={common.error}
          disabled={common.disabled}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "choice":
      return <Choices {...props} />;
    case "choices":
      return (
        <MultiSelect
          {...common}
          data={choicesOf(field.items ?? {})}
          value={asList(value).map(asText)}
          onChange={onChange}
        />
      );
    case "lookup":
      return <LookupField {...props} {...common} />;
    case "lookups":
      return <LookupsField {...props} {...common} />;
    case "group":
      return <GroupField {...props} />;
    case "rows":
      return <RowsField {...props} />;
    case "multiline":
      return <Textarea {...common} autosize minRows={3} value={asText(value)} onChange={typed} />;
    case "strings":
      return <Lines {...props} />;
    case "date":
      return <Typed {...common} type="date" value={asText(value)} onChange={typed} />;
    case "number":
      return (
        <Typed
          {...common}
          type="number"
          min={field.minimum}
          max={field.maximum}
          step={field.type === "integer" ? 1 : "any"}
          value={asText(value)}
          onChange={typed}
        />
      );
    case "pages":
      return (
        <TextInput {...common} placeholder="23-40, 52" value={asText(value)} onChange={typed} />
      );
    default:
      return <TextInput {...common} value={asText(value)} onChange={typed} />;
  }
}

/** What every kind of field has: its label, its help, its error. */
export function commonOf({ name, field, required, errors }: FieldProps) {
  const example = field["x-placeholder"] ?? field.examples?.[0];
  return {
    name,
    label: t(field.title ?? opening(name)),
    description: field.description && t(field.description),
    placeholder: example === undefined ? undefined : asText(example),
    required,
    error: errors[name],
    maxLength: field.maxLength,
    disabled: field.readOnly,
  };
}

function Choices(props: FieldProps) {
  const { maxLength: _, placeholder: __, ...common } = commonOf(props);
  const offered = choicesOf(props.field);
  const none = { value: "", label: props.required ? t("Choose…") : "–" };
  const hasNone = offered.some((one) => one.value === "");
  return (
    <NativeSelect
      {...common}
      data={hasNone ? offered : [none, ...offered]}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

/** A list of texts, one a line. */
function Lines(props: FieldProps) {
  const common = commonOf(props);
  return (
    <Textarea
      {...common}
      description={common.description ?? t("One a line.")}
      autosize
      minRows={2}
      value={asList(props.value).join("\n")}
      onChange={(event) => props.onChange(event.currentTarget.value.split("\n"))}
    />
  );
}
