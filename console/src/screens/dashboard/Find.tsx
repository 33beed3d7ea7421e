import { TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { withQuery } from "../../api/client";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import styles from "./Dashboard.module.css";

/** Looks for a request among all there are, closed ones too, and shows what was found there. */
export function Find() {
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  function find(event: FormEvent) {
    event.preventDefault();
    if (typed.trim()) navigate(withQuery("/", { view: "all", q: typed.trim() }));
  }
  return (
    <search className={styles.find}>
      <form onSubmit={find}>
        <TextInput
          type="search"
          role="searchbox"
          aria-label={t("Search all requests")}
          placeholder={t("Title, author, requester, course, ISBN or ID")}
          leftSection={<Icon name="search" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
    </search>
  );
}
