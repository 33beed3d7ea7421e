import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { tell } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { UploadForm } from "../../api/types";
import { upload } from "../../api/upload";
import { useAnnounce } from "../../words/Announcer";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import styles from "./Pieces.module.css";
import { type Piece, pathOf, type Store } from "./pieces";
import { useSending } from "./use-sending";

interface Props {
  store: Store;
  request: string;
  /** The piece that is edited; without one a new one is added. */
  piece?: Piece;
  onDone?: () => void;
}

/** A file, an address and a note. It is kept at once, whatever becomes of the decision's own form. */
export function PieceForm({ store, request, piece, onDone }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [url, setUrl] = useState(piece?.url ?? "");
  const [note, setNote] = useState(piece?.note ?? "");
  const chooser = useRef<HTMLInputElement>(null);
  const announce = useAnnounce();
  const label = t(piece ? store.save : store.add);
  const keeping = useSending<void>(request, {
    send: async (_nothing, keyFor) => {
      const about = { url, note, ...(file ? { name: file.name, bytes: file.size } : {}) };
      const path = pathOf(store, request, piece?.id);
      const kept = await tell<Partial<UploadForm>>("POST", path, {
        body: about,
        key: keyFor([path, about]),
      });
      if (file && kept.url && kept.fields) {
        await upload(file, { url: kept.url, fields: kept.fields }, () => {});
      }
    },
    onSuccess: () => {
      announce(t("{label}: done.", { label }));
      setFile(null);
      setUrl("");
      setNote("");
      if (chooser.current) chooser.current.value = "";
      onDone?.();
    },
  });

  // Whoever opened it by the keyboard goes on in it.
  useEffect(() => chooser.current?.focus({ preventScroll: true }), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    keeping.mutate();
  }

  return (
    <form className={styles.form} onSubmit={submit} aria-label={label}>
      <label className={styles.file}>
        {piece?.name ? t("New file") : t("File")}
        <input
          ref={chooser}
          type="file"
          accept={store.accept}
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      <TextInput
        label={t("Web address")}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Textarea
        label={t("Note on it")}
        autosize={false}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {keeping.error ? <ProblemNote problem={problemOf(keeping.error)} /> : null}
      <div className={styles.buttons}>
        <Button type="submit" variant="default" loading={keeping.isPending}>
          {label}
        </Button>
        {onDone ? (
          <Button variant="subtle" onClick={onDone}>
            {t("Cancel")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
