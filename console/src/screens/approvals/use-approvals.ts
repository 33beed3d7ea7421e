import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { ask, withQuery } from "../../api/client";
import type { components } from "../../api/schema";

type Shapes = components["schemas"];
export type Approval = Shapes["ApprovalRow"];
type Approvals = Shapes["Approvals"];

export interface Asked {
  status: string;
  q: string;
  /** The request whose record one came from, and whether the list is filtered by it. */
  record: string;
  only: boolean;
}

const UNFILTERED = "no";

/** What is asked for lives in the address; who comes from a request finds its filter on. */
export function useAsked(): [Asked, (change: Partial<Asked>) => void] {
  const [params, setParams] = useSearchParams();
  const asked = {
    status: params.get("status") ?? "wanted",
    q: params.get("q") ?? "",
    record: params.get("record") ?? "",
    only: params.get("filter") !== UNFILTERED,
  };

  function change(said: Partial<Asked>) {
    const { status, q, record, only } = { ...asked, ...said };
    const told = { status, q, record, filter: record && !only ? UNFILTERED : "" };
    const kept = Object.entries(told).filter(([, value]) => value !== "");
    setParams(new URLSearchParams(kept), { replace: said.q !== undefined });
  }

  return [asked, change];
}

export function useApprovals({ status, q, record, only }: Asked) {
  const filter = only ? record : "";
  return useInfiniteQuery({
    queryKey: ["approvals", status, q, filter],
    queryFn: ({ pageParam, signal }) =>
      ask<Approvals>(
        withQuery("/api/approvals", { status, q, record: filter, cursor: pageParam }),
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}
