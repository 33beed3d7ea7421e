import { mark, t } from "../../words/language";
import { opening } from "../../words/spoken";
import styles from "./Badges.module.css";

/** Badges that need more words than their code; the others are said as they are. */
const WORDS: Record<string, string> = {
  new: mark("New"),
  "no-file": mark("No file yet"),
  "no-course": mark("No course"),
  over: mark("Over the limit"),
  "choose-citation": mark("Choose the item"),
  "open-twin": mark("Same item requested twice"),
  "same-text": mark("Same text for the same run"),
  "switched-off": mark("Kind switched off"),
  "closed-there": mark("Closed by the list"),
  "on-shelf": mark("Volume on the shelf"),
  "no-item": mark("No physical volume"),
  "items-not-known": mark("Volumes not looked up"),
};

export function Badges({ codes }: { codes: string[] }) {
  return codes.map((code) => (
    <span key={code} className={styles.badge} data-code={code}>
      {t(WORDS[code] ?? opening(code))}
    </span>
  ));
}
