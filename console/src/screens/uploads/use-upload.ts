import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tellFile } from "../../api/client";
import { queryClient } from "../../api/queries";
import type { components } from "../../api/schema";
import { useAnnounce } from "../../words/Announcer";
import { t } from "../../words/language";
import { type Sheet, sheetOf } from "./csv";

type Shapes = components["schemas"];
export type Summary = Shapes["UploadSummary"] & Partial<Shapes["HistorySummary"]>;
export type BadRow = Shapes["BadRow"];

export interface Chosen {
  file: File;
  sheet: Sheet;
}

/** A table that is looked through first and then applied; `renews` is what it may change. */
export function useUpload(path: string, renews: string[]) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const announce = useAnnounce();
  const looking = useMutation({
    mutationFn: (file: File) => tellFile<Summary>(`${path}?dry=1`, file),
  });
  const applying = useMutation({
    mutationFn: (file: File) => tellFile<Summary>(`${path}?apply=good`, file),
    onSuccess: () => {
      announce(t("Applied."));
      const keys = ["lookup", ...renews].map((key) => [key]);
      return Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
  async function take(file: File) {
    setChosen({ file, sheet: await sheetOf(file) });
    applying.reset();
    looking.mutate(file);
  }
  function leave() {
    setChosen(null);
    looking.reset();
    applying.reset();
  }
  return {
    chosen,
    take,
    leave,
    apply: () => chosen && applying.mutate(chosen.file),
    looking: looking.isPending,
    applying: applying.isPending,
    summary: applying.data ?? looking.data,
    error: applying.error ?? looking.error,
  };
}
