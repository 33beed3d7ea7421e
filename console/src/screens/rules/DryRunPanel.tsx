import { Link } from "react-router";
import { Empty } from "../../words/Empty";
import { plural, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { Scroll } from "../../words/Scroll";
import { count } from "../../words/spoken";
import table from "../../words/Table.module.css";
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
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t("Request")}</th>
            <th scope="col">{t("Status")}</th>
            <th scope="col">{t("Now")}</th>
            <th scope="col">{t("With the draft")}</th>
          </tr>
        </thead>
        <tbody>
          {run.changed.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to={`/requests/${one.id}`}>{one.title}</Link>
                <span className={table.more}>
                  {one.id}, <When at={one.added_on} />
                </span>
              </th>
              <td>
                {t(one.state_label)}
                <span className={table.more}>{t(one.approval_label)}</span>
              </td>
              <td>
                {t(one.now.words)}
                <span className={table.more}>{one.now.rule}</span>
              </td>
              <td>
                {t(one.draft.words)}
                <span className={table.more}>{one.draft.rule}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
