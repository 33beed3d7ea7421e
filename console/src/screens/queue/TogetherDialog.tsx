import { Button } from "@mantine/core";
import { useState } from "react";
import { ask, freshKey, tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { Detail, Offer, Row } from "../../api/types";
import { SchemaForm } from "../../forms/SchemaForm";
import type { Values } from "../../forms/values";
import { Dialog } from "../../words/Dialog";
import { Icon } from "../../words/Icon";
import { plural, t } from "../../words/language";
import styles from "./Together.module.css";

interface Props {
  offer: Offer;
  rows: Row[];
  onClose: () => void;
}

interface Outcome {
  row: Row;
  words: string;
  done: boolean;
}

/** Asks once, does it to each, and says of each what became of it. */
export default function TogetherDialog({ offer, rows, onClose }: Props) {
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [pending, setPending] = useState(false);

  async function act(body: Values) {
    setPending(true);
    // One after the other, so that each is decided on what stands then.
    for (const row of rows) {
      const outcome = await one(offer, row, body);
      setOutcomes((before) => [...before, outcome]);
    }
    setPending(false);
    void queryClient.invalidateQueries({ queryKey: ["requests"] });
    void queryClient.invalidateQueries({ queryKey: ["request"] });
    void queryClient.invalidateQueries({ queryKey: ["totals"] });
  }

  const title = plural(rows.length, "{label}: {n} request|{label}: {n} requests", {
    label: t(offer.label),
  });
  return (
    <Dialog opened onClose={onClose} title={title}>
      {outcomes.length === 0 && !pending ? (
        <SchemaForm
          schema={offer.schema}
          submit={t(offer.label)}
          danger={offer.tone === "danger"}
          pending={pending}
          problem={null}
          onSubmit={act}
          onCancel={onClose}
        />
      ) : (
        <Told outcomes={outcomes} pending={pending} onClose={onClose} />
      )}
    </Dialog>
  );
}

async function one(offer: Offer, row: Row, body: Values): Promise<Outcome> {
  try {
    await take(offer, row, body);
    return { row, done: true, words: t("Done") };
  } catch (error) {
    const { title, detail } = problemOf(error);
    return { row, done: false, words: detail ?? title };
  }
}

/** On the version of the row; on the newest where the request changed but stands as it stood. */
async function take(offer: Offer, row: Row, body: Values): Promise<void> {
  // Tags are said whole, so those that it has already stay.
  const said = offer.action === "tag" ? { tags: [...row.tags, ...(body.tags as string[])] } : body;
  const act = (version: number) =>
    tell<Detail>("POST", `/api/requests/${row.id}/actions/${offer.action}`, {
      body: said,
      version,
      key: freshKey(),
    });
  try {
    await act(row.version);
  } catch (error) {
    if (problemOf(error).status !== 409) throw error;
    const { request } = await ask<Detail>(`/api/requests/${row.id}`);
    if (request.state !== row.state || request.version === row.version) throw error;
    await act(request.version);
  }
}

interface ToldProps {
  outcomes: Outcome[];
  pending: boolean;
  onClose: () => void;
}

function Told({ outcomes, pending, onClose }: ToldProps) {
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
      <Button loading={pending} onClick={onClose}>
        {t("Close")}
      </Button>
    </>
  );
}
