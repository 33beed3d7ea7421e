import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask, freshKey, tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { Detail, Offer, Row } from "../../api/types";
import { SchemaForm } from "../../forms/SchemaForm";
import type { Values } from "../../forms/values";
import { Dialog } from "../../words/Dialog";
import { Icon } from "../../words/Icon";
import { plural, t } from "../../words/language";
import { count } from "../../words/spoken";
import styles from "./Together.module.css";

/** What may be done to several at once; each is asked for with the form of the first. */
const TOGETHER = ["assign", "reassign", "tag", "release", "progress", "wait", "reject"];

interface Props {
  rows: Row[];
  onClear: () => void;
  /** The key for it was pressed; the form opens once it is known. */
  assigning: boolean;
  onAssigning: () => void;
}

/** Takes one action on every request that is chosen, and says of each what became of it. */
export function Together({ rows, onClear, assigning, onAssigning }: Props) {
  const first = rows[0];
  // As they were chosen, so that the outcomes stay when their requests have left the list.
  const [acting, setActing] = useState<{ offer: Offer; rows: Row[] } | null>(null);
  const { data } = useQuery({
    queryKey: ["request", first?.id],
    queryFn: ({ signal }) => ask<Detail>(`/api/requests/${first?.id}`, signal),
    enabled: first !== undefined,
  });
  const offers = data?.actions.filter((one) => TOGETHER.includes(one.action)) ?? [];
  useEffect(() => {
    if (!assigning || !data) return;
    const offer = data.actions.find((one) => one.action.endsWith("assign"));
    if (offer) setActing({ offer, rows });
    onAssigning();
  }, [assigning, data, rows, onAssigning]);
  return (
    <>
      {first ? (
        <Bar {...{ rows, offers, onClear }} onAct={(offer) => setActing({ offer, rows })} />
      ) : null}
      {acting ? <Acting {...acting} onClose={() => setActing(null)} /> : null}
    </>
  );
}

interface BarProps {
  rows: Row[];
  offers: Offer[];
  onAct: (offer: Offer) => void;
  onClear: () => void;
}

function Bar({ rows, offers, onAct, onClear }: BarProps) {
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("Chosen requests")}>
      <strong>{t("{count} chosen", { count: count(rows.length) })}</strong>
      {offers.map((one) => (
        <Button
          key={one.action}
          variant="default"
          size="compact-sm"
          color={one.tone === "danger" ? "brick" : undefined}
          onClick={() => onAct(one)}
        >
          {t(one.label)}
        </Button>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={onClear}>
        {t("Choose none")}
      </Button>
    </div>
  );
}

interface Outcome {
  row: Row;
  words: string;
  done: boolean;
}

function Acting({ offer, rows, onClose }: { offer: Offer; rows: Row[]; onClose: () => void }) {
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
