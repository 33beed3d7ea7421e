import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { ask, withQuery } from "../../api/client";
import type { components } from "../../api/schema";

type Shapes = components["schemas"];
export type Course = Shapes["Course"];
export type Summary = Shapes["UploadSummary"];
type Courses = Shapes["Courses"];

/** Courses that have all these words, page after page. */
export function useCourses(q: string) {
  return useInfiniteQuery({
    queryKey: ["courses", q],
    queryFn: ({ pageParam, signal }) =>
      ask<Courses>(withQuery("/api/courses", { q, cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}
