import { Link } from "react-router";
import { Empty } from "../../words/Empty";
import { plural, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { Scroll } from "../../words/Scroll";
import { count } from "../../words/spoken";
import { More, Table } from "../../words/Table";
import { When } from "../../words/When";
import styles from "./Rules.module.css";
import type { DryRun } from "./use-rules";

/** Whose verdict the draft would change, and what a dry run cannot know. */
export function DryRunPanel({ run }: { run: DryRun }) {
  return (
    <Panel title={t("Whose verdict would change")}>
      <p className={styles.tried} role="status">
        {plural(run.looked_at, "{changed} of {n} request since|{changed} of {n} requests since", {
          changed: count(run.changed.length),
        })}{" "}
        <When at={run.since} />.{" "}
        {run.cut ? t("There were more; the older ones were left out.") : ""}{" "}
        {run.undecided > 0
          ? t("The draft does not decide yet about {undecided}.", {
              undecided: count(run.undecided),
            })
          : ""}
      </p>
      {run.changed.length > 0 ? (
        <Changed run={run} />
      ) : (
        <Empty small title={t("Nobody's verdict would change.")} />
      )}
      <details className={styles.limits}>
        <summary>{t("What a dry run cannot know")}</summary>
        <ul>
          {run.not_replayed.map((one) => (
            <li key={one}>{t(one)}</li>
          ))}
        </ul>
      </details>
    </Panel>
  );
}

function Changed({ run }: { run: DryRun }) {
  return (
    <Scroll>
      <Table heads={[t("Request"), t("Status"), t("Now"), t("With the draft")]}>
        {run.changed.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <Link to={`/requests/${one.id}`}>{one.title}</Link>
              <More>
                {one.id}, <When at={one.added_on} />
              </More>
            </th>
            <td>
              {t(one.state_label)}
              <More>{t(one.approval_label)}</More>
            </td>
            <td>
              {t(one.now.words)}
              <More>{one.now.rule}</More>
            </td>
            <td>
              {t(one.draft.words)}
              <More>{one.draft.rule}</More>
            </td>
          </tr>
        ))}
      </Table>
    </Scroll>
  );
}
