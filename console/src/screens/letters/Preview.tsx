import { Button, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tell } from "../../api/client";
import { problemOf } from "../../api/refusal";
import { FieldInput } from "../../forms/FieldInput";
import { settle } from "../../forms/schema";
import { asText } from "../../forms/values";
import { mark, t } from "../../words/language";
import { MailFrame } from "../../words/MailFrame";
import { Panel } from "../../words/Panel";
import { Faults } from "./Faults";
import styles from "./Letters.module.css";
import { type LetterPreview, pathOf, type Wording } from "./use-letters";

const CASES = [
  { value: "full", label: mark("Everything is known") },
  { value: "one", label: mark("One of each") },
  { value: "least", label: mark("As little as may be known") },
  { value: "hostile", label: mark("Names and titles that try to do harm") },
];
const REQUEST = settle({
  type: "string",
  title: mark("With what a real request says"),
  "x-lookup": "/api/requests?view=all&q=",
  "x-value": "id",
  "x-label": ["id", "title"],
});

/** The draft as it would be sent, before it is saved. */
export function Preview({ letter, draft }: { letter: string; draft: Wording }) {
  const [example, setExample] = useState("full");
  const [request, setRequest] = useState("");
  const looking = useMutation({
    mutationFn: () =>
      tell<LetterPreview>("POST", `${pathOf(letter)}/preview`, {
        body: { ...draft, case: example, ...(request ? { request } : {}) },
      }),
  });
  return (
    <Panel title={t("Preview")}>
      <div className={styles.form}>
        <NativeSelect
          label={t("With an example")}
          data={CASES.map(({ value, label }) => ({ value, label: t(label) }))}
          value={example}
          disabled={request !== ""}
          onChange={(event) => setExample(event.currentTarget.value)}
        />
        <FieldInput
          name="request"
          field={REQUEST}
          required={false}
          defs={{}}
          errors={{}}
          value={request}
          onChange={(value) => setRequest(asText(value))}
        />
        <div className={styles.buttons}>
          <Button variant="default" loading={looking.isPending} onClick={() => looking.mutate()}>
            {t("Preview the draft")}
          </Button>
        </div>
        {looking.error ? <Faults problem={problemOf(looking.error)} /> : null}
        {looking.data ? <Mail mail={looking.data} /> : null}
      </div>
    </Panel>
  );
}

function Mail({ mail }: { mail: LetterPreview }) {
  return (
    <div>
      <p className={styles.subject}>{mail.subject}</p>
      <MailFrame html={mail.html} title={t("The letter as a mail program shows it")} />
      {mail.removed.length > 0 ? (
        <p>{t("Taken out before it is sent: {removed}", { removed: mail.removed.join(", ") })}</p>
      ) : null}
      <details className={styles.plain}>
        <summary>{t("The letter as text")}</summary>
        <pre>{mail.text}</pre>
      </details>
    </div>
  );
}
