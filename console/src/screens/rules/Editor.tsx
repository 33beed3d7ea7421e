import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tell } from "../../api/client";
import { problemOf } from "../../api/refusal";
import { bodyOf } from "../../forms/values";
import { useAnnounce } from "../../words/Announcer";
import { t } from "../../words/language";
import { DryRunPanel } from "./DryRunPanel";
import { Refusals } from "./Refusals";
import { RuleList } from "./RuleList";
import styles from "./Rules.module.css";
import { outcomeSchema } from "./rule-words";
import { type Draft, type DryRun, drafted, type RuleBook, type Rules } from "./use-rules";

interface Props {
  form: Rules;
  onReload: () => void;
}

/** The rules as a draft: changed here, tried on the last year, then saved as the next version. */
export function Editor({ form, onReload }: Props) {
  const [draft, setDraft] = useState(() => drafted(form));
  const announce = useAnnounce();
  const trying = useMutation({
    mutationFn: () => tell<DryRun>("POST", "/api/rules/dry-run", { body: said(form, draft) }),
  });
  const saving = useMutation({
    mutationFn: () =>
      tell<RuleBook>("PUT", "/api/rules", { body: said(form, draft), version: form.version }),
    onSuccess: (book) => {
      announce(
        t("Version {version} is saved; it is in force in a minute.", { version: book.version }),
      );
      onReload();
    },
  });
  const refused = saving.error ?? trying.error;
  const problem = refused ? problemOf(refused) : null;
  function change(after: Draft) {
    setDraft(after);
    trying.reset();
    saving.reset();
  }
  return (
    <>
      <RuleList form={form} draft={draft} problem={problem} onChange={change} />
      <TextInput
        className={styles.note}
        label={t("Why it was changed")}
        value={draft.note}
        maxLength={1000}
        onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
      />
      {problem ? <Refusals problem={problem} onReload={onReload} /> : null}
      <div className={styles.buttons}>
        <Button variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
          {t("Try it on the last year")}
        </Button>
        <Button loading={saving.isPending} onClick={() => saving.mutate()}>
          {t("Save as the next version")}
        </Button>
      </div>
      {trying.data ? <DryRunPanel run={trying.data} /> : null}
    </>
  );
}

/** What the API takes: the rules in their order, without what nobody filled in. */
function said(form: Rules, draft: Draft) {
  const outcome = (one: object) => bodyOf(outcomeSchema(form), { ...one }, {});
  return {
    rules: draft.rules.map(({ rule }) => ({ ...rule, outcome: outcome(rule.outcome) })),
    default: outcome(draft.default),
    note: draft.note,
  };
}
