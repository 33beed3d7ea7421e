import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { ask, withQuery } from "../../api/client";
import type { components } from "../../api/schema";

type Shapes = components["schemas"];
export type Lecturer = Shapes["LecturerRecord"];

/** Lecturers with all these words, page after page; those who have retired only if asked for. */
export function useLecturers(q: string, retired: boolean) {
  return useInfiniteQuery({
    queryKey: ["lecturers", q, retired],
    queryFn: ({ pageParam, signal }) =>
      ask<Shapes["Lecturers"]>(
        withQuery("/api/lecturers", { q, retired: retired ? 1 : null, cursor: pageParam }),
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}
