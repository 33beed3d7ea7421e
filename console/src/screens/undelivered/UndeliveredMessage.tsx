import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { freshKey, tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { Message } from "../../api/types";
import { useAnnounce } from "../../words/Announcer";
import { Answer } from "../../words/Answer";
import lines from "../../words/Lines.module.css";
import { mark, plural, t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { spoken } from "../../words/spoken";
import { When } from "../../words/When";
import { useSignedIn } from "../shell/me";
import { toContent } from "../shell/use-place";
import styles from "./Undelivered.module.css";

const DONE = { "send-again": mark("On its way again."), "give-up": mark("Given up.") };
type Action = keyof typeof DONE;

interface Props {
  message: Message;
  /** What this person may do with it. */
  actions: string[];
}

export function UndeliveredMessage({ message, actions }: Props) {
  const announce = useAnnounce();
  const [address, setAddress] = useState("");
  const acting = useMutation({
    mutationFn: (action: Action) =>
      tell("POST", `/api/undelivered/${encodeURIComponent(message.id)}/actions/${action}`, {
        body: action === "send-again" && address ? { address } : {},
        key: freshKey(),
      }),
    onSuccess: (_, action) => {
      announce(t(DONE[action]));
      toContent();
      return queryClient.invalidateQueries({ queryKey: ["undelivered"] });
    },
  });
  const about = [message.request, `${t(message.to_label)}: ${t(spoken(message.what))}`]
    .filter(Boolean)
    .join(" · ");
  return (
    <li className={lines.line}>
      <div className={lines.words}>
        <p className={styles.about}>
          {message.request ? <Link to={`/requests/${message.request}`}>{about}</Link> : about}
        </p>
        <p>{message.outcome ?? t("No reason was given.")}</p>
        {message.answer ? <Answer words={message.answer} /> : null}
        <p className={styles.facts}>
          {plural(message.tries, "{n} try, last|{n} tries, last")} <When at={message.at} fine />
          <Where message={message} />
        </p>
        {message.to_person && actions.includes("send-again") ? (
          <TextInput
            className={styles.address}
            type="email"
            autoComplete="off"
            size="xs"
            label={t("Another address, for this letter only")}
            aria-label={`${t("Another address, for this letter only")}: ${about}`}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        ) : null}
        {acting.error ? <ProblemNote problem={problemOf(acting.error)} /> : null}
      </div>
      <div className={lines.buttons}>
        {actions.includes("send-again") ? (
          <Act action="send-again" label={t("Send again")} about={about} acting={acting} />
        ) : null}
        {actions.includes("give-up") ? (
          <Act action="give-up" label={t("Give up")} about={about} acting={acting} />
        ) : null}
      </div>
    </li>
  );
}

/** Where those who may mend a connection see how the system answers at present. */
function Where({ message }: { message: Message }) {
  const { roles } = useSignedIn();
  if (!roles.includes("administrator") || message.what.startsWith("mail")) return null;
  return (
    <>
      {" · "}
      <Link to="/connections">{t("How {system} answers", { system: t(message.to_label) })}</Link>
    </>
  );
}

interface ActProps {
  action: Action;
  label: string;
  about: string;
  acting: { isPending: boolean; variables?: Action; mutate: (action: Action) => void };
}

function Act({ action, label, about, acting }: ActProps) {
  return (
    <Button
      variant={action === "send-again" ? "filled" : "default"}
      aria-label={`${label}: ${about}`}
      loading={acting.isPending && acting.variables === action}
      onClick={() => acting.mutate(action)}
    >
      {label}
    </Button>
  );
}
