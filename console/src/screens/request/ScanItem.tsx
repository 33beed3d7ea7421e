import { Button, Loader } from "@mantine/core";
import { useState } from "react";
import { isUnderWay } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { Scan } from "../../api/types";
import { Icon } from "../../words/Icon";
import { mark, plural, t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { opening, size } from "../../words/spoken";
import { When } from "../../words/When";
import { PresetButton } from "./PresetButton";
import { ScanFiles } from "./ScanFiles";
import { ScanPages } from "./ScanPages";
import styles from "./Scans.module.css";
import { useShowing } from "./showing";
import { UploadBox } from "./UploadBox";

/** Only what has passed its check is stored where it can be looked at. */
const READY = "ready";

const WORDS: Record<string, string> = {
  uploading: mark("Coming in…"),
  checking: mark("Being checked…"),
  ready: mark("Checked, fit to use"),
  blocked: mark("Not fit to use"),
  "given-up": mark("Never arrived, given up"),
};

interface Props {
  request: string;
  scan: Scan;
  /** No other scan can be meant. */
  alone: boolean;
  /** Whether somebody who looks may add files at all. */
  welcome: boolean;
}

/** One scan: what it is, how its check went, and whether it is the one that students will get. */
export function ScanItem({ request, scan, alone, welcome }: Props) {
  const showing = useShowing(request, scan.id);
  const [adding, setAdding] = useState(false);
  const busy = isUnderWay(scan.status);
  const usable = scan.status === READY && !scan.removed_on;
  return (
    <li className={styles.scan} data-selected={scan.selected || undefined}>
      <Icon name="file" size={20} />
      <div className={styles.about}>
        <p className={styles.name}>
          {scan.name}
          {scan.selected ? <span className={styles.selected}>{t("Selected")}</span> : null}
        </p>
        <p className={styles.facts}>
          {busy ? <Loader size={14} aria-hidden="true" /> : null}{" "}
          {t(WORDS[scan.status] ?? opening(scan.status))} · {size(scan.bytes)}
          {scan.pages ? ` · ${plural(scan.pages, "{n} page|{n} pages")}` : ""} ·{" "}
          <When at={scan.added_on} fine />
          {scan.added_by ? ` ${t("by")} ${scan.added_by}` : ""}
        </p>
        {scan.removed_on ? (
          <p className={styles.facts}>
            {t("The clean-up removed its file:")} <When at={scan.removed_on} />
          </p>
        ) : null}
        {scan.reused ? (
          <p className={styles.facts}>
            {t("Of request {id}:", { id: scan.reused })} {scan.decision}
          </p>
        ) : null}
        {scan.accessibility_words ? (
          <p className={styles.facts}>
            {t(scan.text_words)} {t(scan.accessibility_words)}
          </p>
        ) : null}
        {scan.waits_for ? <p className={styles.facts}>{scan.waits_for}</p> : null}
        {scan.files.length > 0 ? <ScanFiles scan={scan} /> : null}
        {scan.findings.length > 0 ? (
          <ul className={styles.findings}>
            {scan.findings.map(({ level, words, page }) => (
              <li key={words} data-level={level}>
                {words}
                {page && !/page/i.test(words) ? ` (${t("page {page}", { page })})` : ""}
              </li>
            ))}
          </ul>
        ) : null}
        {showing.error ? <ProblemNote problem={problemOf(showing.error)} /> : null}
      </div>
      <div className={styles.buttons}>
        {scan.status === READY && !scan.selected ? (
          <PresetButton
            action="select-scan"
            chosen={scan.id}
            label={t("Select")}
            spoken={() => t("Select {name}", { name: scan.name })}
          />
        ) : null}
        {/* Text is recognised by itself; staff ask for it anew, or in another language. */}
        {usable ? (
          <PresetButton
            action="make-text"
            chosen={scan.id}
            spoken={(label) => t("{label}: {name}", { label, name: scan.name })}
            asks
            variant="default"
          />
        ) : null}
        {scan.selected ? null : (
          <PresetButton
            action="remove-scan"
            chosen={scan.id}
            label={t("Remove")}
            spoken={() => t("Remove {name}", { name: scan.name })}
            variant="outline"
            color="brick"
          />
        )}
        {welcome && scan.takes_files && !adding ? (
          <Button
            variant="default"
            aria-label={t("Add files to {name}", { name: scan.name })}
            onClick={() => setAdding(true)}
          >
            {t("Add files")}
          </Button>
        ) : null}
        {usable ? (
          <Button
            variant="default"
            leftSection={<Icon name="open" size={14} />}
            aria-label={t("Preview {name}", { name: scan.name })}
            onClick={() => showing.mutate(1)}
          >
            {t("Preview")}
          </Button>
        ) : null}
      </div>
      <div className={styles.whole}>
        {usable ? (
          <ScanPages request={request} scan={scan} atOnce={scan.selected || alone} />
        ) : null}
        {adding && scan.takes_files ? (
          <UploadBox request={request} scan={scan} onDone={() => setAdding(false)} />
        ) : null}
      </div>
    </li>
  );
}
