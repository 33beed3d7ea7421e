import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, withQuery } from "../../api/client";
import type { components } from "../../api/schema";
import type { Listing } from "../../api/types";
import type { FieldSchema } from "../../forms/schema";
import { useSignedIn } from "../shell/me";

type Shapes = components["schemas"];
export type Course = Shapes["Course"];
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

export function pathOf(code: string): string {
  return `/api/courses/${encodeURIComponent(code)}`;
}

/** One course, by its code or by one that it had. */
export function useCourse(code: string) {
  return useQuery({
    queryKey: ["course", code],
    queryFn: ({ signal }) => ask<Course>(pathOf(code), signal),
  });
}

/** How many open requests there are for a course, under whichever code they came. */
export function useOpenRequests(code: string) {
  return useQuery({
    queryKey: ["requests", "of", code],
    queryFn: ({ signal }) =>
      ask<Listing>(withQuery("/api/requests", { course: code, limit: 1 }), signal),
  });
}

/** The forms of the library's own records; nothing for whoever may not write them. */
export function useRecordForms(): { course: FieldSchema; lecturer: FieldSchema } | undefined {
  const may = useSignedIn().roles.includes("administrator");
  return useQuery({
    queryKey: ["record-forms"],
    queryFn: ({ signal }) => ask<Shapes["RecordForms"]>("/api/record-forms", signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: may,
  }).data;
}
