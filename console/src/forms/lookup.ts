import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../api/client";
import { names } from "../words/spoken";
import type { FieldSchema } from "./schema";
import { asText, asValues, type Values } from "./values";

export interface Found {
  value: string;
  label: string;
  /** What tells this one from its namesakes. */
  more: string;
}

/** What tells two results of one name apart, where the API gives it. */
const TELLING = [
  "code",
  "authors",
  "edition",
  "year",
  "publisher",
  "isbn",
  "issn",
  "email",
  "department",
];
const ISN = /^[\d\s-]{7,}[\dxX]$/;

/** Whether this can only be meant as an ISBN or ISSN. */
export function isIsn(text: string): boolean {
  return ISN.test(text);
}

/** Looks up as one types; an ISBN or ISSN is asked for as such where the look-up takes one. */
export function useLookup(schema: FieldSchema, typed: string) {
  const [text] = useDebouncedValue(typed.trim(), 250);
  const path = pathFor(lookupOf(schema), text);
  const { data, isFetching, error } = useQuery({
    queryKey: ["lookup", path],
    queryFn: ({ signal }) => ask<Record<string, unknown>>(path, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return { found: foundIn(data).map((one) => describe(one, schema)), isFetching, error };
}

/** The look-up's path, which an array may carry itself or on its items. */
export function lookupOf(schema: FieldSchema): string {
  return schema["x-lookup"] ?? schema.items?.["x-lookup"] ?? "";
}

function pathFor(template: string, text: string): string {
  const [path = "", query = ""] = template.split("?");
  const asked = [...new URLSearchParams(query).keys()];
  const known = new URLSearchParams([...new URLSearchParams(query)].filter(([, value]) => value));
  const takesNumber = asked.includes("isn") || path.endsWith("/works");
  const word = asked.find((name) => name !== "isn" && !known.has(name)) ?? "q";
  known.set(takesNumber && isIsn(text) ? "isn" : word, text);
  return `${path}?${known}`;
}

/** Answers are {"courses": [...]} and the like; whatever list is in there is meant. */
function foundIn(answer: Record<string, unknown> | undefined): Values[] {
  const list = Object.values(answer ?? {}).find(Array.isArray) ?? [];
  return list.map(asValues);
}

export function describe(one: Values, schema: FieldSchema): Found {
  const by = { ...schema.items, ...schema };
  const labels = [by["x-label"] ?? "name"].flat();
  // A code is a name too; an id means nothing to anybody.
  if (by["x-value"] === "code" && !labels.includes("code")) labels.unshift("code");
  const label = labels
    .map((name) => asText(one[name]))
    .filter(Boolean)
    .join(" · ");
  const value = asText(one[by["x-value"] ?? "id"]);
  const rest = TELLING.filter((name) => !labels.includes(name)).map((name) => telling(one[name]));
  return { value, label: label || value, more: rest.filter(Boolean).join(" · ") };
}

function telling(value: unknown): string {
  return Array.isArray(value) ? names(value.map(asText)) : asText(value);
}
