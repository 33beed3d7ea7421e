import type { Detail } from "../../api/types";
import { plural, t } from "../../words/language";
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
              ? plural(
                  link.opened,
                  "Opened {n} time; a reader counts once a day.|Opened {n} times; a reader counts once a day.",
                )
              : t("Nobody has opened it yet.")}
            {link.views
              ? ` ${plural(link.views.limit, "Of {n} view, {left} is left.|Of {n} views, {left} are left.", { left: count(link.views.left) })}`
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
