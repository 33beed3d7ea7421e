import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask, withQuery } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { components } from "../../api/schema";
import { Empty } from "../../words/Empty";
import { Find, useTyped } from "../../words/Find";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen, Tools } from "../../words/Screen";
import { opening } from "../../words/spoken";
import { Sheet, Table } from "../../words/Table";
import { Waiting } from "../../words/Waiting";
import styles from "./People.module.css";

type Found = components["schemas"]["People"];

/** Who works at the desk, and as what. */
export default function People() {
  const { typed, setTyped, q } = useTyped();
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
      <Tools>
        <Find label={t("Search people")} placeholder={t("Name")} typed={typed} onType={setTyped} />
      </Tools>
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting /> : null}
      {list.data ? (
        <Sheet busy={list.isPlaceholderData}>
          <Listed people={list.data.people} q={q} />
        </Sheet>
      ) : null}
    </Screen>
  );
}

function Listed({ people, q }: { people: Found["people"]; q: string }) {
  if (people.length === 0) {
    return (
      <Empty title={q ? t("Nobody matches “{q}”.", { q }) : t("Nobody has signed in yet.")}>
        <p>{t("Staff stand here once they have signed in for the first time.")}</p>
      </Empty>
    );
  }
  return (
    <Table heads={[t("Name"), t("Roles"), t("Their id at the sign-in")]}>
      {people.map((one) => (
        <tr key={one.id}>
          <th scope="row">{one.name}</th>
          <td>{one.roles.map((role) => t(opening(role))).join(", ")}</td>
          <td className={styles.id} translate="no">
            {one.id}
          </td>
        </tr>
      ))}
    </Table>
  );
}
