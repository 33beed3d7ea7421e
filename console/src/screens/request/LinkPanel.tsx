import type { Detail } from "../../api/types";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { count } from "../../words/spoken";
import { When } from "../../words/When";
import { AccessibleAddress } from "./AccessibleAddress";
import { CopyAddress } from "./CopyAddress";
import styles from "./LinkPanel.module.css";
import { Openings } from "./Openings";
import { QrCode } from "./QrCode";
import { ReadingCopies } from "./ReadingCopies";

/** The link that readers open, once there is one: for whom, how often, and what they are given. */
export function LinkPanel({ detail }: { detail: Detail }) {
  const { link, reading, purpose } = { ...detail.request, ...detail.request.delivery };
  if (!link) return null;
  return (
    <Panel title={purpose === "patron" ? t("Link for the patron") : t("Link for the students")}>
      <div className={styles.top}>
        <QrCode url={link.url} />
        <div>
          <CopyAddress url={link.url} label={t("Copy link")} opens />
          <p className={styles.dates}>
            {link.from || link.to ? (
              <>
                {t("Opens from")} <When at={link.from} /> {t("to")} <When at={link.to} />.{" "}
              </>
            ) : null}
            {link.opened
              ? t("Opened {times} times; a reader counts once a day.", {
                  times: count(link.opened),
                })
              : t("Nobody has opened it yet.")}
            {link.views
              ? ` ${t("Of {limit} views, {left} are left.", { limit: link.views.limit, left: link.views.left })}`
              : ""}
          </p>
        </div>
      </div>
      <Openings link={link} />
      <ReadingCopies copies={reading} />
      <AccessibleAddress detail={detail} />
    </Panel>
  );
}
