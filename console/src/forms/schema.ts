import { t } from "../words/language";
/** The part of JSON Schema that the API's forms speak, with the desk's own hints. */
export interface FieldSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  oneOf?: FieldSchema[];
  anyOf?: FieldSchema[];
  allOf?: FieldSchema[];
  $ref?: string;
  $defs?: Record<string, FieldSchema>;
  properties?: Record<string, FieldSchema>;
  required?: string[];
  items?: FieldSchema;
  readOnly?: boolean;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  examples?: unknown[];
  "x-lookup"?: string;
  "x-value"?: string;
  "x-label"?: string | string[];
  /** How to add what the look-up lacks: where, by which form, and what is known of it. */
  "x-create"?: {
    url: string;
    title: string;
    schema: FieldSchema;
    values: Record<string, unknown>;
  };
  "x-multiline"?: boolean;
  "x-pages"?: boolean;
  "x-placeholder"?: string;
}

export type Kind =
  | "text"
  | "multiline"
  | "pages"
  | "choice"
  | "choices"
  | "lookup"
  | "lookups"
  | "flag"
  | "date"
  | "number"
  | "strings"
  | "group"
  | "rows";

export interface Choice {
  value: string;
  label: string;
}

/** A field as it is drawn: references followed, "or null" folded into `optional`. */
export interface Field extends FieldSchema {
  kind: Kind;
  nullable: boolean;
}

/** Follows references and "or null", so that one plain schema is left. */
export function settle(schema: FieldSchema, defs: Record<string, FieldSchema> = {}): Field {
  const { $ref, allOf, anyOf, ...own } = schema;
  const named = $ref ? defs[$ref.replace("#/$defs/", "")] : undefined;
  if (named) return settle({ ...named, ...own }, defs);
  const only = allOf?.length === 1 ? allOf[0] : undefined;
  if (only) return settle({ ...only, ...own }, defs);
  const arms = anyOf?.filter((arm) => arm.type !== "null");
  const arm = arms?.[0];
  if (arms && arm) return { ...settle({ ...arm, ...own }, defs), nullable: hasNull(anyOf) };
  const types = [schema.type ?? []].flat();
  const type = types.find((name) => name !== "null");
  const plain = { ...own, type };
  return { ...plain, kind: kindOf(plain, defs), nullable: types.includes("null") };
}

function hasNull(arms: FieldSchema[] | undefined): boolean {
  return arms?.some((arm) => arm.type === "null") ?? false;
}

function kindOf(schema: FieldSchema, defs: Record<string, FieldSchema>): Kind {
  if (schema.type === "array") return kindOfList(schema, defs);
  if (schema["x-lookup"]) return "lookup";
  if (schema.enum || schema.oneOf) return "choice";
  if (schema.type === "boolean") return "flag";
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "object") return "group";
  if (schema.format === "date") return "date";
  if (schema["x-pages"]) return "pages";
  return schema["x-multiline"] ? "multiline" : "text";
}

function kindOfList(schema: FieldSchema, defs: Record<string, FieldSchema>): Kind {
  const item = settle(schema.items ?? { type: "string" }, defs);
  if (schema["x-lookup"] || item.kind === "lookup") return "lookups";
  if (item.kind === "choice") return "choices";
  return item.kind === "group" ? "rows" : "strings";
}

/** What may be chosen, whether it came as oneOf with titles or as a bare enum. */
export function choicesOf(schema: FieldSchema): Choice[] {
  if (schema.oneOf) {
    return schema.oneOf.map((one) => ({
      value: String(one.const ?? ""),
      label: t(one.title ?? String(one.const ?? "")),
    }));
  }
  return (schema.enum ?? []).map((one) => ({ value: String(one), label: String(one) }));
}

export interface NamedField {
  name: string;
  field: Field;
  required: boolean;
}

/** The fields of a form, in the order in which the schema gives them. */
export function fieldsOf(
  schema: FieldSchema,
  defs: Record<string, FieldSchema> = schema.$defs ?? {},
): NamedField[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, one]) => one.const === undefined)
    .map(([name, one]) => ({
      name,
      field: settle(one, defs),
      required: schema.required?.includes(name) ?? false,
    }));
}
