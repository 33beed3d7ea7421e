import type { KeyboardEvent } from "react";

/**
 * Enter in a searching box takes the one that is marked in its list, and does nothing else.
 * Mantine takes the row of a number, which is another one once the list has changed.
 */
export function takeMarked(event: KeyboardEvent<HTMLInputElement>) {
  if (event.nativeEvent.isComposing) return;
  const list = document.getElementById(event.currentTarget.getAttribute("aria-controls") ?? "");
  event.preventDefault();
  event.stopPropagation();
  list?.querySelector<HTMLElement>("[data-combobox-selected]")?.click();
}
