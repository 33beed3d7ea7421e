import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tell } from "../../api/client";
import { problemOf } from "../../api/refusal";
import { SchemaForm } from "../../forms/SchemaForm";
import type { FieldSchema } from "../../forms/schema";
import { useAnnounce } from "../../words/Announcer";
import { Dialog } from "../../words/Dialog";
import { mark, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { Faults } from "./Faults";
import styles from "./Letters.module.css";
import { faultsOf, type LetterDetail, PARTS, type Part, pathOf, type Wording } from "./use-letters";

interface Props {
  detail: LetterDetail;
  draft: Wording;
  onChange: (draft: Wording) => void;
  onSaved: (after: LetterDetail) => void;
  onReload: () => void;
}

/** Nothing need be said to restore it; what becomes of one's own words is. */
const RESTORING: FieldSchema = {
  description: mark(
    "Your own wording is replaced by the one that Scandesk ships, from the next letter on. It stays among the versions.",
  ),
};

/** The three parts of a letter, saved over the version that was seen, or brought back. */
export function WordingForm({ detail, draft, onChange, onSaved, onReload }: Props) {
  const [note, setNote] = useState("");
  const [asking, setAsking] = useState(false);
  const announce = useAnnounce();
  const { letter } = detail;
  const saving = useMutation({
    mutationFn: (body: object) =>
      tell<LetterDetail>("PUT", pathOf(letter.letter), { body, version: letter.version }),
    onSuccess: (after, body) => {
      announce("restore" in body ? t("As it ships again.") : t("Saved: the next letter says it."));
      onSaved(after);
    },
  });
  const problem = saving.error ? problemOf(saving.error) : null;
  const faults = faultsOf(problem);
  const part = (name: Part) => ({
    label: t(PARTS[name]),
    value: draft[name],
    maxLength: detail.longest[name],
    error: faults.some((one) => one.part === name),
    spellCheck: name !== "html",
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...draft, [name]: event.currentTarget.value }),
  });
  return (
    <Panel title={t("Wording")}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate({ ...draft, note });
        }}
      >
        <TextInput {...part("subject")} />
        <Textarea {...part("text")} rows={12} classNames={{ input: styles.code }} />
        <Textarea {...part("html")} rows={14} classNames={{ input: styles.code }} />
        <TextInput
          label={t("Why it was changed")}
          value={note}
          maxLength={1000}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {problem ? <Faults problem={problem} onReload={onReload} /> : null}
        <div className={styles.buttons}>
          {letter.changed ? (
            <Button variant="default" loading={saving.isPending} onClick={() => setAsking(true)}>
              {t("Restore what ships")}
            </Button>
          ) : null}
          <Button type="submit" loading={saving.isPending}>
            {t("Save the letter")}
          </Button>
        </div>
      </form>
      <Dialog
        opened={asking}
        busy={saving.isPending}
        onClose={() => setAsking(false)}
        title={t("Restore what ships")}
      >
        <SchemaForm
          schema={RESTORING}
          submit={t("Restore it")}
          danger
          pending={saving.isPending}
          problem={problem}
          onSubmit={() => saving.mutate({ restore: true, note })}
          onCancel={() => setAsking(false)}
        />
      </Dialog>
    </Panel>
  );
}
