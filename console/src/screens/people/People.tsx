import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, withQuery } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { components } from "../../api/schema";
import { Empty } from "../../words/Empty";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import { opening } from "../../words/spoken";
import table from "../../words/Table.module.css";
import { Waiting } from "../../words/Waiting";
import styles from "./People.module.css";

type Found = components["schemas"]["People"];

/** Who works at the desk, and as what. */
export default function People() {
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  const list = useQuery({
    queryKey: ["people", q],
    queryFn: ({ signal }) => ask<Found>(withQuery("/api/people", { q }), signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Screen
      title={t("People")}
      intro={t(
        "Who has signed in to the desk, with the roles that they had then. Roles come from the groups of your institution's sign-in and are changed there.",
      )}
    >
      <TextInput
        className={styles.search}
        type="search"
        role="searchbox"
        aria-label={t("Search people")}
        placeholder={t("Name")}
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting /> : null}
      {list.data ? <Table people={list.data.people} q={q} /> : null}
    </Screen>
  );
}

function Table({ people, q }: { people: Found["people"]; q: string }) {
  if (people.length === 0) {
    return (
      <div className={table.sheet}>
        <Empty title={q ? t("Nobody matches “{q}”.", { q }) : t("Nobody has signed in yet.")}>
          <p>{t("Staff stand here once they have signed in for the first time.")}</p>
        </Empty>
      </div>
    );
  }
  return (
    <div className={table.sheet}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t("Name")}</th>
            <th scope="col">{t("Roles")}</th>
            <th scope="col">{t("Their id at the sign-in")}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td>{one.roles.map((role) => t(opening(role))).join(", ")}</td>
              <td className={styles.id}>{one.id}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
