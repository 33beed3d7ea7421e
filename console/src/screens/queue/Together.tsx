import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, useEffect, useState } from "react";
import { ask } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { Detail, Offer, Row } from "../../api/types";
import { Later } from "../../words/Later";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { count } from "../../words/spoken";
import styles from "./Together.module.css";

// Apart, because a form weighs more than the list that most come to see.
const TogetherDialog = lazy(() => import("./TogetherDialog"));

/** What may be done to several at once; each is asked for with the form of the first. */
const TOGETHER = ["assign", "reassign", "tag", "release", "progress", "wait", "reject"];

interface Props {
  rows: Row[];
  onClear: () => void;
  /** These were done, and need not stay chosen. */
  onDone: (ids: string[]) => void;
  /** The key for it was pressed; the form opens once it is known. */
  assigning: boolean;
  onAssigning: () => void;
}

/** Takes one action on every request that is chosen, and says of each what became of it. */
export function Together({ rows, onClear, onDone, assigning, onAssigning }: Props) {
  const first = rows[0];
  // As they were chosen, so that the outcomes stay when their requests have left the list.
  const [acting, setActing] = useState<{ offer: Offer; rows: Row[] } | null>(null);
  const { data, error } = useQuery({
    queryKey: ["request", first?.id],
    queryFn: ({ signal }) => ask<Detail>(`/api/requests/${first?.id}`, signal),
    enabled: first !== undefined,
  });
  const offers = data?.actions.filter((one) => TOGETHER.includes(one.action)) ?? [];
  useEffect(() => {
    const waits = first !== undefined && !data && !error;
    if (!assigning || waits) return;
    const offer = first && data?.actions.find((one) => one.action.endsWith("assign"));
    if (offer) setActing({ offer, rows });
    onAssigning();
  }, [assigning, first, data, error, rows, onAssigning]);
  function close(done: string[]) {
    setActing(null);
    onDone(done);
  }
  return (
    <>
      {first ? (
        <Bar {...{ rows, offers, onClear }} onAct={(offer) => setActing({ offer, rows })} />
      ) : null}
      {first && error && !data ? <ProblemNote problem={problemOf(error)} /> : null}
      {acting ? (
        <Later>
          <TogetherDialog {...acting} onClose={close} />
        </Later>
      ) : null}
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
