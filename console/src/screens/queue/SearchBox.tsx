import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import styles from "./Queue.module.css";

interface Props {
  value: string;
  onChange: (text: string) => void;
}

/** Searches as one types, a moment after the last key. */
export function SearchBox({ value, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const later = useDebouncedCallback((text: string) => onChange(text.trim()), 250);

  // Back and forward change the address; the box follows, but never eats a space being typed.
  useEffect(() => setTyped((now) => (now.trim() === value ? now : value)), [value]);

  function type(text: string) {
    setTyped(text);
    later(text);
  }

  return (
    <TextInput
      className={styles.search}
      type="search"
      role="searchbox"
      aria-label={t("Search requests")}
      placeholder={t("Title, author, requester, course, ISBN or ID")}
      leftSection={<Icon name="search" />}
      rightSection={
        typed ? (
          <CloseButton size="sm" aria-label={t("Clear the search")} onClick={() => type("")} />
        ) : null
      }
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
