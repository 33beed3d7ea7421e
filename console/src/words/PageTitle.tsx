import { useFresh } from "../api/queries";
import { count } from "./spoken";

/** What the browser's tab says: how many new requests wait, whatever screen is open, then where. */
export function PageTitle({ words }: { words: string }) {
  const fresh = useFresh();
  return <title>{`${fresh ? `(${count(fresh)}) ` : ""}${words} – Scandesk`}</title>;
}
