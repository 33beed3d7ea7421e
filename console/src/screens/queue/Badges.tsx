import { opening } from "../../words/spoken";
import styles from "./Badges.module.css";

/** Badges that need more words than their code; the others are said as they are. */
const WORDS: Record<string, string> = {
  new: "New",
  "no-file": "No file yet",
  "no-course": "No course",
  "choose-citation": "Choose the item",
  "open-twin": "Same item requested twice",
  "same-text": "Same text for the same run",
  "switched-off": "Kind switched off",
  "closed-there": "Closed by the list",
  "on-shelf": "Volume on the shelf",
  "no-item": "No physical volume",
  "items-not-known": "Volumes not looked up",
};

export function Badges({ codes }: { codes: string[] }) {
  return codes.map((code) => (
    <span key={code} className={styles.badge} data-code={code}>
      {WORDS[code] ?? opening(code)}
    </span>
  ));
}
