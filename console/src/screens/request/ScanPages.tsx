import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { Pages, Scan } from "../../api/types";
import { plural, t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { marksAt } from "./findings";
import { PageDialog } from "./PageDialog";
import { PagePicture } from "./PagePicture";
import styles from "./ScanPages.module.css";
import { pathOf } from "./showing";

interface Props {
  request: string;
  scan: Scan;
  /** Whether they are seen at once, as those of the scan that counts. */
  atOnce: boolean;
}

/** The pages of a checked scan as small pictures, each with what the check found there. */
export function ScanPages({ request, scan, atOnce }: Props) {
  const [open, setOpen] = useState(atOnce);
  if (!scan.drawn) {
    return <p className={styles.words}>{t("No pictures of its pages: preview it to see them.")}</p>;
  }
  return (
    <details
      className={styles.part}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary aria-label={t("Pages of {name}", { name: scan.name })}>{t("Pages")}</summary>
      {open ? <Sheets request={request} scan={scan} /> : null}
    </details>
  );
}

function Sheets({ request, scan }: Omit<Props, "atOnce">) {
  const [larger, setLarger] = useState<number | null>(null);
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ["pages", request, scan.id, scan.drawn],
    queryFn: ({ signal }) => ask<Pages>(`${pathOf(request, scan.id)}/pages`, signal),
    // Looked at again only where a picture is missing: each answer has other addresses.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Loader size={14} aria-label={t("Fetching the pages")} />;

  /** Addresses live minutes; a picture that comes into view after that asks for new ones. */
  function missing() {
    if (data && Date.now() - dataUpdatedAt > data.lives * 500) void refetch();
  }

  const numbers = Array.from({ length: scan.drawn }, (_none, place) => place + 1);
  return (
    <>
      <ol className={styles.pages} aria-label={t("Pages of {name}", { name: scan.name })}>
        {numbers.map((page) => (
          <li key={page}>
            <button type="button" className={styles.page} onClick={() => setLarger(page)}>
              <PagePicture pages={data} page={page} onMissing={missing} />
              <span className={styles.number} aria-hidden="true">
                {page}
              </span>
              {marksAt(scan, page).map((mark) => (
                <span key={mark} className={styles.mark}>
                  {t(mark)}
                </span>
              ))}
            </button>
          </li>
        ))}
      </ol>
      {data.words ? (
        <p className={styles.words}>
          {plural(
            scan.drawn,
            "The first page has a picture; preview the scan for the others.|The first {n} pages have a picture; preview the scan for the others.",
          )}
        </p>
      ) : null}
      <PageDialog
        request={request}
        scan={scan}
        pages={data}
        page={larger}
        onMissing={missing}
        onPage={setLarger}
      />
    </>
  );
}
