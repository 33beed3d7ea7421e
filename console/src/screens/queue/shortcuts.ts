const KEPT = "scandesk-shortcuts";

/** Single keys may be in the way of who speaks to the browser, so they can be switched off. */
export function areOn(): boolean {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

export function switchTo(on: boolean): void {
  localStorage.setItem(KEPT, on ? "on" : "off");
}
