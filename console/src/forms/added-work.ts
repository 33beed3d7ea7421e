import { useMutation } from "@tanstack/react-query";
import { tell } from "../api/client";
import { queryClient } from "../api/queries";
import { useAnnounce } from "../words/Announcer";
import { t } from "../words/language";
import { asText, type Values } from "./values";

/** Where a title is added from: who chooses it then, and what closes. */
export interface Added {
  onClose: () => void;
  onAdded: (id: string, title: string) => void;
}

/** Adds a title and chooses it; of one that the desk had it is said that nothing was changed. */
export function useAddingWork({ onAdded, onClose }: Added) {
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (body: Values) => tell<Values>("POST", "/api/works", { body }),
    onSuccess: (work) => {
      void queryClient.invalidateQueries({ queryKey: ["lookup"] });
      onAdded(asText(work.id), asText(work.title));
      if (work.added === false) {
        announce(t("The desk had this title already: it is chosen as it stands, unchanged."));
      }
      onClose();
    },
  });
}
