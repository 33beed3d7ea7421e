import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { ask, freshKey, tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { Detail, Offer, Row } from "../../api/types";
import { SchemaForm } from "../../forms/SchemaForm";
import type { Values } from "../../forms/values";
import { Dialog } from "../../words/Dialog";
import { Icon } from "../../words/Icon";
import { mark, plural, t } from "../../words/language";
import styles from "./Together.module.css";

interface Props {
  offer: Offer;
  rows: Row[];
  /** Told which of them were done. */
  onClose: (done: string[]) => void;
}

interface Outcome {
  row: Row;
  words: string;
  done: boolean;
}

/** What may be done again where somebody was first, as long as what it decides on stands. */
const AGAIN = ["assign", "progress", "tag", "reject"];

/** Asks once, does it to each, and says of each what became of it. */
export default function TogetherDialog({ offer, rows, onClose }: Props) {
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [pending, setPending] = useState(false);
  const stopped = useRef(false);

  // Nothing goes on that nobody sees any more.
  useEffect(() => {
    stopped.current = false;
    return () => {
      stopped.current = true;
    };
  }, []);

  async function act(body: Values) {
    setPending(true);
    // One after the other, so that each is decided on what stands then.
    for (const row of rows) {
      const outcome = stopped.current ? left(row) : await one(offer, row, body);
      setOutcomes((before) => [...before, outcome]);
    }
    setPending(false);
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
          onSubmit={act}
          onCancel={close}
        />
      ) : (
        <Told
          outcomes={outcomes}
          pending={pending}
          onStop={() => {
            stopped.current = true;
          }}
          onClose={close}
        />
      )}
    </Dialog>
  );
}

function left(row: Row): Outcome {
  return { row, done: false, words: t("Stopped before this one; it is as it was.") };
}

async function one(offer: Offer, row: Row, body: Values): Promise<Outcome> {
  try {
    await take(offer, row, body);
    return { row, done: true, words: t("Done") };
  } catch (error) {
    const { title, detail, status } = problemOf(error);
    // Where no answer came, nobody can tell.
    const more = status === 0 ? mark("It is not known whether this one was done.") : detail;
    return { row, done: false, words: [t(title), more ? t(more) : ""].join(" ").trim() };
  }
}

/** On the version of the row; on the newest where what it decides on stands as it was seen. */
async function take(offer: Offer, row: Row, body: Values): Promise<void> {
  const act = (seen: Seen) =>
    tell<Detail>("POST", `/api/requests/${row.id}/actions/${offer.action}`, {
      body: said(offer, seen, body),
      version: seen.version,
      key: freshKey(),
    });
  try {
    await act(row);
  } catch (error) {
    if (problemOf(error).status !== 409 || !AGAIN.includes(offer.action)) throw error;
    const { request } = await ask<Detail>(`/api/requests/${row.id}`);
    if (request.version === row.version) throw error;
    if (offer.action !== "tag" && decidedOn(request) !== decidedOn(row)) throw error;
    await act(request);
  }
}

type Seen = Pick<Row, "state" | "assignee" | "waiting" | "tags" | "version">;

/** Tags are said whole, so those that this version has already stay. */
function said(offer: Offer, seen: Seen, body: Values): Values {
  return offer.action === "tag" ? { tags: [...seen.tags, ...(body.tags as string[])] } : body;
}

function decidedOn({ state, assignee, waiting }: Seen): string {
  return JSON.stringify([state, assignee?.id, waiting]);
}

interface ToldProps {
  outcomes: Outcome[];
  pending: boolean;
  onStop: () => void;
  onClose: () => void;
}

function Told({ outcomes, pending, onStop, onClose }: ToldProps) {
  const [stopping, setStopping] = useState(false);
  function stop() {
    setStopping(true);
    onStop();
  }
  return (
    <>
      <ul className={styles.outcomes} aria-live="polite">
        {outcomes.map(({ row, words, done }) => (
          <li key={row.id} data-done={done}>
            <Icon name={done ? "check" : "alert"} />
            <span>
              <strong>{row.title ?? row.work_title ?? row.id}</strong>
              <br />
              {words}
            </span>
          </li>
        ))}
      </ul>
      {pending ? (
        <Button variant="default" loading={stopping} onClick={stop}>
          {t("Stop")}
        </Button>
      ) : (
        <Button onClick={onClose}>{t("Close")}</Button>
      )}
    </>
  );
}
