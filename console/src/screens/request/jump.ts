/** Where a list leads that names the rule which decided. */
export const RULE = "rule";

/** Brings a part of the page into view, and the keyboard to it. */
export function jumpTo(id: string) {
  const part = document.getElementById(id);
  part?.scrollIntoView();
  part?.focus({ preventScroll: true });
}
