import { Button } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { problemOf } from "../../api/refusal";
import type { Pages, Scan } from "../../api/types";
import { Dialog } from "../../words/Dialog";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { findingsAt } from "./findings";
import { PagePicture } from "./PagePicture";
import styles from "./ScanPages.module.css";
import { useShowing } from "./showing";

interface Props {
  request: string;
  scan: Scan;
  pages: Pages;
  page: number | null;
  onMissing: () => void;
  onPage: (page: number | null) => void;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** One page larger, with what was found there in words; arrows turn the pages. */
export function PageDialog({ request, scan, pages, page, onMissing, onPage }: Props) {
  const showing = useShowing(request, scan.id);
  const at = page ?? 1;

  function turn(step: number) {
    const to = at + step;
    if (to >= 1 && to <= scan.drawn) onPage(to);
  }

  // Wherever the keyboard stands in the dialogue: the arrows are a second way to its buttons.
  useWindowEvent("keydown", ({ key }) => {
    if (page !== null && STEPS[key]) turn(STEPS[key]);
  });

  return (
    <Dialog
      opened={page !== null}
      onClose={() => onPage(null)}
      title={t("Page {page} of {pages}", { page: at, pages: scan.pages })}
    >
      <div className={styles.larger}>
        <PagePicture pages={pages} page={at} onMissing={onMissing} />
        <div>
          <ul className={styles.found} aria-live="polite">
            {findingsAt(scan, at).map(({ words }) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <div className={styles.turning}>
            <Button variant="default" disabled={at <= 1} onClick={() => turn(-1)}>
              {t("Previous page")}
            </Button>
            <Button variant="default" disabled={at >= scan.drawn} onClick={() => turn(1)}>
              {t("Next page")}
            </Button>
            <Button
              variant="default"
              leftSection={<Icon name="open" size={14} />}
              onClick={() => showing.mutate(at)}
            >
              {t("Open the scan at this page")}
            </Button>
          </div>
          {showing.error ? <ProblemNote problem={problemOf(showing.error)} /> : null}
        </div>
      </div>
    </Dialog>
  );
}
