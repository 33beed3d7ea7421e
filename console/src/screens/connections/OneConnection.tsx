import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { Link } from "react-router";
import { tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import { useAnnounce } from "../../words/Announcer";
import { Answer } from "../../words/Answer";
import lines from "../../words/Lines.module.css";
import { plural, t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import page from "../../words/Screen.module.css";
import { opening } from "../../words/spoken";
import { When } from "../../words/When";
import styles from "./Connections.module.css";
import { CONNECTIONS, type Connection, type Contact, type Tested } from "./use-connections";

export function OneConnection({ connection }: { connection: Connection }) {
  const announce = useAnnounce();
  const name = useId();
  const testing = useMutation({
    mutationFn: () =>
      tell<Tested>(
        "POST",
        `/api/connections/${encodeURIComponent(connection.system)}/actions/test`,
      ),
    onSuccess: (tested) => {
      announce(`${connection.label}: ${tested.words}`);
      return queryClient.invalidateQueries({ queryKey: CONNECTIONS });
    },
  });
  return (
    <li className={lines.line} aria-labelledby={name}>
      <div className={lines.words}>
        <h2 id={name} className={styles.name}>
          {connection.label}
        </h2>
        <p className={styles.state} data-well={wellOf(connection)}>
          {standing(connection)}
          {connection.resting_until ? (
            <span>
              , {t("left alone until")} <When at={connection.resting_until} fine />
            </span>
          ) : null}
        </p>
        <Facts connection={connection} />
        {connection.well === false ? (
          <p>
            {t("What it did not take at all stands under")}{" "}
            <Link to="/undelivered">{t("Undelivered")}</Link>
            {t(", from where it is sent again.")}
          </p>
        ) : null}
        {testing.data ? <Outcome tested={testing.data} /> : null}
        {testing.error ? <ProblemNote problem={problemOf(testing.error)} /> : null}
      </div>
      {connection.can_be_tested ? (
        <Button
          variant="default"
          aria-label={t("Test connection: {label}", { label: connection.label })}
          loading={testing.isPending}
          onClick={() => testing.mutate()}
        >
          {t("Test connection")}
        </Button>
      ) : null}
    </li>
  );
}

function wellOf({ well }: Connection): "yes" | "no" | "unknown" {
  if (well === null) return "unknown";
  return well ? "yes" : "no";
}

function standing({ well, hosts }: Connection): string {
  if (hosts.length === 0) return t("Asks the desk by itself");
  if (well === null) return t("Never called yet");
  return well ? t("Answering") : t("Failing");
}

function Facts({ connection }: { connection: Connection }) {
  const lacking = [
    ...connection.hosts
      .filter((one) => !one.configured)
      .map((one) => t("the address {name}", { name: one.name })),
    ...connection.secrets
      .filter((one) => !one.present)
      .map((one) => t("the secret {name}", { name: one.name })),
  ];
  return (
    <dl className={page.facts}>
      <dt>{t("Configured")}</dt>
      <dd className={lacking.length > 0 ? styles.lacks : undefined}>
        {lacking.length > 0 ? t("Missing: {join}", { join: lacking.join(", ") }) : t("Everything")}
      </dd>
      {connection.hosts.length > 0 ? (
        <>
          <Last label={t("Last success")} contact={connection.success} />
          <Last label={t("Last failure")} contact={connection.failure} />
          <dt>{t("Waiting")}</dt>
          <dd>
            {connection.due === 0
              ? t("Nothing")
              : plural(connection.due, "{n} message|{n} messages")}
          </dd>
        </>
      ) : null}
    </dl>
  );
}

function Last({ label, contact }: { label: string; contact: Contact | null }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {contact ? (
          <>
            <When at={contact.at} fine />, {t(opening(contact.what))}
            {contact.words ? `: ${contact.words}` : ""}
          </>
        ) : (
          t("None yet")
        )}
      </dd>
    </>
  );
}

/** What the test brought; the beginning of their answer only where it went wrong. */
function Outcome({ tested }: { tested: Tested }) {
  return (
    <>
      <p>
        <strong>{tested.ok ? t("The test went well.") : t("The test failed.")}</strong>{" "}
        {tested.words}
      </p>
      {tested.answer ? <Answer words={tested.answer} /> : null}
    </>
  );
}
