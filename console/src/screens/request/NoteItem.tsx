import { Button } from "@mantine/core";
import type { Note, Offer } from "../../api/types";
import { t } from "../../words/language";
import { When } from "../../words/When";
import { useDeskActions } from "./desk-actions";
import styles from "./Notes.module.css";

/** One note with what may be done to it; a deletion is asked twice. */
export function NoteItem({ note }: { note: Note }) {
  const { offers, start, running } = useDeskActions();
  const offer = (name: string) => offers.find(({ action }) => action === name);
  const [editing, deleting] = [offer("edit-note"), offer("delete-note")];
  const begin = note.text.length > 40 ? `${note.text.slice(0, 39)}…` : note.text;
  return (
    <li className={styles.note}>
      <p className={styles.text}>{note.text}</p>
      <p className={styles.facts}>
        {note.created_by}, <When at={note.created_on} fine />
        {note.updated_by ? t("; changed by {name}, ", { name: note.updated_by }) : ""}
        <When at={note.updated_on} fine />
      </p>
      <div className={styles.buttons}>
        {editing ? (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-label={t("Edit the note {begin}", { begin })}
            disabled={running !== null}
            onClick={() => start({ ...about(editing, note.id), values: { note: note.text } })}
          >
            {t("Edit")}
          </Button>
        ) : null}
        {deleting ? (
          <Button
            variant="subtle"
            size="compact-xs"
            color="brick"
            aria-label={t("Delete the note {begin}", { begin })}
            disabled={running !== null}
            onClick={() => start(about(deleting, note.id, note.text))}
          >
            {t("Delete")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** The same action about this one note, which nobody need name again. */
function about(offer: Offer, id: string, description?: string): Offer {
  const fields = (offer.schema.properties ?? {}) as Record<string, object>;
  const schema = { ...offer.schema, description, properties: { ...fields, id: { const: id } } };
  return { ...offer, schema };
}
