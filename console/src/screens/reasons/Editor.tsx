import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { errorsByField, problemOf } from "../../api/refusal";
import { useAnnounce } from "../../words/Announcer";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { ReasonList } from "./ReasonList";
import styles from "./Reasons.module.css";
import { drafted, type Reasons, said } from "./use-reasons";

interface Props {
  form: Reasons;
  onReload: () => void;
}

/** The four lists as a draft, saved together as the next version. */
export function Editor({ form, onReload }: Props) {
  const [draft, setDraft] = useState(() => drafted(form));
  const [note, setNote] = useState("");
  const announce = useAnnounce();
  const saving = useMutation({
    mutationFn: () =>
      tell<Reasons>("PUT", "/api/reasons", { body: said(draft, note), version: form.version }),
    onSuccess: ({ version }) => {
      announce(t("Version {version} is saved; it holds from now on.", { version }));
      void queryClient.invalidateQueries({ queryKey: ["request"] });
      onReload();
    },
  });
  const problem = saving.error ? problemOf(saving.error) : null;
  const errors = errorsByField(problem);
  return (
    <>
      {form.lists.map((list) => (
        <ReasonList
          key={list.name}
          name={list.name}
          ends={list.ends}
          reasons={draft[list.name] ?? []}
          errors={errors}
          onChange={(after) => {
            setDraft({ ...draft, [list.name]: after });
            saving.reset();
          }}
        />
      ))}
      <TextInput
        className={styles.note}
        label={t("Why it was changed")}
        value={note}
        maxLength={1000}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {problem ? (
        <ProblemNote problem={problem}>
          {problem.status === 409 ? (
            <Button variant="default" mt="xs" onClick={onReload}>
              {t("Read them again; what is typed here is lost")}
            </Button>
          ) : null}
        </ProblemNote>
      ) : null}
      <p className={styles.buttons}>
        <Button loading={saving.isPending} onClick={() => saving.mutate()}>
          {t("Save as the next version")}
        </Button>
      </p>
    </>
  );
}
