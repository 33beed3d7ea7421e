import { useState } from "react";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { Detail, Offer, Problem } from "../../api/types";
import { SchemaForm } from "../../forms/SchemaForm";
import { same, type Values } from "../../forms/values";
import { Dialog } from "../../words/Dialog";
import { t } from "../../words/language";
import { ChangedMeanwhile } from "./ChangedMeanwhile";
import { changesBetween } from "./changes";
import { type Letter, LetterPreview } from "./LetterPreview";
import { useAct } from "./use-act";

interface Props {
  offer: Offer;
  preset?: Values;
  /** The request as it was when the form was opened; the page behind it may move on. */
  seen: Detail;
  onClose: () => void;
}

/** On what a person decides: the request as it was shown last, and as it was before that. */
interface Ground {
  seen: Detail;
  before: Detail;
  version: number;
}

/** The form of one action, drawn from its schema; kept open, as typed, until the desk agrees. */
export function ActionDialog({ offer, preset, seen, onClose }: Props) {
  const { id } = seen.request;
  const [ground, setGround] = useState<Ground>(() => ({
    seen,
    before: seen,
    version: versionOf(seen),
  }));
  const acting = useAct(id, onClose);
  const problem = acting.error ? problemOf(acting.error) : null;
  const overtaken = isOvertaken(problem);
  const letter = offer.schema["x-letter"] as Letter | undefined;

  function submit(body: Values) {
    const told = { offer, body, version: ground.version };
    acting.mutate(told, { onError: (error) => standOn(problemOf(error)) });
  }

  /** Having been shown what changed, the person decides on the newer version. */
  function standOn(refused: Problem) {
    if (!isOvertaken(refused)) return;
    const now = queryClient.getQueryData<Detail>(["request", id]) ?? ground.seen;
    const version = Math.max(refused.version ?? 0, versionOf(now));
    setGround({ seen: now, before: ground.seen, version });
  }

  return (
    <Dialog opened busy={acting.isPending} onClose={onClose} title={t(offer.label)}>
      <SchemaForm
        schema={offer.schema}
        values={{ ...offer.values, ...theirs(offer, seen, ground.seen), ...preset }}
        submit={overtaken ? t("Try again on the new version") : t(offer.label)}
        danger={offer.tone === "danger"}
        pending={acting.isPending}
        problem={problem}
        aside={
          problem ? (
            <ChangedMeanwhile
              problem={problem}
              changes={changesBetween(ground.before, ground.seen)}
            />
          ) : null
        }
        beneath={(typed) =>
          letter ? <LetterPreview id={id} letter={letter} values={typed} /> : null
        }
        onSubmit={submit}
        onCancel={onClose}
      />
    </Dialog>
  );
}

/** What others changed of what the form was prefilled with: it goes on from theirs. */
function theirs({ action }: Offer, then: Detail, now: Detail): Values {
  const prefilled = (one: Detail) => one.actions.find((each) => each.action === action)?.values;
  const before = prefilled(then) ?? {};
  const after = Object.entries(prefilled(now) ?? before);
  return Object.fromEntries(after.filter(([name, value]) => !same(value, before[name])));
}

function versionOf({ request }: Detail): number {
  return request.version;
}

/** Somebody else was first, and the desk says with what. */
function isOvertaken(problem: Problem | null): boolean {
  return problem?.status === 409 && Boolean(problem.changed?.length);
}
