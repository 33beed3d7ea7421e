import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api/queries";
import { useKey } from "../../api/use-key";

interface Sending<Said> {
  /** Announces it by a key, then uploads what there is to upload. */
  send: (said: Said, keyFor: (what: unknown) => string) => Promise<void>;
  onSuccess: () => void;
}

/** Files on their way to a request, which is looked at again whatever becomes of them. */
export function useSending<Said>(request: string, { send, onSuccess }: Sending<Said>) {
  const { keyFor, answered } = useKey();
  return useMutation({
    mutationFn: (said: Said) => send(said, keyFor),
    onSuccess,
    onSettled: (_done, error) => {
      answered(error ?? undefined);
      return queryClient.invalidateQueries({ queryKey: ["request", request] });
    },
  });
}
