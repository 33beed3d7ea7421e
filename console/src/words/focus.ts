/** Whether the keyboard stands on nothing, as when what it was on has gone. */
export function isNowhere(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body;
}
