import type { Detail, Offer } from "../../api/types";

/** What takes an action back; whether it may be done is the API's word, as ever. */
const TAKEN_BACK_BY: Record<string, string> = { reject: "reopen", refuse: "reopen" };
/** How long it is offered where no letter waits; where one does, until it leaves. */
const A_MINUTE = 60_000;

export interface Undo {
  offer: Offer;
  /** In milliseconds. */
  offered: number;
}

/** How what was just done can be taken back, and for how long nobody has been told of it. */
export function undoOf(done: string, { actions, messages }: Detail): Undo | null {
  const offer = actions.find(({ action }) => action === TAKEN_BACK_BY[done]);
  if (!offer) return null;
  const letter = messages.find(({ status, what }) => status === "due" && what.startsWith("mail"));
  const offered = letter?.next_try ? new Date(letter.next_try).getTime() - Date.now() : A_MINUTE;
  return offered > 0 ? { offer, offered } : null;
}
