import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import { useAnnounce } from "../../words/Announcer";
import { Answer } from "../../words/Answer";
import { ProblemNote } from "../../words/ProblemNote";
import { count, opening } from "../../words/spoken";
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
    <li className={styles.connection} aria-labelledby={name}>
      <div className={styles.words}>
        <h2 id={name} className={styles.name}>
          {connection.label}
        </h2>
        <p className={styles.state} data-well={wellOf(connection)}>
          {standing(connection)}
          {connection.resting_until ? (
            <span>
              , left alone until <When at={connection.resting_until} fine />
            </span>
          ) : null}
        </p>
        <Facts connection={connection} />
        {testing.data ? <Outcome tested={testing.data} /> : null}
        {testing.error ? <ProblemNote problem={problemOf(testing.error)} /> : null}
      </div>
      {connection.can_be_tested ? (
        <Button
          variant="default"
          aria-label={`Test connection: ${connection.label}`}
          loading={testing.isPending}
          onClick={() => testing.mutate()}
        >
          Test connection
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
  if (hosts.length === 0) return "Asks the desk by itself";
  if (well === null) return "Never called yet";
  return well ? "Answering" : "Failing";
}

function Facts({ connection }: { connection: Connection }) {
  const lacking = [
    ...connection.hosts.filter((one) => !one.configured).map((one) => `the address ${one.name}`),
    ...connection.secrets.filter((one) => !one.present).map((one) => `the secret ${one.name}`),
  ];
  return (
    <dl className={styles.facts}>
      <dt>Configured</dt>
      <dd className={lacking.length > 0 ? styles.lacks : undefined}>
        {lacking.length > 0 ? `Missing: ${lacking.join(", ")}` : "Everything"}
      </dd>
      {connection.hosts.length > 0 ? (
        <>
          <Last label="Last success" contact={connection.success} />
          <Last label="Last failure" contact={connection.failure} />
          <dt>Waiting</dt>
          <dd>{connection.due === 0 ? "Nothing" : messages(connection.due)}</dd>
        </>
      ) : null}
    </dl>
  );
}

function messages(due: number): string {
  return due === 1 ? "1 message" : `${count(due)} messages`;
}

function Last({ label, contact }: { label: string; contact: Contact | null }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {contact ? (
          <>
            <When at={contact.at} fine />, {opening(contact.what)}
            {contact.words ? `: ${contact.words}` : ""}
          </>
        ) : (
          "None yet"
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
        <strong>{tested.ok ? "The test went well." : "The test failed."}</strong> {tested.words}
      </p>
      {tested.answer ? <Answer words={tested.answer} /> : null}
    </>
  );
}
