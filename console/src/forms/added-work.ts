import { useAnnounce } from "../words/Announcer";
import { t } from "../words/language";
import type { Values } from "./values";

/** Says of a title that was to be added that the desk had it: nothing of it was changed. */
export function useSayWhereKnown() {
  const announce = useAnnounce();
  return (work: Values) => {
    if (work.added !== false) return;
    announce(t("The desk had this title already: it is chosen as it stands, unchanged."));
  };
}
