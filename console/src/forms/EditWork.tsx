import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, tell } from "../api/client";
import { queryClient } from "../api/queries";
import { problemOf } from "../api/refusal";
import type { components } from "../api/schema";
import { useAnnounce } from "../words/Announcer";
import { Dialog } from "../words/Dialog";
import { type Change, Differences } from "../words/Differences";
import { mark, plural, t } from "../words/language";
import { ProblemNote } from "../words/ProblemNote";
import { Waiting } from "../words/Waiting";
import { When } from "../words/When";
import type { Added } from "./added-work";
import styles from "./EditWork.module.css";
import { SchemaForm } from "./SchemaForm";
import { choicesOf, type FieldSchema, fieldsOf } from "./schema";
import { asList, asText, same, type Values } from "./values";
import { WORK } from "./work";

type Shapes = components["schemas"];
type Detail = Shapes["WorkDetail"];

const CORRECTED: FieldSchema = {
  ...WORK,
  description: mark(
    "A request keeps the title as it was when it was assigned: assign it again, and its extent follows.",
  ),
};

const THEIRS = mark("What you typed is still here, the rest is theirs: save again to keep it so.");

interface Props extends Added {
  id: string;
}

/** Corrects a title record; who was second sees theirs beside what was typed, and sends it again. */
export default function EditWork({ id, onClose, onAdded }: Props) {
  const path = `/api/works/${encodeURIComponent(id)}`;
  const announce = useAnnounce();
  const { data, error } = useQuery({
    queryKey: ["work", id],
    queryFn: ({ signal }) => ask<Detail>(path, signal),
    // What is being corrected is never pulled away, unless somebody was first.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
  const [then, setThen] = useState(data?.work);
  const saving = useMutation({
    mutationFn: (body: Values) =>
      tell<Shapes["WorkRecord"]>("PUT", path, { body: { ...unasked(data?.work), ...body } }),
    // Only whom somebody overtook goes on from theirs, having been shown it.
    onError: (error) => {
      if (!isOvertaken(error)) return;
      setThen(data?.work);
      return queryClient.invalidateQueries({ queryKey: ["work", id] });
    },
    onSuccess: (work) => {
      for (const key of ["lookup", "request", "requests"]) {
        void queryClient.invalidateQueries({ queryKey: [key] });
      }
      onAdded(work.id, work.title);
      announce(t("The title is saved. This request follows once you send this form."));
      onClose();
    },
  });
  const overtaken = isOvertaken(saving.error) && then?.seen !== data?.work.seen;
  const problem = saving.error ? problemOf(saving.error) : null;
  return (
    <Dialog opened busy={saving.isPending} onClose={onClose} title={t("Edit title")}>
      {error && !data ? <ProblemNote problem={problemOf(error)} /> : null}
      {data ? (
        <SchemaForm
          schema={CORRECTED}
          values={{ ...data.work }}
          submit={t("Save the title")}
          pending={saving.isPending}
          problem={problem && overtaken ? { ...problem, instead: THEIRS } : problem}
          aside={overtaken ? <Differences changes={changesBetween(then, data.work)} /> : null}
          beneath={() => <Known detail={data} />}
          onSubmit={saving.mutate}
          onCancel={onClose}
        />
      ) : null}
      {data || error ? null : <Waiting />}
    </Dialog>
  );
}

function isOvertaken(error: Error | null): boolean {
  return error !== null && problemOf(error).status === 409;
}

/** What reads otherwise now than it did then, by the form's own words. */
function changesBetween(then: Values = {}, now: Values): Change[] {
  return fieldsOf(WORK)
    .filter(({ name }) => !same(then[name], now[name]))
    .map(({ name, field }) => ({
      label: field.title ?? name,
      before: spoken(field, then[name]),
      after: spoken(field, now[name]),
    }));
}

function spoken(field: FieldSchema, value: unknown): string {
  if (Array.isArray(value)) return asList(value).join("; ");
  const text = asText(value);
  return choicesOf(field).find((one) => one.value === text)?.label ?? text;
}

/** A record is written whole: what the form does not ask for stays, as it was seen. */
function unasked(work: Shapes["WorkRecord"] | undefined): Values {
  if (!work) return {};
  const { volume, issue, country, ccc, themed, seen } = work;
  return { volume, issue, country, ccc, themed, seen };
}

/** Its other editions, and what it was before somebody corrected it. */
function Known({ detail: { editions, corrections } }: { detail: Detail }) {
  return (
    <>
      {editions.length > 0 ? (
        <details className={styles.known}>
          <summary>{plural(editions.length, "{n} other edition|{n} other editions")}</summary>
          <ul>
            {editions.map((one) => (
              <li key={one.id}>{told(one)}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {corrections.length > 0 ? (
        <details className={styles.known}>
          <summary>{t("What it was before")}</summary>
          <ul>
            {corrections.map(({ at, by_name, was }) => (
              <li key={at}>
                {told(was)} ({t("until {name} corrected it", { name: by_name })},{" "}
                <When at={at} fine />)
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

function told({ title, edition, publisher, year, isbn, issn, pages }: Shapes["Work"]): string {
  const whole = pages ? plural(pages, "{n} page|{n} pages") : "";
  return [title, edition, publisher, year, isbn || issn, whole].filter(Boolean).join(" · ");
}
