import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import styles from "./Find.module.css";
import { Icon } from "./Icon";

/** What was typed into a search, as it stands there and as it is asked for. */
export function useTyped() {
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  return { typed, setTyped, q };
}

interface Props {
  label: string;
  placeholder: string;
  typed: string;
  onType: (typed: string) => void;
}

/** The search above a list. */
export function Find({ label, placeholder, typed, onType }: Props) {
  return (
    <TextInput
      className={styles.find}
      type="search"
      role="searchbox"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<Icon name="search" />}
      value={typed}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
