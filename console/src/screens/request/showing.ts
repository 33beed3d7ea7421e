import { useMutation } from "@tanstack/react-query";
import { ask } from "../../api/client";

/** Opens a checked scan in a tab of its own, at a page where one is named. */
export function useShowing(request: string, scan: string) {
  const path = pathOf(request, scan);
  return useMutation({
    mutationFn: (page: number) => showIn(window.open("", "_blank"), path, page),
  });
}

export function pathOf(request: string, scan: string): string {
  return `/api/requests/${encodeURIComponent(request)}/scans/${encodeURIComponent(scan)}`;
}

/** The tab is opened by the click itself, or browsers would block it; its address comes after. */
async function showIn(tab: Window | null, path: string, page: number) {
  try {
    const { url } = await ask<{ url: string }>(path);
    const there = page > 1 ? `${url}#page=${page}` : url;
    if (!tab) return window.location.assign(there);
    tab.opener = null;
    tab.location.replace(there);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
