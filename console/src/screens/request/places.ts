/**
 * Beside which facts an edit's button stands. This is layout only: whether it may be done now is
 * the API's word, and an edit without a place here stands with the other actions.
 */
const PLACES: Record<string, string> = {
  "match-course": "course",
  "add-course": "course",
  "remove-course": "course",
  "set-lecturer": "lecturer",
  "assign-metadata": "work",
  "update-range": "extract",
  "set-dates": "dates",
  "verify-licence": "licence",
  "second-extract": "licence",
  "record-coverage": "coverage",
  "check-again": "coverage",
  "record-holdings": "original",
  "confirm-extent": "extent",
  "choose-citation": "candidates",
  "select-scan": "scans",
  "reuse-scan": "same-text",
  "add-scan": "scans",
  "add-files": "scans",
  "order-files": "scans",
  "remove-file": "scans",
  "remove-scan": "scans",
  "make-text": "scans",
  note: "notes",
  "edit-note": "notes",
  "delete-note": "notes",
  "add-delivery": "delivery",
  "edit-delivery": "delivery",
  "remove-delivery": "delivery",
  "add-evidence": "evidence",
  "edit-evidence": "evidence",
  "remove-evidence": "evidence",
};

export function placeOf(action: string): string | null {
  return PLACES[action] ?? null;
}
