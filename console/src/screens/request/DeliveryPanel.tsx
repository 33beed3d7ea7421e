import type { Detail } from "../../api/types";
import { plural, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { When } from "../../words/When";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";
import { PieceList } from "./PieceList";
import { DELIVERY } from "./pieces";

/** A patron's own copy: how it goes to whom and until when, and the files that go with it. */
export function DeliveryPanel({ detail }: { detail: Detail }) {
  const { delivery, id } = detail.request;
  const welcome = detail.actions.some(({ action }) => action === DELIVERY.addition);
  if (delivery.purpose !== "patron" && delivery.files.length === 0) return null;
  return (
    <Panel title={t("Delivery")}>
      <dl className={styles.facts}>
        {delivery.delivered ? (
          <Done delivered={delivery.delivered} />
        ) : (
          <Planned request={detail.request} />
        )}
      </dl>
      {delivery.files.length === 0 ? (
        <p className={styles.foot}>
          {t("No file to deliver yet.")}{" "}
          {welcome
            ? t("The files that are added here go to the patron, once it is approved.")
            : t("Once it may go ahead, files are added here.")}
        </p>
      ) : null}
      <PieceList store={DELIVERY} request={id} pieces={delivery.files} />
    </Panel>
  );
}

function Planned({ request }: { request: Detail["request"] }) {
  const { delivery, requester_detail: who } = request;
  return (
    <>
      <Fact label={t("How")} place="delivered">
        {t(delivery.ruled_label)}
        <span className={styles.lack}>{t("as the rule has it")}</span>
      </Fact>
      <Fact label={t("To whom")} place="delivered-to">
        {who.name || who.user || t("not yet known")}
        <span className={styles.lack}>
          {who.email || who.why_no_email || t("No e-mail address known.")}
        </span>
      </Fact>
    </>
  );
}

type Delivered = NonNullable<Detail["request"]["delivery"]["delivered"]>;

function Done({ delivered }: { delivered: Delivered }) {
  return (
    <>
      <Fact label={t("How")} place="delivered">
        {t(delivered.how_label)}
        <span className={styles.lack}>
          {[delivered.words, delivered.why].filter(Boolean).join(" ")}
        </span>
      </Fact>
      <Fact label={t("To whom")} place="delivered-to">
        {delivered.to}
        <span className={styles.lack}>
          <When at={delivered.on} fine />
        </span>
      </Fact>
      <Fact label={t("Until")} place="delivered-until">
        {delivered.until ? <When at={delivered.until} /> : t("without end")}
        {delivered.views ? (
          <span className={styles.lack}>{plural(delivered.views, "{n} view|{n} views")}</span>
        ) : null}
      </Fact>
    </>
  );
}
