import { Empty } from "../../words/Empty";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { Scroll } from "../../words/Scroll";
import { count } from "../../words/spoken";
import { Table } from "../../words/Table";
import table from "../../words/Table.module.css";
import { When } from "../../words/When";
import type { Course } from "./use-courses";

type Run = Course["runs"][number];

/** Each delivery of the course, the newest first: links open and extents count by run. */
export function Runs({ runs }: { runs: Run[] }) {
  if (runs.length === 0) {
    return (
      <Panel title={t("Runs")}>
        <Empty title={t("It has no run yet.")}>
          <p>
            {t("A request needs the run that it is for: edit the course, or name one in the file.")}
          </p>
        </Empty>
      </Panel>
    );
  }
  const heads = [
    t("Academic year"),
    t("First day"),
    t("Last day"),
    t("Resits until"),
    t("Weeks"),
    t("Students"),
    t("Standing"),
  ];
  return (
    <Panel title={t("Runs")}>
      <Scroll>
        <Table heads={heads}>
          {runs
            .toSorted((one, other) => other.start.localeCompare(one.start))
            .map((run) => (
              <Line key={run.year} run={run} />
            ))}
        </Table>
      </Scroll>
    </Panel>
  );
}

function Line({ run }: { run: Run }) {
  return (
    <tr>
      <th scope="row" className={table.narrow}>
        {run.year}
      </th>
      <td className={table.narrow}>
        <When at={run.start} />
      </td>
      <td className={table.narrow}>
        <When at={run.end} />
      </td>
      <td className={table.narrow}>
        <When at={run.resits_until} />
      </td>
      <td className={table.number}>{run.weeks ? count(run.weeks) : ""}</td>
      <td className={table.number}>{count(run.students)}</td>
      <td>{standing(run)}</td>
    </tr>
  );
}

function standing(run: Run): string {
  const now = new Date();
  const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  const day = today.toISOString().slice(0, 10);
  if (day < run.start) return t("to come");
  const last = run.resits_until && run.resits_until > run.end ? run.resits_until : run.end;
  return day > last ? t("over") : t("on now");
}
