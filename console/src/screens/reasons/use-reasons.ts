import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import type { components } from "../../api/schema";
import { mark } from "../../words/language";

type Shapes = components["schemas"];
export type Reasons = Shapes["Reasons"];
export type ReasonLine = Shapes["ReasonLine"];

/** A reason while it is edited; the key stays with it wherever it is moved. */
export interface Drafted {
  key: number;
  reason: ReasonLine;
}
export type Draft = Record<string, Drafted[]>;

/** What each list is called, and where people choose from it. */
export const LISTS: Record<string, { title: string; about: string }> = {
  rejections: {
    title: mark("Rejecting a request"),
    about: mark("Why the desk rejects: the requester reads it, and so does the reading list."),
  },
  cancellations: {
    title: mark("Cancelling a request"),
    about: mark("Why staff cancel what nobody refused; the reading list hears it."),
  },
  approvals: {
    title: mark("Approving"),
    about: mark("On what an approval rests: kept with the file, and shown where it is used again."),
  },
  refusals: {
    title: mark("Refusing approval"),
    about: mark("Why an approver refuses; the requester reads it."),
  },
};

/** The reasons as they were when the page was opened: what is edited is never pulled away. */
export function useReasons() {
  return useQuery({
    queryKey: ["reasons"],
    queryFn: ({ signal }) => ask<Reasons>("/api/reasons", signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function drafted({ lists }: Reasons): Draft {
  return Object.fromEntries(
    lists.map(({ name, reasons }) => [name, reasons.map((reason, key) => ({ key, reason }))]),
  );
}

/** A reason that nobody has said yet; its code is made of its words when it is saved. */
export function another(all: Drafted[]): Drafted {
  const reason = { code: "", label: "", alma: "", retired: false, rules: [] };
  return { key: 1 + Math.max(-1, ...all.map(({ key }) => key)), reason };
}

/** What the API takes of a draft. */
export function said(draft: Draft, note: string) {
  const lists = Object.entries(draft).map(([name, all]) => [
    name,
    all.map(({ reason: { code, label, alma, retired } }) => ({ code, label, alma, retired })),
  ]);
  return { ...Object.fromEntries(lists), note };
}
