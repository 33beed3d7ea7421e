import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { ask } from "../../api/client";
import { problemOf } from "../../api/refusal";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { size } from "../../words/spoken";
import { When } from "../../words/When";
import { PresetButton } from "./PresetButton";
import { type Piece, pathOf, type Store } from "./pieces";
import styles from "./Scans.module.css";

interface Props {
  store: Store;
  request: string;
  piece: Piece;
  onEdit: (() => void) | null;
}

/** One piece as it is kept: downloaded, edited or deleted. */
export function PieceItem({ store, request, piece, onEdit }: Props) {
  const saving = useMutation({
    mutationFn: async () =>
      window.location.assign((await ask<{ url: string }>(pathOf(store, request, piece.id))).url),
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
        {piece.refused ? <p className={styles.refused}>{t(piece.refused)}</p> : null}
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
        <PresetButton
          action={store.removal}
          chosen={piece.id}
          label={t("Delete")}
          spoken={() => t("Delete {name}", { name })}
          variant="outline"
          color="brick"
        />
      </div>
    </>
  );
}
