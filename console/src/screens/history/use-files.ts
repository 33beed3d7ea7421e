import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tell } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { components } from "../../api/schema";
import type { Problem } from "../../api/types";
import { upload } from "../../api/upload";
import { useKey } from "../../api/use-key";

type Form = components["schemas"]["ReadingForm"];

/** What became of one file: for which readings it was taken, and why not for others. */
export interface Outcome {
  name: string;
  taken: string[];
  refused: Form[];
  problem?: Problem;
}

/** Sends PDFs one by one, each to every imported reading that names it; one that fails stops none. */
export function useFiles() {
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const { keyFor, answered } = useKey();
  const sending = useMutation({
    mutationFn: async (files: File[]) => {
      setOutcomes([]);
      for (const file of files) {
        const outcome = await sent(file, keyFor).catch((error) => ({
          name: file.name,
          taken: [],
          refused: [],
          problem: problemOf(error),
        }));
        answered();
        setOutcomes((before) => [...before, outcome]);
      }
    },
  });
  return { outcomes, sending: sending.isPending, send: sending.mutate };
}

async function sent(file: File, keyFor: (said: unknown) => string): Promise<Outcome> {
  const about = {
    name: file.name,
    bytes: file.size,
    type: file.type || "application/pdf",
  };
  const { files } = await tell<components["schemas"]["ReadingForms"]>(
    "POST",
    "/api/history/files",
    { body: about, key: keyFor(about) },
  );
  const open = files.filter((one) => one.url !== "");
  for (const form of open) await upload(file, form, () => {});
  return {
    name: file.name,
    taken: open.map(({ request }) => request),
    refused: files.filter((one) => one.url === ""),
  };
}
