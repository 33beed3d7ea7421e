import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { components } from "../../api/schema";
import { Empty } from "../../words/Empty";
import { plural, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import page from "../../words/Screen.module.css";
import { Waiting } from "../../words/Waiting";
import { When } from "../../words/When";
import { OneRule } from "./OneRule";

type Answer = components["schemas"]["CleanUp"];

/** What would go tonight, and by which rule; looking at it touches nothing. */
export default function CleanUp() {
  const dry = useQuery({
    queryKey: ["clean-up"],
    queryFn: ({ signal }) => ask<Answer>("/api/cleanup", signal),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return (
    <Screen
      title={t("Clean-up")}
      intro={t(
        "Each night the desk removes what its time is over for. Files go; records, extents and decisions stay. This is a dry run: what would go tonight and why.",
      )}
    >
      {dry.error ? <ProblemNote problem={problemOf(dry.error)} /> : null}
      {dry.isPending ? <Waiting words={t("Looking through what is kept")} /> : null}
      {dry.data ? <Rehearsed answer={dry.data} /> : null}
    </Screen>
  );
}

function Rehearsed({ answer }: { answer: Answer }) {
  const all = answer.rules.reduce((sum, one) => sum + one.count, 0);
  return (
    <div className={page.page}>
      {answer.complete ? null : (
        <p role="status">
          {t("There was more to look through than time; the night goes through all of it.")}
        </p>
      )}
      {all === 0 ? (
        <Panel title={t("Tonight")}>
          <Empty title={t("Nothing would go tonight.")}>
            <p>{t("What a rule beneath finds one day stands here first, with the day and why.")}</p>
          </Empty>
        </Panel>
      ) : null}
      {answer.rules.map((rule) => (
        <OneRule key={rule.code} rule={rule} />
      ))}
      <Back />
      <Last answer={answer} />
    </div>
  );
}

/** What can be undone, and where. */
function Back() {
  return (
    <Panel title={t("What can be brought back")}>
      <div className={page.body}>
        <p>
          {t(
            "Files that the clean-up took can be brought back for 30 days: open their request and press Bring files back. The next night does it, and they stay for as many days again.",
          )}
        </p>
        <p>
          {t(
            "A file that no request names has no such button: whoever looks after Scandesk finds it in the bucket for those 30 days. Who asked and what they wrote never comes back.",
          )}
        </p>
      </div>
    </Panel>
  );
}

function Last({ answer: { last, rules } }: { answer: Answer }) {
  const done = rules.filter(({ code }) => (last?.done[code] ?? 0) > 0);
  return (
    <Panel title={t("The last night")}>
      <div className={page.body}>
        {last ? (
          <p>
            <When at={last.at} fine />: {done.length === 0 ? t("nothing was removed.") : null}
          </p>
        ) : (
          <p>{t("It has not run yet.")}</p>
        )}
        <ul>
          {done.map(({ code, goes }) => (
            <li key={code}>
              {t(goes)}: {plural(last?.done[code] ?? 0, "{n} removal|{n} removals")}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
