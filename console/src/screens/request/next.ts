import type { Detail, Offer } from "../../api/types";
import { placeOf } from "./places";
import { SCANS, takesScans } from "./ScansPanel";

/** What brings the request on next: an action, or going to the scans, or nothing for this person. */
export interface Next {
  offer: Offer | null;
  scans: boolean;
}

/** The first step that is still to do and that this person can do; else what the API puts first. */
export function nextOf(detail: Detail): Next {
  const open = detail.steps.filter(({ done }) => !done);
  for (const { action } of open) {
    if (action && placeOf(action) === SCANS) {
      if (takesScans(detail) && isOpen(detail, action)) return { offer: null, scans: true };
      continue;
    }
    const offer = detail.actions.find((one) => one.action === action);
    if (offer) return { offer, scans: false };
  }
  const offer = detail.actions.find(({ tone, action }) => tone === "primary" && !placeOf(action));
  return { offer: offer ?? null, scans: false };
}

/** Nothing keeps it back that is not done among the scans too. */
function isOpen({ blocked }: Detail, action: string): boolean {
  const missing = blocked.find((one) => one.action === action)?.missing ?? [];
  return missing.every((one) => one.action && placeOf(one.action) === SCANS);
}
