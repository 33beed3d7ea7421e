import { NativeSelect } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { ask, withQuery } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { Dashboard as Counted } from "../../api/types";
import { Empty } from "../../words/Empty";
import { plural, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import { count as spelled } from "../../words/spoken";
import { Waiting } from "../../words/Waiting";
import { Backlog, Turnaround, Volume } from "./Charts";
import styles from "./Dashboard.module.css";
import { Find } from "./Find";
import { Mine } from "./Mine";
import { Tile } from "./Tile";
import { WaitedFor } from "./WaitedFor";

/** What waits where, one's own work, and how the last weeks went. */
export default function Dashboard() {
  const [params] = useSearchParams();
  const weeks = spanOf(params);
  const { data, error } = useQuery({
    queryKey: ["dashboard", weeks],
    queryFn: ({ signal }) => ask<Counted>(withQuery("/api/dashboard", { weeks }), signal),
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });
  // Where a longer look back fails, the last figures stay, with the way back to them.
  const [last, setLast] = useState(data);
  if (data && data !== last) setLast(data);
  const told = data ?? last;
  return (
    <Screen title={t("Today")} beside={<Find />}>
      {error ? <ProblemNote problem={problemOf(error)} /> : null}
      {told ? <Told told={told} /> : error ? null : <Waiting words={t("Counting")} />}
    </Screen>
  );
}

/** How far the charts look back; the first where the address says none of them. */
const SPANS = [12, 26, 53];

function spanOf(params: URLSearchParams): number {
  return SPANS.find((weeks) => String(weeks) === params.get("weeks")) ?? (SPANS[0] as number);
}

/** Chooses how far back; it lives in the address, so that it can be kept and shared. */
function Span() {
  const [params, setParams] = useSearchParams();
  return (
    <NativeSelect
      size="xs"
      aria-label={t("How far back")}
      data={SPANS.map((weeks) => ({
        value: String(weeks),
        label: plural(weeks, "The last {n} week|The last {n} weeks"),
      }))}
      value={String(spanOf(params))}
      onChange={(event) => setParams({ weeks: event.currentTarget.value }, { replace: true })}
    />
  );
}

function Told({ told }: { told: Counted }) {
  const { counts } = told;
  return (
    <>
      <ul className={styles.tiles} aria-label={t("What waits")}>
        <Tile to="/?view=new" count={counts.new} label={t("New requests")} fresh />
        <Tile to="/?assignee=me" count={counts.mine} label={t("Mine")} />
        <Tile to="/?assignee=nobody" count={counts.nobody} label={t("Nobody's yet")} />
        <Tile to="/?view=active" count={counts.active} label={t("Active")} />
        <Tile
          to="/?waiting=any"
          count={counts.waiting}
          label={t("Waiting")}
          more={{
            to: "/?waiting=chase",
            words: counts.chase ? t("{chase} to be chased", { chase: spelled(counts.chase) }) : "",
          }}
        />
        <Tile to="/approvals" count={counts.approval} label={t("For approval")} />
        <Tile to="/?view=closing" count={counts.closing} label={t("Closing soon")} most />
        <Tile to="/undelivered" count={counts.undelivered} label={t("Undelivered")} bad most />
        <Tile to="/?view=set-aside" count={counts.set_aside} label={t("Set aside")} bad most />
      </ul>
      <div className={styles.halves}>
        <Panel title={t("My work")}>
          {told.mine.length > 0 ? (
            <Mine rows={told.mine} />
          ) : (
            <Empty title={t("Nothing is assigned to you.")}>
              <p>
                <Link to="/?view=new">{t("Take a new request from the queue.")}</Link>
              </p>
            </Empty>
          )}
        </Panel>
        <div className={styles.column}>
          <Panel title={t("Open requests by the week they are needed")}>
            <Backlog weeks={told.backlog} />
          </Panel>
          <Panel title={t("What is waited for")}>
            <WaitedFor waiting={told.waiting} />
          </Panel>
        </div>
        <Panel title={t("Requests by week and source")} aside={<Span />}>
          <Volume weeks={told.weeks} />
        </Panel>
        <Panel title={t("Days from request to link")}>
          <Turnaround weeks={told.weeks} />
        </Panel>
      </div>
    </>
  );
}
