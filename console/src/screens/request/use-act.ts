import { useMutation } from "@tanstack/react-query";
import { freshKey, tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf, Refusal } from "../../api/refusal";
import type { Detail, Offer } from "../../api/types";
import { useKey } from "../../api/use-key";
import type { Values } from "../../forms/values";
import { useAnnounce } from "../../words/Announcer";
import { t } from "../../words/language";
import { undoOf } from "./undo";

export interface Act {
  offer: Offer;
  body: Values;
  /** The version that the person saw when deciding. */
  version: number;
}

/** Takes one action on a request; the answer is the request as it is afterwards. */
export function useAct(id: string, onDone?: () => void) {
  const tellDone = useTellDone(id);
  const { keyFor, answered } = useKey();
  return useMutation({
    mutationFn: (act: Act) => take(id, act, keyFor([act.offer.action, act.body, act.version])),
    onSuccess: async (detail, { offer }) => {
      answered();
      await keep(id, detail);
      tellDone(detail, offer);
      onDone?.();
    },
    onError: async (error) => {
      answered(error);
      const changed = error instanceof Refusal && error.status === 409;
      // Awaited, so that what is other now stands there when the refusal is shown.
      if (changed) await queryClient.invalidateQueries({ queryKey: ["request", id] });
    },
  });
}

function take(id: string, { offer, body, version }: Act, key: string) {
  const path = `/api/requests/${encodeURIComponent(id)}/actions/${offer.action}`;
  return tell<Detail>("POST", path, { body, version, key });
}

async function keep(id: string, detail: Detail) {
  // What a poll asked for before this must not overwrite what is known now.
  await queryClient.cancelQueries({ queryKey: ["request", id] });
  queryClient.setQueryData(["request", id], detail);
  void queryClient.invalidateQueries({ queryKey: ["requests"] });
  void queryClient.invalidateQueries({ queryKey: ["totals"] });
}

/** Says what was done, with a button to take it back for as long as nobody has been told. */
function useTellDone(id: string) {
  const announce = useAnnounce();
  return function tellDone(detail: Detail, done: Offer) {
    const words = t("{label}: done.", { label: t(done.label) });
    const undo = undoOf(done.action, detail);
    if (!undo) return announce(words);
    const { offer, offered } = undo;
    const { version } = detail.request;
    async function act() {
      try {
        const after = await take(id, { offer, body: {}, version }, freshKey());
        await keep(id, after);
        tellDone(after, offer);
      } catch (error) {
        void queryClient.invalidateQueries({ queryKey: ["request", id] });
        announce(problemOf(error).title);
      }
    }
    announce(words, { label: t("Undo"), act: () => void act(), offered });
  };
}
