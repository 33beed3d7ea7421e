import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import styles from "./Queue.module.css";
import { useTyped } from "./use-typed";

interface Props {
  value: string;
  onChange: (text: string) => void;
}

/** Searches as one types, a moment after the last key. */
export function SearchBox({ value, onChange }: Props) {
  const { typed, setTyped, say } = useTyped(value, onChange);
  const later = useDebouncedCallback(say, 250);

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
