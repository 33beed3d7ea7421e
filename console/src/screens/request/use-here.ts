import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { tell } from "../../api/client";
import type { Here } from "../../api/types";

/** Well within the minute for which the desk believes that somebody is here. */
const EVERY = 20_000;

function pathOf(request: string) {
  return `/api/requests/${encodeURIComponent(request)}/here`;
}

/**
 * Says that one is here and what one does, for as long as the page is seen, and answers who else
 * is. A page that is hidden says nothing, and is forgotten after a minute.
 */
export function useHere(request: string, doing: string) {
  useLeaving(request);
  const { data } = useQuery({
    queryKey: ["here", request, doing],
    queryFn: ({ signal }) => tell<Here>("POST", pathOf(request), { body: { doing }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: EVERY,
    refetchOnWindowFocus: "always",
    retry: false,
  });
  return data?.others ?? [];
}

/** The last word of a page that is left or closed; where it is lost the minute says the same. */
function useLeaving(request: string) {
  useEffect(() => {
    function leave() {
      void tell("POST", pathOf(request), { body: { left: true }, keepalive: true }).catch(() => {});
    }
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [request]);
}
