import type { MouseEvent } from "react";

/** True where a click means the whole row: a link opens itself, also into a new tab; and who
 * selects text to copy it is not sent away. */
export function meansRow(event: MouseEvent): boolean {
  const itself = (event.target as HTMLElement).closest("a, input");
  return !itself && !window.getSelection()?.toString();
}
