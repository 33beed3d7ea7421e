import { NativeSelect, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask, withQuery } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { Detail, Note, Notes, Problem } from "../../api/types";
import { mark, t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import styles from "./Notes.module.css";

export interface Sought {
  q: string;
  /** In what it is sought; anywhere where nothing is said. */
  place: string;
}

const PLACES = [
  { value: "", label: mark("Anywhere") },
  { value: "note", label: mark("In the text") },
  { value: "created_by", label: mark("Created by") },
  { value: "updated_by", label: mark("Updated by") },
];

/** The notes that the desk finds, or all of them while nothing is sought. */
export function useFound({ request, notes }: Detail, { q, place }: Sought) {
  const sought = q.trim();
  const path = `/api/requests/${encodeURIComponent(request.id)}/notes`;
  const { data, error } = useQuery({
    queryKey: ["notes", request.id, request.version, sought, place],
    queryFn: ({ signal }) => ask<Notes>(withQuery(path, { q: sought, in: place }), signal),
    enabled: sought !== "",
    placeholderData: keepPreviousData,
  });
  const found: Note[] = sought && data ? data.notes : notes;
  return { notes: found, problem: sought && error ? problemOf(error) : null };
}

interface Props {
  sought: Sought;
  onChange: (sought: Sought) => void;
  problem: Problem | null;
}

/** Looks for notes by what they say, or by who wrote or changed them. */
export function NotesFinder({ sought, onChange, problem }: Props) {
  return (
    <search className={styles.finder}>
      <TextInput
        size="xs"
        type="search"
        label={t("Find notes")}
        value={sought.q}
        onChange={(event) => onChange({ ...sought, q: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label={t("Where")}
        data={PLACES.map(({ value, label }) => ({ value, label: t(label) }))}
        value={sought.place}
        onChange={(event) => onChange({ ...sought, place: event.currentTarget.value })}
      />
      {problem ? <ProblemNote problem={problem} /> : null}
    </search>
  );
}
