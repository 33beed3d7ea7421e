import { Button, Loader } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { ask } from "../../api/client";
import { isUnderWay } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { Scan } from "../../api/types";
import { Icon } from "../../words/Icon";
import { ProblemNote } from "../../words/ProblemNote";
import { opening, size } from "../../words/spoken";
import { When } from "../../words/When";
import { presetFor, useDeskActions } from "./desk-actions";
import { ScanFiles } from "./ScanFiles";
import styles from "./Scans.module.css";

/** Only what has passed its check is stored where it can be looked at. */
const READY = "ready";

const WORDS: Record<string, string> = {
  uploading: "Coming in…",
  checking: "Being checked…",
  ready: "Checked, fit to use",
  blocked: "Not fit to use",
};

/** One scan: what it is, how its check went, and whether it is the one that students will get. */
export function ScanItem({ request, scan }: { request: string; scan: Scan }) {
  const path = `/api/requests/${encodeURIComponent(request)}/scans/${encodeURIComponent(scan.id)}`;
  const opening_ = useMutation({ mutationFn: () => showIn(window.open("", "_blank"), path) });
  const busy = isUnderWay(scan.status);
  return (
    <li className={styles.scan} data-selected={scan.selected || undefined}>
      <Icon name="file" size={20} />
      <div className={styles.about}>
        <p className={styles.name}>
          {scan.name}
          {scan.selected ? <span className={styles.selected}>Selected</span> : null}
        </p>
        <p className={styles.facts}>
          {busy ? <Loader size={14} aria-hidden="true" /> : null}{" "}
          {WORDS[scan.status] ?? opening(scan.status)} · {size(scan.bytes)}
          {scan.pages ? ` · ${scan.pages} pages` : ""} · <When at={scan.added_on} fine />
          {scan.added_by ? ` by ${scan.added_by}` : ""}
        </p>
        {scan.reused ? (
          <p className={styles.facts}>
            Of request {scan.reused}: {scan.decision}
          </p>
        ) : null}
        {scan.accessibility_words ? (
          <p className={styles.facts}>
            {scan.text_words} {scan.accessibility_words}
          </p>
        ) : null}
        {scan.waits_for ? <p className={styles.facts}>{scan.waits_for}</p> : null}
        {scan.files.length > 0 ? <ScanFiles scan={scan} /> : null}
        {scan.findings.length > 0 ? (
          <ul className={styles.findings}>
            {scan.findings.map(({ level, words, page }) => (
              <li key={words} data-level={level}>
                {words}
                {page && !/page/i.test(words) ? ` (page ${page})` : ""}
              </li>
            ))}
          </ul>
        ) : null}
        {opening_.error ? <ProblemNote problem={problemOf(opening_.error)} /> : null}
      </div>
      <div className={styles.buttons}>
        <Select scan={scan} />
        <Remove scan={scan} />
        {scan.status === READY ? (
          <Button
            variant="default"
            leftSection={<Icon name="open" size={14} />}
            aria-label={`Preview ${scan.name}`}
            onClick={() => opening_.mutate()}
          >
            Preview
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function Select({ scan }: { scan: Scan }) {
  const { offers, start, running } = useDeskActions();
  const offer = offers.find(({ action }) => action === "select-scan");
  const preset = offer ? presetFor(offer, scan.id) : null;
  if (!offer || !preset || scan.selected || scan.status !== READY) return null;
  return (
    <Button
      aria-label={`Select ${scan.name}`}
      disabled={running !== null}
      onClick={() => start(offer, preset)}
    >
      Select
    </Button>
  );
}

function Remove({ scan }: { scan: Scan }) {
  const { offers, start, running } = useDeskActions();
  const offer = offers.find(({ action }) => action === "remove-scan");
  if (!offer || scan.selected) return null;
  return (
    <Button
      variant="outline"
      color="brick"
      aria-label={`Remove ${scan.name}`}
      disabled={running !== null}
      onClick={() => start(offer, { scan: scan.id })}
    >
      Remove
    </Button>
  );
}

/** The tab is opened by the click itself, or browsers would block it; its address comes after. */
async function showIn(tab: Window | null, path: string) {
  try {
    const { url } = await ask<{ url: string }>(path);
    if (!tab) return window.location.assign(url);
    tab.opener = null;
    tab.location.replace(url);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
