import { useMutation } from "@tanstack/react-query";
import { tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { Refusal } from "../../api/refusal";
import type { Detail, Offer } from "../../api/types";
import { useKey } from "../../api/use-key";
import type { Values } from "../../forms/values";
import { useAnnounce } from "../../words/Announcer";
import { t } from "../../words/language";

export interface Act {
  offer: Offer;
  body: Values;
  /** The version that the person saw when deciding. */
  version: number;
}

/** Takes one action on a request; the answer is the request as it is afterwards. */
export function useAct(id: string, onDone?: () => void) {
  const announce = useAnnounce();
  const { keyFor, answered } = useKey();
  return useMutation({
    mutationFn: (act: Act) =>
      tell<Detail>("POST", `/api/requests/${encodeURIComponent(id)}/actions/${act.offer.action}`, {
        body: act.body,
        version: act.version,
        key: keyFor([act.offer.action, act.body, act.version]),
      }),
    onSuccess: async (detail, { offer }) => {
      answered();
      // What a poll asked for before this must not overwrite what is known now.
      await queryClient.cancelQueries({ queryKey: ["request", id] });
      queryClient.setQueryData(["request", id], detail);
      void queryClient.invalidateQueries({ queryKey: ["requests"] });
      void queryClient.invalidateQueries({ queryKey: ["totals"] });
      announce(t("{label}: done.", { label: t(offer.label) }));
      onDone?.();
    },
    onError: (error) => {
      answered(error);
      const changed = error instanceof Refusal && error.status === 409;
      if (changed) void queryClient.invalidateQueries({ queryKey: ["request", id] });
    },
  });
}
