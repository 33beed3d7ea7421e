import type { Row } from "../../api/types";
import { mark, t } from "../../words/language";
import { opening } from "../../words/spoken";
import styles from "./Badges.module.css";

/** Badges that need more words than their code; the others are said as they are. */
const WORDS: Record<string, string> = {
  new: mark("New"),
  "no-file": mark("No file yet"),
  "no-course": mark("No course"),
  "not-yet-known": mark("Not yet known"),
  over: mark("Over the limit"),
  "cannot tell": mark("Extent cannot be told"),
  late: mark("Late"),
  chase: mark("Time to ask again"),
  approval: mark("Approval wanted"),
  "choose-citation": mark("Choose the item"),
  "open-twin": mark("Same item requested twice"),
  "same-text": mark("Same text for the same run"),
  "switched-off": mark("Kind switched off"),
  "closed-there": mark("Closed by the list"),
  "on-shelf": mark("Volume on the shelf"),
  "no-item": mark("No physical volume"),
  "items-not-known": mark("Volumes not looked up"),
};
/** Verdicts that a person has to look at; the others are as they should be. */
const VERDICTS = new Set(["over", "cannot tell"]);
/** What stands elsewhere in the row already: in its status, its date and the line beneath. */
const SAID = new Set(["new", "late", "waiting", "chase"]);

/** What to notice of a request at a glance. */
export function Badges({ codes }: { codes: string[] }) {
  return codes.map((code) => (
    <span key={code} className={styles.badge} data-code={code}>
      {t(WORDS[code] ?? opening(code))}
    </span>
  ));
}

/** The same in a row of the list, without what the row says anyway. */
export function RowBadges({ row: { badges, verdict } }: { row: Row }) {
  const told = badges.filter((code) => !SAID.has(code));
  return <Badges codes={VERDICTS.has(verdict) ? [...told, verdict] : told} />;
}
