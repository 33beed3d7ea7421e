import type { Scan } from "../../api/types";

type Finding = Scan["findings"][number];

/** What the check found at one page. */
export function findingsAt({ findings }: Scan, page: number): Finding[] {
  return findings.filter(({ pages }) =>
    pages.some(([first = 0, last = 0]) => first <= page && page <= last),
  );
}

/** What stands at the picture of a page, each once. */
export function marksAt(scan: Scan, page: number): string[] {
  const marks = findingsAt(scan, page).map(({ mark }) => mark);
  return [...new Set(marks)].filter(Boolean);
}
