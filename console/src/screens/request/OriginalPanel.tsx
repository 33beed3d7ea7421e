import type { Detail } from "../../api/types";
import { Panel } from "../../words/Panel";
import { When } from "../../words/When";
import styles from "./Facts.module.css";

/** What the list sent, as it sent it; nobody can change it. */
export function OriginalPanel({ detail: { original, request } }: { detail: Detail }) {
  const who = request.requester_detail;
  const notes = original.notes ?? [];
  const told = original.fields.some(({ value }) => notes.includes(value));
  return (
    <Panel title="Original request" quiet>
      <dl className={styles.facts}>
        {original.fields.map(({ label, value }) => (
          <div key={`${label}${value}`} className={styles.narrow}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {notes.length > 0 && !told ? (
          <div className={styles.narrow}>
            <dt>Notes</dt>
            <dd>
              {notes.map((note) => (
                <p key={note}>{note}</p>
              ))}
            </dd>
          </div>
        ) : null}
        {who ? (
          <div className={styles.narrow}>
            <dt>Requester</dt>
            <dd>
              {who.name || who.user || "not yet known"}
              <Mail email={who.email} why={who.why_no_email} />
            </dd>
          </div>
        ) : null}
      </dl>
      <p className={styles.foot}>
        Kept as it came
        {original.received_on ? ", " : ""}
        <When at={original.received_on} fine />.
      </p>
    </Panel>
  );
}

function Mail({ email, why }: { email: string | null; why: string | null }) {
  if (email) {
    return (
      <a className={styles.line} href={`mailto:${email}`}>
        {email}
      </a>
    );
  }
  return <span className={styles.lack}>{why || "No e-mail address known."}</span>;
}
