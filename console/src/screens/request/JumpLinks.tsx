import type { Detail } from "../../api/types";
import { plural, t } from "../../words/language";
import { jumpTo } from "./jump";
import styles from "./RequestPage.module.css";
import { SCANS, takesScans } from "./ScansPanel";

export const DESK = "desk";
export const NOTES = "notes";
export const HISTORY = "history";

/** Where the page is one long column, its parts at the thumb, scans first. */
export function JumpLinks({ detail }: { detail: Detail }) {
  const { scans, link } = detail.request;
  const parts = [
    ...(scans.length > 0 || takesScans(detail)
      ? [
          {
            id: SCANS,
            label: scans.length ? plural(scans.length, "{n} scan|{n} scans") : t("Scans"),
          },
        ]
      : []),
    { id: DESK, label: link ? t("Link") : t("Desk") },
    { id: NOTES, label: t("Notes") },
    { id: HISTORY, label: t("History") },
  ];
  return (
    <nav className={styles.jump} aria-label={t("On this page")}>
      {parts.map(({ id, label }) => (
        <a
          key={id}
          href={`#${id}`}
          onClick={(event) => {
            event.preventDefault();
            jumpTo(id);
          }}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
