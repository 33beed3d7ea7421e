import {
  infiniteQueryOptions,
  keepPreviousData,
  MutationCache,
  notifyManager,
  QueryCache,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { ask, withQuery } from "./client";
import { Refusal } from "./refusal";
import type { AsideDetail, Detail, Listing, Me, Undelivered } from "./types";

const SECOND = 1000;

// What has come is shown before anything is said of it: not after a timer, which a busy machine
// lets wait while "done" stands there already.
notifyManager.setScheduler(queueMicrotask);

/** One client for the page. Refusals are answers, so only what never arrived is tried again. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => noticeSignedOut(error, query.queryKey) }),
  mutationCache: new MutationCache({ onError: (error) => noticeSignedOut(error) }),
  defaultOptions: {
    // A browser that calls itself offline is asked all the same: else what is done waits unsaid, and
    // is done after all once it is online, be it cancelled by then.
    queries: {
      networkMode: "always",
      refetchOnReconnect: true,
      staleTime: 2 * SECOND,
      retry: (times, error) => times < 2 && error instanceof Refusal && tryAgain(error.status),
    },
    mutations: { networkMode: "always" },
  },
});

/** A session that has ended shows at whatever is asked next; then it is asked who is signed in.
 * Not forgotten who was: the page would go, with what was typed on it. */
function noticeSignedOut(error: unknown, asked?: readonly unknown[]) {
  const signedOut = error instanceof Refusal && error.status === 401;
  if (signedOut && asked?.[0] !== "me") void queryClient.invalidateQueries({ queryKey: ["me"] });
}

function tryAgain(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}

export const ME = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => ask<Me>("/api/me", signal),
  staleTime: 60 * SECOND,
  refetchOnWindowFocus: "always",
});

export function useMe() {
  return useQuery(ME);
}

export const NEWEST_FIRST = "-added_on";

/** What the queue is asked for, as it is when nothing is. */
export const PLAIN = {
  view: "open",
  sort: NEWEST_FIRST,
  q: "",
  course: "",
  assignee: "",
  source: "",
  needed_by: "",
  verdict: "",
  waiting: "",
  tag: "",
  record: "",
};
export type Asked = typeof PLAIN;
/** So many rows come at once. */
const ROWS = 100;

/** A view of the queue, page after page, looked at again every five seconds while visible. */
export function listing(asked: Asked) {
  return infiniteQueryOptions({
    queryKey: ["requests", asked],
    queryFn: ({ pageParam, signal }) =>
      ask<Listing>(
        withQuery(asked.view === "closing" ? "/api/closing" : "/api/requests", {
          ...(asked.view === "closing" ? {} : asked),
          limit: ROWS,
          cursor: pageParam,
        }),
        signal,
      ).then(keepTotals),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    // Who has read far down is not asked to read it all again every few seconds; last days hardly
    // change.
    refetchInterval: ({ state }) =>
      (asked.view === "closing" ? 60 : (state.data?.pages.length ?? 1) > 2 ? 30 : 5) * SECOND,
    // Who works on a request for a while comes back to the list at the same place.
    gcTime: 60 * 60 * SECOND,
    placeholderData: keepPreviousData,
  });
}

export function useListing(asked: Asked) {
  return useInfiniteQuery(listing(asked));
}

/** How many stand in each open view, counted on also while the tab stands behind others. */
export function useTotals(): Record<string, number> {
  return useQuery(TOTALS).data?.totals ?? {};
}

/** What a list says of all open views counts for the tabs too: nobody asks for it once more. */
function keepTotals(listing: Listing): Listing {
  if (listing.totals) queryClient.setQueryData(TOTALS.queryKey, listing);
  else if (!queryClient.getQueryData<Listing>(TOTALS.queryKey)?.totals)
    void queryClient.invalidateQueries({ queryKey: TOTALS.queryKey });
  return listing;
}

/** How many are new, for the browser's tab. */
export function useFresh(): number | null {
  return useTotals().new ?? null;
}

const TOTALS = {
  queryKey: ["totals"],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    ask<Listing>(withQuery("/api/requests", { view: "new", limit: 1 }), signal),
  initialData: { requests: [], next: null, total: null } satisfies Listing as Listing,
  // At the queue its own list is about to say.
  initialDataUpdatedAt: () => (location.pathname === "/" ? Date.now() : 0),
  staleTime: 15 * SECOND,
  refetchInterval: 30 * SECOND,
  refetchIntervalInBackground: true,
};

/** One request with all that may be done to it; looked at sooner while something is under way. */
export function useDetail(id: string) {
  return useQuery({
    queryKey: ["request", id],
    queryFn: ({ signal }) => ask<Detail>(`/api/requests/${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state }) => pause(state.data),
  });
}

function pause(detail: Detail | undefined): number {
  if (!detail) return 15 * SECOND;
  const { scans, evidence, delivery } = detail.request;
  if (scans.some((scan) => isUnderWay(scan.status) && isNow(scan.added_on))) return 1.5 * SECOND;
  if ([...evidence, ...delivery.files].some((one) => isComing(one) && isNow(one.added_on))) {
    return 3 * SECOND;
  }
  const due = detail.messages.some(({ status, next_try }) => status === "due" && isNow(next_try));
  return (due ? 4 : 15) * SECOND;
}

/** Within minutes of that moment: what broke then, or comes hours later, is nothing to wait for. */
function isNow(at: string | null): boolean {
  return at === null || Math.abs(Date.now() - Date.parse(at)) < 5 * 60 * SECOND;
}

/** True while a scan is still coming in or being checked. */
export function isUnderWay(status: string): boolean {
  return status === "uploading" || status === "checking";
}

/** Its file is on its way; `refused` says that none will come. */
function isComing({ coming, refused }: { coming: string | null; refused?: string | null }) {
  return Boolean(coming && !refused);
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
