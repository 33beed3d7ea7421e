import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useQueries,
  useQuery,
} from "@tanstack/react-query";
import { ask, withQuery } from "./client";
import { Refusal } from "./refusal";
import type { AsideDetail, Detail, Listing, Me, Undelivered } from "./types";

const SECOND = 1000;

/** One client for the page. Refusals are answers, so only what never arrived is tried again. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => noticeSignedOut(error, query.queryKey) }),
  mutationCache: new MutationCache({ onError: (error) => noticeSignedOut(error) }),
  defaultOptions: {
    queries: {
      staleTime: 2 * SECOND,
      retry: (times, error) => times < 2 && error instanceof Refusal && tryAgain(error.status),
    },
  },
});

/** A session that has ended shows at whatever is asked next; then the whole page asks to sign in. */
function noticeSignedOut(error: unknown, asked?: readonly unknown[]) {
  const signedOut = error instanceof Refusal && error.status === 401;
  if (signedOut && asked?.[0] !== "me") void queryClient.resetQueries({ queryKey: ["me"] });
}

function tryAgain(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}

export function useMe() {
  return useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => ask<Me>("/api/me", signal),
    staleTime: 60 * SECOND,
    refetchOnWindowFocus: "always",
  });
}

export interface Asked {
  view: string;
  sort: string;
  q: string;
}

/** A view of the queue, page after page, looked at again every five seconds while visible. */
export function useListing(asked: Asked) {
  return useInfiniteQuery({
    queryKey: ["requests", asked],
    queryFn: ({ pageParam, signal }) =>
      ask<Listing>(withQuery("/api/requests", { ...asked, limit: 50, cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: 5 * SECOND,
    placeholderData: keepPreviousData,
  });
}

/** How many stand in each view; null where the API does not count. */
export function useTotals(views: string[]): Record<string, number | null> {
  const answers = useQueries({ queries: views.map(totalOf) });
  return Object.fromEntries(views.map((view, at) => [view, answers[at]?.data?.total ?? null]));
}

/** How many are new, counted on also while the tab stands behind others: its title tells. */
export function useFresh(): number | null {
  const counting = { ...totalOf("new"), refetchIntervalInBackground: true };
  return useQuery(counting).data?.total ?? null;
}

function totalOf(view: string) {
  return {
    queryKey: ["totals", view],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      ask<Listing>(withQuery("/api/requests", { view, limit: 1 }), signal),
    staleTime: 15 * SECOND,
    refetchInterval: 30 * SECOND,
  };
}

/** One request with all that may be done to it; looked at sooner while something is under way. */
export function useDetail(id: string) {
  return useQuery({
    queryKey: ["request", id],
    queryFn: ({ signal }) => ask<Detail>(`/api/requests/${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state }) => pause(state.data),
  });
}

function pause(detail: Detail | undefined): number {
  if (detail?.request.scans.some((scan) => isUnderWay(scan.status))) return 1.5 * SECOND;
  if (detail?.messages.some((message) => message.status === "due")) return 4 * SECOND;
  return 15 * SECOND;
}

/** True while a scan is still coming in or being checked. */
export function isUnderWay(status: string): boolean {
  return status === "uploading" || status === "checking";
}

export function useAside(id: string) {
  return useQuery({
    queryKey: ["aside", id],
    queryFn: ({ signal }) => ask<AsideDetail>(`/api/set-aside/${encodeURIComponent(id)}`, signal),
  });
}

export function useUndelivered() {
  return useInfiniteQuery({
    queryKey: ["undelivered"],
    queryFn: ({ pageParam, signal }) =>
      ask<Undelivered>(withQuery("/api/undelivered", { cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: 10 * SECOND,
  });
}
