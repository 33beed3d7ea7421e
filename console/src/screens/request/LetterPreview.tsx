import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { tell } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { components } from "../../api/schema";
import { asText, type Values } from "../../forms/values";
import { t } from "../../words/language";
import { MailFrame } from "../../words/MailFrame";
import { ProblemNote } from "../../words/ProblemNote";
import styles from "./LetterPreview.module.css";

type Mail = components["schemas"]["MailPreview"];

/** Which letter an action may write, and to whom, as its form names it. */
export interface Letter {
  letter: string;
  to: string;
}

/** The very mail that the action would send, with what has been typed so far. */
export function LetterPreview({
  id,
  letter,
  values,
}: {
  id: string;
  letter: Letter;
  values: Values;
}) {
  const path = `/api/requests/${encodeURIComponent(id)}/letters/${encodeURIComponent(letter.letter)}`;
  const looking = useMutation({
    mutationFn: () => tell<Mail>("POST", `${path}/preview`, { body: bodyOf(letter, values) }),
  });
  return (
    <div className={styles.preview}>
      <Button
        variant="default"
        size="xs"
        loading={looking.isPending}
        onClick={() => looking.mutate()}
      >
        {t("Preview the letter")}
      </Button>
      <div aria-live="polite">
        {looking.error ? <ProblemNote problem={problemOf(looking.error)} /> : null}
        {looking.data ? <Shown mail={looking.data} /> : null}
      </div>
    </div>
  );
}

function Shown({ mail }: { mail: Mail }) {
  const whom = [mail.name, mail.address && `<${mail.address}>`].filter(Boolean).join(" ");
  return (
    <div className={styles.mail}>
      {mail.trouble ? <p className={styles.trouble}>{t(mail.trouble)}</p> : null}
      <p>{whom ? t("To {whom}", { whom }) : null}</p>
      <p className={styles.subject}>{mail.subject}</p>
      <pre className={styles.text}>{mail.text}</pre>
      <details>
        <summary>{t("As a mail program shows it")}</summary>
        <MailFrame html={mail.html} title={t("The letter as a mail program shows it")} />
      </details>
    </div>
  );
}

function bodyOf({ to }: Letter, { note, reason }: Values): Record<string, string> {
  const said = { to, note: asText(note), reason: asText(reason) };
  return Object.fromEntries(Object.entries(said).filter(([, text]) => text !== ""));
}
