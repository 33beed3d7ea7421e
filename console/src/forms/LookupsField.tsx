import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import { t } from "../words/language";
import type { commonOf, FieldProps } from "./FieldInput";
import { type Found, useLookup } from "./lookup";
import { takeMarked } from "./marked";
import { Option } from "./Option";
import { asList, asText } from "./values";

type Props = FieldProps & ReturnType<typeof commonOf>;

/** Several things out of many, found by typing. */
export function LookupsField({ field, value, onChange, defs: _, errors: __, ...common }: Props) {
  const [typed, setTyped] = useState("");
  const [seen, setSeen] = useState<Record<string, Found>>({});
  const { found, isFetching, error } = useLookup(field, typed);
  const picked = asList(value).map(asText);
  const absent = picked.filter((one) => !found.some((other) => other.value === one));
  const shown = [
    ...absent.map((one) => seen[one] ?? { value: one, label: one, more: "" }),
    ...found,
  ];

  function choose(values: string[]) {
    const now = shown.filter((one) => values.includes(one.value));
    setSeen((before) => ({ ...before, ...Object.fromEntries(now.map((one) => [one.value, one])) }));
    onChange(values);
  }

  return (
    <MultiSelect
      {...common}
      error={common.error ?? (error ? t("The look-up could not be reached.") : undefined)}
      placeholder={picked.length ? undefined : t("Type to search")}
      searchable
      data={shown}
      filter={({ options }) => options}
      value={picked}
      onChange={choose}
      // Enter takes what is found; it does not send the form without what is typed.
      onKeyDownCapture={(event) => {
        if (event.key === "Enter" && typed) takeMarked(event);
      }}
      onSearchChange={setTyped}
      nothingFoundMessage={isFetching ? t("Looking…") : t("Nothing found. Try fewer words.")}
      renderOption={({ option }) => <Option found={option as Found} />}
    />
  );
}
