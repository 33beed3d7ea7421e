import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../../words/language";
import { count } from "../../words/spoken";
import styles from "./Uploads.module.css";
import type { Summary } from "./use-upload";

interface Props {
  file: string;
  summary: Summary;
  pending: boolean;
  onApply: () => void;
  onLeave: () => void;
  /** Where the rows that are refused are mended. */
  children: ReactNode;
}

/** What a file does, or would do: so many new, changed, as they were; and what is wrong where. */
export function SummaryNote({ file, summary, pending, onApply, onLeave, children }: Props) {
  const { applied, created, changed, unchanged, refused, ignored, words } = summary;
  const good = created.length + changed.length;
  return (
    <div className={styles.summary}>
      <div role="status">
        <p>
          <strong>{file}</strong>{" "}
          {applied ? t("was applied") : t("was looked through; nothing is changed")}:{" "}
          {count(created.length)} {t("new,")} {count(changed.length)} {t("changed,")}{" "}
          {count(unchanged)} {t("as they were,")} {count(refused.length)} {t("refused.")}
        </p>
        {ignored.length > 0 ? (
          <p>
            {t("Headings that mean nothing here:")} {ignored.join(", ")}.
          </p>
        ) : null}
        {words ? <p>{words}</p> : null}
        <Named words={t("New")} names={created} />
        <Changes summary={summary} />
      </div>
      {refused.length > 0 ? children : null}
      <div className={styles.buttons}>
        {good > 0 && !applied ? (
          <Button loading={pending} onClick={onApply}>
            {refused.length > 0
              ? t("Apply what is right: {good}", { good: count(good) })
              : t("Apply")}
          </Button>
        ) : null}
        <Button variant="default" onClick={onLeave}>
          {applied || good === 0 ? t("Close") : t("Leave it")}
        </Button>
      </div>
    </div>
  );
}

const SHOWN = 20;

function Named({ words, names }: { words: string; names: string[] }) {
  if (names.length === 0) return null;
  const more = names.length - SHOWN;
  return (
    <p>
      {words}: {names.slice(0, SHOWN).join(", ")}
      {more > 0 ? t(" and {more} more", { more: count(more) }) : ""}
    </p>
  );
}

/** Of each record that is changed what it said and what it says now. */
function Changes({ summary }: { summary: Summary }) {
  const { changed, changes } = summary;
  if (changes.length === 0) return <Named words={t("Changed")} names={changed} />;
  const more = changes.length - SHOWN;
  return (
    <>
      <p>{t("Changed")}:</p>
      <ul className={styles.changes}>
        {changes.slice(0, SHOWN).map((one) => (
          <li key={one.name}>
            <strong>{one.name}</strong>: {one.words.join("; ")}
          </li>
        ))}
        {more > 0 ? <li>{t(" and {more} more", { more: count(more) })}</li> : null}
      </ul>
    </>
  );
}
