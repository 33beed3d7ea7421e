import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { components } from "../../api/schema";
import type { Detail } from "../../api/types";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { ProblemNote } from "../../words/ProblemNote";
import { size } from "../../words/spoken";
import { When } from "../../words/When";
import { useDeskActions } from "./desk-actions";
import { EvidenceForm } from "./EvidenceForm";
import { placeOf } from "./places";
import styles from "./Scans.module.css";

export type Evidence = components["schemas"]["Evidence"];

/** What was kept beside a decision: letters, orders, addresses. Staff alone ever see it. */
export function EvidencePanel({ detail }: { detail: Detail }) {
  const { evidence, id } = detail.request;
  const [edited, setEdited] = useState("");
  const welcome = detail.actions.some(({ action }) => placeOf(action) === "evidence");
  if (evidence.length === 0 && !welcome) return null;
  return (
    <Panel title={t("Evidence")}>
      <ul className={styles.list}>
        {evidence.map((piece) => (
          <li key={piece.id} className={styles.scan}>
            <Piece request={id} piece={piece} onEdit={welcome ? () => setEdited(piece.id) : null} />
            {edited === piece.id ? (
              <EvidenceForm request={id} piece={piece} onDone={() => setEdited("")} />
            ) : null}
          </li>
        ))}
      </ul>
      {welcome && !edited ? <EvidenceForm key={evidence.length} request={id} /> : null}
    </Panel>
  );
}

interface PieceProps {
  request: string;
  piece: Evidence;
  onEdit: (() => void) | null;
}

function Piece({ request, piece, onEdit }: PieceProps) {
  const path = `/api/requests/${encodeURIComponent(request)}/evidence/${encodeURIComponent(piece.id)}`;
  const { offers, start, running } = useDeskActions();
  const removal = offers.find(({ action }) => action === "remove-evidence");
  const saving = useMutation({
    mutationFn: async () => window.location.assign((await ask<{ url: string }>(path)).url),
  });
  const name = piece.name ?? piece.coming ?? piece.url;
  return (
    <>
      <Icon name="file" size={20} />
      <div className={styles.about}>
        <p className={styles.name}>{piece.name ?? piece.coming}</p>
        {piece.url ? (
          <p>
            <a href={piece.url} target="_blank" rel="noreferrer">
              {piece.url}
            </a>
          </p>
        ) : null}
        {piece.note ? <p>{piece.note}</p> : null}
        <p className={styles.facts}>
          {piece.coming ? t("{coming} is coming in… ", { coming: piece.coming }) : ""}
          {piece.bytes ? `${size(piece.bytes)} · ` : ""}
          <When at={piece.added_on} fine /> {t("by")} {piece.added_by}
        </p>
        {saving.error ? <ProblemNote problem={problemOf(saving.error)} /> : null}
      </div>
      <div className={styles.buttons}>
        {piece.name ? (
          <Button
            variant="default"
            aria-label={t("Download {name}", { name })}
            loading={saving.isPending}
            onClick={() => saving.mutate()}
          >
            {t("Download")}
          </Button>
        ) : null}
        {onEdit ? (
          <Button variant="default" aria-label={t("Edit {name}", { name })} onClick={onEdit}>
            {t("Edit")}
          </Button>
        ) : null}
        {removal ? (
          <Button
            variant="outline"
            color="brick"
            aria-label={t("Delete {name}", { name })}
            disabled={running !== null}
            onClick={() => start(removal, { evidence: piece.id })}
          >
            {t("Delete")}
          </Button>
        ) : null}
      </div>
    </>
  );
}
