import { type ReactNode, useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { problemOf } from "../../api/refusal";
import type { Detail, Offer, Original } from "../../api/types";
import { KnownNames } from "../../forms/known-names";
import { numberOf, SentWork } from "../../forms/sent-work";
import { bodyOf, startingValues, type Values } from "../../forms/values";
import { isNowhere } from "../../words/focus";
import { ProblemNote } from "../../words/ProblemNote";
import { ActionDialog } from "./ActionDialog";
import { ChangedMeanwhile } from "./ChangedMeanwhile";
import { changesBetween } from "./changes";
import { DeskActionsContext, needsNoForm, TITLE } from "./desk-actions";
import styles from "./Head.module.css";
import { useAct } from "./use-act";

interface Opened {
  offer: Offer;
  preset?: Values;
  seen: Detail;
}

/** Lets every part of the page start an action; holds the one dialogue that asks for its details. */
export function DeskActing({ detail, children }: { detail: Detail; children: ReactNode }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const from = useRef<Element | null>(null);
  // As it was when it was clicked upon, for what is other since then.
  const [pressed, setPressed] = useState(detail);
  const { id, version } = detail.request;
  const atOnce = useAct(id, () => giveBack(from.current));
  const problem = atOnce.error ? problemOf(atOnce.error) : null;

  // The list of approvals leads straight to one action's form, once.
  const [params, setParams] = useSearchParams();
  const wanted = params.get("act");
  useEffect(() => {
    if (!wanted) return;
    setParams({}, { replace: true });
    const offer = detail.actions.find(({ action }) => action === wanted);
    if (offer) setOpened({ offer, seen: detail });
  }, [wanted, setParams, detail]);

  function start(offer: Offer, preset?: Values) {
    const values = { ...offer.values, ...preset };
    atOnce.reset();
    from.current = document.activeElement;
    if (!needsNoForm(offer, preset)) return setOpened({ offer, preset, seen: detail });
    setPressed(detail);
    const body = bodyOf(offer.schema, startingValues(offer.schema, values), offer.values);
    atOnce.mutate({ offer, body, version }, { onError: () => giveBack(from.current) });
  }

  function close() {
    setOpened(null);
    giveBack(from.current);
  }

  const running = atOnce.isPending ? (atOnce.variables?.offer.action ?? null) : null;
  const asking = opened?.offer.action ?? null;
  return (
    <DeskActionsContext
      value={{ offers: detail.actions, differs: detail.differs, start, running, asking }}
    >
      {children}
      {problem ? (
        <div className={styles.problem}>
          <ProblemNote problem={problem}>
            <ChangedMeanwhile problem={problem} changes={changesBetween(pressed, detail)} />
          </ProblemNote>
        </div>
      ) : null}
      {opened ? (
        <KnownNames value={namesOf(detail)}>
          <SentWork value={sentWork(detail.original)}>
            <ActionDialog {...opened} onClose={close} />
          </SentWork>
        </KnownNames>
      ) : null}
    </DeskActionsContext>
  );
}

/** What the request's forms are prefilled with, by name. */
function namesOf({ request: { work, lecturer } }: Detail): Record<string, string> {
  const known = [work ? [work.id, work.title] : [], lecturer ? [lecturer.id, lecturer.name] : []];
  return Object.fromEntries(known.filter((pair) => pair.length));
}

/** The work as the list described it, as far as it did. */
function sentWork({ work_title, title, author, isn, fields }: Original): Values {
  const said = (label: string) => fields.find((one) => one.label === label)?.value ?? "";
  return {
    title: work_title || title,
    authors: author,
    ...numberOf(isn),
    publisher: said("Publisher"),
    year: said("Published"),
    edition: said("Edition"),
  };
}

/** The keyboard goes on where it was; if that button is gone, from the heading. Whoever works at
 * something else by now is left there. */
function giveBack(from: Element | null) {
  setTimeout(() => {
    if (!isNowhere()) return;
    const there = from?.isConnected ? from : document.getElementById(TITLE);
    (there as HTMLElement | null)?.focus({ preventScroll: true });
  }, 50);
}
