import { t } from "../words/language";
import type { Problem } from "./types";

/** What the API said when it refused: its problem details, as an error that can be thrown. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = "Refusal";
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Draws a problem from any answer that is not a success, also from one that is not ours. */
export async function refusalFrom(answer: Response): Promise<Refusal> {
  const said: unknown = await answer.json().catch(() => null);
  if (isProblem(said)) return new Refusal({ ...said, status: answer.status });
  return new Refusal({
    title: t("The desk could not answer."),
    status: answer.status,
    detail: t("The answer was {status} without a reason.", { status: answer.status }),
    instead: t("Try again in a moment."),
  });
}

/** The problem of a call that never reached the desk, whether it asked or told. */
export function unreached(telling: boolean): Refusal {
  return new Refusal({
    title: t("The desk cannot be reached."),
    status: 0,
    detail: telling ? t("What you typed is still here.") : t("What you see may be out of date."),
    instead: telling
      ? t("Check the connection, then try again.")
      : t("It is asked again by itself."),
  });
}

/** Any error as problem details, so that every screen shows them alike. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  const detail = error instanceof Error ? error.message : undefined;
  return {
    title: t("Something went wrong in this page."),
    status: 0,
    detail,
    instead: t("Reload it."),
  };
}

/** Server-side validation, by the field it speaks of ("#/pages", "/pages" and "pages" alike). */
export function errorsByField(problem: Problem | null): Record<string, string> {
  const entries = (problem?.fields ?? []).map(({ field, words }) => [fieldName(field), words]);
  return Object.fromEntries(entries);
}

function fieldName(pointer: string): string {
  return pointer.replace(/^#?\//, "").replaceAll("/", ".");
}

function isProblem(said: unknown): said is Problem {
  return typeof said === "object" && said !== null && "title" in said;
}
