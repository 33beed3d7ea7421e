import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, withQuery } from "../../api/client";
import type { components } from "../../api/schema";
import type { Problem } from "../../api/types";
import { mark } from "../../words/language";

type Shapes = components["schemas"];
export type LetterLine = Shapes["LetterLine"];
export type LetterDetail = Shapes["LetterDetail"];
export type LetterVariable = Shapes["LetterVariable"];
export type LetterPreview = Shapes["LetterPreview"];
export type Wording = Shapes["LetterWording"];
export type SuppressedAddress = Shapes["SuppressedAddress"];
export type Part = keyof Wording;

export const PARTS: Record<Part, string> = {
  subject: mark("Subject"),
  text: mark("Text"),
  html: mark("HTML"),
};
export const LETTERS = ["letters"];
export const SUPPRESSED = ["suppressed"];

/** What is wrong with a draft: where, and in words. */
export interface Fault {
  part: Part;
  line: number;
  words: string;
}

export function faultsOf(problem: Problem | null): Fault[] {
  return (problem as (Problem & { faults?: Fault[] }) | null)?.faults ?? [];
}

export function pathOf(letter: string): string {
  return `/api/letters/${encodeURIComponent(letter)}`;
}

export function useLetters() {
  return useQuery({
    queryKey: LETTERS,
    queryFn: ({ signal }) => ask<Shapes["Letters"]>("/api/letters", signal),
  });
}

/** One letter as it was when the page was opened: what is typed over it is never pulled away. */
export function useLetter(letter: string) {
  return useQuery({
    queryKey: ["letter", letter],
    queryFn: ({ signal }) => ask<LetterDetail>(pathOf(letter), signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** The addresses that are not written to, page after page. */
export function useSuppressed() {
  return useInfiniteQuery({
    queryKey: SUPPRESSED,
    queryFn: ({ pageParam, signal }) =>
      ask<Shapes["Suppressed"]>(withQuery("/api/suppressed", { cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}
