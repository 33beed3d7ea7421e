import type { Detail } from "../../api/types";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { When } from "../../words/When";
import styles from "./Facts.module.css";

type Field = Detail["original"]["fields"][number];

/** Fields that are looked at only in case of doubt; whatever is not named here stands in front. */
const IN_DOUBT = new Set([
  "Requested by",
  "Request number",
  "Requested on",
  "Kind",
  "Material",
  "Part of the work",
  "Catalogue number",
  "Holding",
  "Barcode",
  "Managed by",
  "At the desk",
  "Pick-up",
  "Digitisation department",
  "Copyright declaration signed",
  "Expires",
  "Status there",
  "Step there",
]);

/** What the list sent, as it sent it; nobody can change it. */
export function OriginalPanel({ detail: { original, request, differs } }: { detail: Detail }) {
  const who = request.requester_detail;
  const ours = (field: Field) => otherwise(field, original.fields, differs);
  const isBehind = (field: Field) => IN_DOUBT.has(field.label) && !ours(field);
  const front = original.fields.filter((field) => !isBehind(field));
  const behind = original.fields.filter(isBehind);
  const told = (note: string) => front.some(({ value }) => value.includes(note));
  return (
    <Panel title={t("Original request")} quiet>
      <dl className={styles.facts}>
        <div className={styles.narrow}>
          <dt>{t("Requester")}</dt>
          <dd>
            {who.name || who.user || t("not yet known")}
            <Mail email={who.email} why={who.why_no_email} />
          </dd>
        </div>
        {front.map((field) => (
          <Sent key={field.label + field.value} {...field} ours={ours(field)} />
        ))}
        {original.notes
          .filter((note) => !told(note))
          .map((note) => (
            <Sent key={note} label={t("Note")} value={note} />
          ))}
      </dl>
      {behind.length > 0 ? (
        <details className={styles.rest}>
          <summary>{t("What else was sent")}</summary>
          <dl>
            {behind.map((field) => (
              <Sent key={field.label + field.value} {...field} />
            ))}
          </dl>
        </details>
      ) : null}
      <p className={styles.foot}>
        {t("Kept as it came")}
        {original.received_on ? ", " : ""}
        <When at={original.received_on} fine />.
      </p>
    </Panel>
  );
}

/**
 * What the desk has instead of this field. One value may be sent twice, so the label tells which
 * of the two is meant; where the list calls the fact otherwise than the desk, the value alone does.
 */
function otherwise(field: Field, fields: Field[], differs: Detail["differs"]) {
  const named = ({ label, sent }: Detail["differs"][number]) =>
    fields.some((one) => one.label === label && one.value === sent);
  return differs.find(
    (one) => one.sent === field.value && (one.label === field.label || !named(one)),
  )?.ours;
}

/** One field as it was sent, marked where the desk works on something else. */
function Sent({ label, value, ours }: Field & { ours?: string }) {
  return (
    <div className={styles.narrow}>
      <dt>{t(label)}</dt>
      <dd className={styles.asSent}>
        {value}
        {ours ? (
          <span className={styles.differs}>
            {t("The desk has:")} {ours}
          </span>
        ) : null}
      </dd>
    </div>
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
  return <span className={styles.lack}>{why || t("No e-mail address known.")}</span>;
}
