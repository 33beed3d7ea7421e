import { useState } from "react";
import type { Detail } from "../../api/types";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { ActionButton } from "./ActionBar";
import { useDeskActions } from "./desk-actions";
import { NoteItem } from "./NoteItem";
import styles from "./Notes.module.css";
import { NotesFinder, type Sought, useFound } from "./NotesFinder";

/** From so many on, notes are looked for rather than read through. */
const MANY = 2;

/** What colleagues wrote about it: added to, changed, deleted and found again. */
export function NotesPanel({ detail }: { detail: Detail }) {
  const { offers } = useDeskActions();
  const [sought, setSought] = useState<Sought>({ q: "", place: "" });
  const { notes, problem } = useFound(detail, sought);
  const adding = offers.find(({ action }) => action === "note");
  return (
    <Panel title={t("Notes")} aside={adding ? <ActionButton offer={adding} quiet /> : null}>
      {detail.notes.length >= MANY ? (
        <NotesFinder sought={sought} onChange={setSought} problem={problem} />
      ) : null}
      {detail.notes.length === 0 ? (
        <p className={styles.none}>
          {t("No notes yet.")}{" "}
          {t("What colleagues must know, and the requester need not be told, is written here.")}
        </p>
      ) : null}
      {detail.notes.length > 0 && notes.length === 0 ? (
        <p className={styles.none}>
          {t("No note says that.")} {t("Look elsewhere, or for less of it.")}
        </p>
      ) : null}
      <ul className={styles.list} aria-label={t("Notes")}>
        {notes.map((note) => (
          <NoteItem key={note.id} note={note} />
        ))}
      </ul>
    </Panel>
  );
}
