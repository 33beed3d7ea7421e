import type { Message } from "../../api/types";
import { Answer } from "../../words/Answer";
import { mark, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { spoken } from "../../words/spoken";
import { When } from "../../words/When";
import styles from "./Log.module.css";

const STATUS: Record<string, string> = {
  due: mark("on its way"),
  sent: mark("sent"),
  superseded: mark("overtaken by a later one"),
  undelivered: mark("not delivered"),
  held: mark("held back until approved"),
  "given-up": mark("given up"),
};

const DECIDED: Record<string, string> = {
  "send-again": mark("Sent again"),
  "give-up": mark("Given up"),
};

/** What the outside has been told, or is being told now. */
export function Messages({ messages }: { messages: Message[] }) {
  if (messages.length === 0) return null;
  return (
    <Panel title={t("Told to the outside")}>
      <ul className={styles.list}>
        {newestFirst(messages).map((message) => (
          <li key={message.id} className={styles.event} data-status={message.status}>
            <p className={styles.words}>
              <strong>{t(message.to_label)}</strong>: {t(spoken(message.what))}
            </p>
            <p className={styles.facts}>
              {t(STATUS[message.status] ?? spoken(message.status))}, <When at={message.at} fine />
              {message.status === "due" && message.tries > 0 ? <NextTry message={message} /> : null}
            </p>
            {message.outcome && message.status !== "sent" ? (
              <p className={styles.note}>{message.outcome}</p>
            ) : null}
            {message.answer && message.status !== "sent" ? <Answer words={message.answer} /> : null}
            {message.decided ? (
              <p className={styles.facts}>
                {t(DECIDED[message.decided.what] ?? spoken(message.decided.what))} {t("by")}{" "}
                {message.decided.by_name}, <When at={message.decided.at} fine />
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function NextTry({ message }: { message: Message }) {
  return (
    <>
      , {t("try")} {message.tries + 1} {t("at")} <When at={message.next_try} fine />
    </>
  );
}

function newestFirst(messages: Message[]): Message[] {
  return messages.toSorted((one, other) => other.at.localeCompare(one.at));
}
