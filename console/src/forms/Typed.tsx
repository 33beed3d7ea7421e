import { TextInput, type TextInputProps } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../words/language";

/** A date or a number, which a browser takes for nothing at all while it is half typed or
 * impossible; then this says so, once `sayBad` has asked. */
export function Typed({ error, onChange, ...props }: TextInputProps) {
  const [bad, setBad] = useState(false);
  const look = ({ currentTarget }: FormEvent<HTMLInputElement>) =>
    setBad((before) => before && currentTarget.validity.badInput);
  return (
    <TextInput
      {...props}
      error={bad ? t("This is no date or number.") : error}
      onInvalid={() => setBad(true)}
      onBlur={look}
      onKeyUp={look}
      onChange={(event) => {
        look(event);
        onChange?.(event);
      }}
    />
  );
}

/** Has every field say so in which something else than a date or number stands; the first such. */
export function sayBad(form: HTMLFormElement | null): HTMLElement | undefined {
  const inputs = [...(form?.querySelectorAll("input") ?? [])];
  const bad = inputs.filter(({ validity }) => validity.badInput);
  for (const one of bad) one.checkValidity();
  return bad[0];
}
