import { useEffect, useRef, useState } from "react";
import { ask, freshKey, tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { Detail, Offer, Row } from "../../api/types";
import { SchemaForm } from "../../forms/SchemaForm";
import type { Values } from "../../forms/values";
import { Dialog } from "../../words/Dialog";
import { mark, plural, t } from "../../words/language";
import { count } from "../../words/spoken";
import { type Letter, LetterPreview } from "../request/LetterPreview";
import { undoOf } from "../request/undo";
import { type Back, type Outcome, Outcomes, titleOf } from "./Outcomes";
import styles from "./Together.module.css";

interface Props {
  offer: Offer;
  rows: Row[];
  /** Told which of them were done. */
  onClose: (done: string[]) => void;
}

/** What may be done again where somebody was first, as long as what it decides on stands. */
const AGAIN = ["assign", "progress", "tag", "reject", "reopen"];

/** Asks once, does it to each, and says of each what became of it. */
export default function TogetherDialog({ offer, rows, onClose }: Props) {
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [pending, setPending] = useState(false);
  const [stopping, setStopping] = useState(false);
  const stopped = useRef(false);
  const letter = offer.schema["x-letter"] as Letter | undefined;

  // Nothing goes on that nobody sees any more.
  useEffect(() => {
    stopped.current = false;
    return () => {
      stopped.current = true;
    };
  }, []);

  function stop() {
    stopped.current = true;
    setStopping(true);
  }

  async function act(body: Values) {
    setPending(true);
    // One after the other, so that each is decided on what stands then.
    for (const row of rows) {
      const outcome = stopped.current ? left(row) : await one(offer, row, body);
      setOutcomes((before) => [...before, outcome]);
    }
    end();
  }

  /** Takes back what can be, as long as nobody has been told; what is stopped here stays done. */
  async function undo() {
    stopped.current = false;
    setPending(true);
    for (const outcome of outcomes) {
      if (!outcome.back || stopped.current) continue;
      const after = await undone(outcome, outcome.back);
      setOutcomes((before) => before.map((each) => (each === outcome ? after : each)));
    }
    end();
  }

  function end() {
    setPending(false);
    setStopping(false);
    void queryClient.invalidateQueries({ queryKey: ["requests"] });
    void queryClient.invalidateQueries({ queryKey: ["request"] });
    void queryClient.invalidateQueries({ queryKey: ["totals"] });
  }

  function close() {
    onClose(outcomes.filter(({ done }) => done).map(({ row }) => row.id));
  }

  const title = plural(rows.length, "{label}: {n} request|{label}: {n} requests", {
    label: t(offer.label),
  });
  return (
    // While it is under way it is stopped, not left.
    <Dialog opened onClose={close} title={title} busy={pending}>
      {outcomes.length === 0 && !pending ? (
        <SchemaForm
          schema={offer.schema}
          submit={t(offer.label)}
          danger={offer.tone === "danger"}
          pending={pending}
          problem={null}
          beneath={(typed) =>
            letter && rows[0] ? <Preview {...{ letter, rows }} values={typed} /> : null
          }
          onSubmit={act}
          onCancel={close}
        />
      ) : (
        <Outcomes
          {...{ outcomes, pending, stopping }}
          onStop={stop}
          onUndo={() => void undo()}
          onClose={close}
        />
      )}
    </Dialog>
  );
}

interface PreviewProps {
  letter: Letter;
  rows: Row[];
  values: Values;
}

/** The letter to the first of them, and that it is this one's. */
function Preview({ letter, rows: [first, ...others], values }: PreviewProps) {
  if (!first) return null;
  const title = titleOf(first);
  return (
    <>
      {others.length > 0 ? (
        <p className={styles.first}>
          {t("The letter is shown as for the first of {count}: {title}", {
            count: count(others.length + 1),
            title,
          })}
        </p>
      ) : null}
      <LetterPreview id={first.id} letter={letter} values={values} />
    </>
  );
}

function left(row: Row): Outcome {
  return { row, done: false, words: t("Stopped before this one; it is as it was.") };
}

async function one(offer: Offer, row: Row, body: Values): Promise<Outcome> {
  try {
    const detail = await take(offer, row, body);
    return { row, done: true, words: t("Done"), back: backFrom(offer, detail) };
  } catch (error) {
    return { row, done: false, words: wordsOf(error) };
  }
}

/** How it is taken back, if it can be. */
function backFrom({ action }: Offer, detail: Detail): Back | undefined {
  const undo = undoOf(action, detail);
  if (!undo) return undefined;
  return { offer: undo.offer, seen: detail.request, until: Date.now() + undo.offered };
}

async function undone(outcome: Outcome, { offer, seen, until }: Back): Promise<Outcome> {
  const { row } = outcome;
  if (until < Date.now()) {
    return { row, done: true, words: t("Done, and too late to undo: it is reopened on its page.") };
  }
  try {
    await take(offer, seen, {});
    return { row, done: true, words: t("{label}: done.", { label: t(offer.label) }) };
  } catch (error) {
    return { ...outcome, done: false, words: wordsOf(error) };
  }
}

function wordsOf(error: unknown): string {
  const { title, detail, status } = problemOf(error);
  // Where no answer came, nobody can tell.
  const more = status === 0 ? mark("It is not known whether this one was done.") : detail;
  return [t(title), more ? t(more) : ""].join(" ").trim();
}

/** On the version of the row; on the newest where what it decides on stands as it was seen. */
async function take(offer: Offer, row: Seen, body: Values): Promise<Detail> {
  const act = (seen: Seen) =>
    tell<Detail>("POST", `/api/requests/${row.id}/actions/${offer.action}`, {
      body: said(offer, seen, body),
      version: seen.version,
      key: freshKey(),
    });
  try {
    return await act(row);
  } catch (error) {
    if (problemOf(error).status !== 409 || !AGAIN.includes(offer.action)) throw error;
    const { request } = await ask<Detail>(`/api/requests/${row.id}`);
    if (request.version === row.version) throw error;
    if (offer.action !== "tag" && decidedOn(request) !== decidedOn(row)) throw error;
    return await act(request);
  }
}

type Seen = Pick<Row, "id" | "state" | "assignee" | "waiting" | "tags" | "version">;

/** Tags are said whole, so those that this version has already stay. */
function said(offer: Offer, seen: Seen, body: Values): Values {
  return offer.action === "tag" ? { tags: [...seen.tags, ...(body.tags as string[])] } : body;
}

function decidedOn({ state, assignee, waiting }: Seen): string {
  return JSON.stringify([state, assignee?.id, waiting]);
}
