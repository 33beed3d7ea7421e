import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import type { components } from "../../api/schema";

export type Connection = components["schemas"]["Connection"];
export type Contact = components["schemas"]["Contact"];
export type Tested = components["schemas"]["Tested"];

export const CONNECTIONS = ["connections"];

/** How each reading-list system is reached, looked at again every half minute. */
export function useConnections() {
  return useQuery({
    queryKey: CONNECTIONS,
    queryFn: ({ signal }) => ask<components["schemas"]["Connections"]>("/api/connections", signal),
    refetchInterval: 30_000,
  });
}
