import { Link } from "react-router";
import type { Detail } from "../../api/types";
import { Icon } from "../../words/Icon";
import { mark, t } from "../../words/language";
import { midway, spoken } from "../../words/spoken";
import { When } from "../../words/When";
import { Badges } from "../queue/Badges";
import { StateMark } from "../queue/StateMark";
import { ActionBar } from "./ActionBar";
import { BackLink } from "./BackLink";
import { TITLE, titleOf } from "./desk-actions";
import styles from "./Head.module.css";
import { Others } from "./Others";

/** Badges that only repeat what stands beside or beneath them here. */
const SAID = new Set(["new", "waiting", "approval", "not-yet-known"]);

/** What is looked up after a request came, where it did not say. */
const LOOKED_UP: Record<string, string> = {
  requester: mark("requester"),
  course: mark("course"),
  citation: mark("citation"),
};

/** What the request is, where it stands, whose it is, and what may be done with it. */
export function Head({ detail }: { detail: Detail }) {
  const { request } = detail;
  const work = request.work?.title ?? request.work_title;
  const title = titleOf(detail);
  return (
    <div>
      <p className={styles.back}>
        <BackLink />
        <span className={styles.id}>{request.id}</span>
        <span>
          {t("no.")} {request.number}
        </span>
      </p>
      <h1 id={TITLE} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      {work && work !== title ? (
        <p className={styles.work}>
          {t("in")} <bdi>{work}</bdi>
        </p>
      ) : null}
      <div className={styles.facts}>
        <span className={styles.state}>
          <StateMark phase={request.phase} label={t(request.state_label)} />
        </span>
        <span>
          {request.assignee
            ? t("Assigned to {name}", { name: request.assignee.name })
            : t("Assigned to nobody")}
        </span>
        <span>
          {t("Added")} <When at={request.added_on} fine />
          {request.rlms_label ? ` · ${t(request.rlms_label)}` : ""}
        </span>
        {request.needed_by ? (
          <span>
            {t("Needed by")} <When at={request.needed_by} />
          </span>
        ) : null}
        <Facets request={request} />
        <Link to={`/?record=${encodeURIComponent(request.id)}`}>
          {t("Open requests for this record")}
        </Link>
        <Link to={`/approvals?status=any&record=${encodeURIComponent(request.id)}`}>
          {t("Approvals for this record")}
        </Link>
        <span>
          <Badges codes={request.badges.filter((code) => !SAID.has(code))} />
        </span>
      </div>
      <Others request={request.id} />
      <Setback detail={detail} />
      <ActionBar detail={detail} />
    </div>
  );
}

function Facets({ request }: { request: Detail["request"] }) {
  return (
    <>
      {request.approval !== "none" ? <span>{t(request.approval_label)}</span> : null}
      {request.item !== "none" ? <span>{t(request.item_label)}</span> : null}
    </>
  );
}

/** Why it does not go on at present: waiting, or rejected, or cancelled. */
function Setback({ detail: { request } }: { detail: Detail }) {
  const { waiting, not_yet_known: unknown } = request;
  const ended = request.rejection ?? request.cancellation;
  return (
    <>
      {unknown.length > 0 ? (
        <p className={styles.setback}>
          <Icon name="clock" /> {t("Not yet known:")}{" "}
          {unknown.map((one) => t(LOOKED_UP[one] ?? spoken(one))).join(", ")}
        </p>
      ) : null}
      {waiting ? (
        <p className={styles.setback}>
          <Icon name="clock" /> {t("Waiting for")} {midway(t(waiting.label))}
          {waiting.chase_on ? t(", to be chased on ") : ""}
          <When at={waiting.chase_on} />
          {waiting.note ? ` – ${waiting.note}` : ""}
        </p>
      ) : null}
      {ended ? (
        <p className={styles.setback}>
          <Icon name="alert" />
          <span>
            {t(ended.reason_label)}
            {ended.note ? ` – ${ended.note}` : ""} (<When at={ended.on} />)
          </span>
        </p>
      ) : null}
    </>
  );
}
