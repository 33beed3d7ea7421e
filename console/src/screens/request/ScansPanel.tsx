import type { Detail } from "../../api/types";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { placeOf } from "./places";
import { ScanItem } from "./ScanItem";
import styles from "./Scans.module.css";
import { UploadBox } from "./UploadBox";

/** Where the page jumps to for everything about scans. */
export const SCANS = "scans";

/** The scans of this request, each with what its check found, and the place to add one. */
export function ScansPanel({ detail }: { detail: Detail }) {
  const { scans, id, title_pages: titles } = detail.request;
  const welcome = takesScans(detail);
  if (scans.length === 0 && !welcome) return null;
  return (
    <div id={SCANS} tabIndex={-1} className={styles.anchor}>
      <Panel title={t("Scans")}>
        {titles.asked ? (
          <p className={styles.asked}>
            {t("The title page and its verso are asked for too.")}
            {titles.file_pages
              ? ` ${t("In the file: {pages}.", { pages: titles.file_pages })}`
              : ""}
          </p>
        ) : null}
        {scans.length > 0 ? (
          <ul className={styles.list}>
            {scans.map((scan) => (
              <ScanItem
                key={scan.id}
                request={id}
                scan={scan}
                alone={scans.length === 1}
                welcome={welcome}
              />
            ))}
          </ul>
        ) : null}
        {welcome ? <UploadBox request={id} /> : null}
      </Panel>
    </div>
  );
}

/** Scans can be added where the API speaks of scans at all: as an action, open or blocked. */
export function takesScans({ actions, blocked }: Detail): boolean {
  return [...actions, ...blocked].some(({ action }) => placeOf(action) === "scans");
}
