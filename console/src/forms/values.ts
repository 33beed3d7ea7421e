import { type FieldSchema, fieldsOf, type NamedField, settle } from "./schema";

export type Values = Record<string, unknown>;

/** What a form shows at first: what is known, else the schema's default, else nothing. */
export function startingValues(schema: FieldSchema, known: Values): Values {
  const fields = fieldsOf(schema);
  return Object.fromEntries(
    fields.map(({ name, field }) => [name, known[name] ?? field.default ?? blank(field.kind)]),
  );
}

function blank(kind: string): unknown {
  if (kind === "flag") return false;
  if (kind === "group") return {};
  return ["choices", "lookups", "strings", "rows"].includes(kind) ? [] : "";
}

/**
 * What is said to the API: blanks are left out, or said as null where something stood before
 * and the schema takes null.
 */
export function bodyOf(schema: FieldSchema, values: Values, known: Values): Values {
  const body: Values = {};
  for (const entry of fieldsOf(schema)) {
    const said = saidOf(entry, values[entry.name], schema.$defs);
    if (said !== undefined) body[entry.name] = said;
    else if (entry.field.nullable && known[entry.name] != null) body[entry.name] = null;
  }
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    if (one.const !== undefined) body[name] = one.const;
  }
  return body;
}

function saidOf({ field }: NamedField, value: unknown, defs?: Record<string, FieldSchema>) {
  if (field.kind === "flag") return value === true;
  if (field.kind === "number") return numberOf(value);
  if (field.kind === "group") return bodyOf({ ...field, $defs: defs }, asValues(value), {});
  if (field.kind === "rows") {
    const row = { ...settle(field.items ?? {}, defs), $defs: defs };
    return asList(value).map((one) => bodyOf(row, asValues(one), {}));
  }
  if (Array.isArray(value)) return value.filter((one) => one !== "");
  if (typeof value !== "string") return value ?? undefined;
  const text = value.trim();
  return text === "" ? undefined : choiceOf(field, text);
}

/** Choices travel as text in the page; the schema may hold numbers. */
function choiceOf(field: FieldSchema, text: string): unknown {
  const all = field.oneOf?.map((one) => one.const) ?? field.enum;
  return all?.find((one) => String(one) === text) ?? text;
}

function numberOf(value: unknown): number | undefined {
  if (value === "" || value === null || value === undefined) return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** Names of required fields that nobody has filled in yet. */
export function unfilled(schema: FieldSchema, values: Values): string[] {
  return fieldsOf(schema)
    .filter(({ required, field }) => required && field.kind !== "flag" && field.kind !== "group")
    .filter(({ name }) => isBlank(values[name]))
    .map(({ name }) => name);
}

function isBlank(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

export function asText(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asValues(value: unknown): Values {
  return typeof value === "object" && value !== null ? (value as Values) : {};
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
