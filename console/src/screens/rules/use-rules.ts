import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import type { components } from "../../api/schema";

type Shapes = components["schemas"];
export type Rules = Shapes["Rules"];
export type RuleBook = Shapes["RuleBook"];
export type RuleLine = Shapes["RuleLine"];
export type RuleClause = Shapes["RuleClause"];
export type RuleOutcome = Shapes["RuleOutcome"];
export type RuleProperty = Shapes["RuleProperty"];
export type RuleTest = Shapes["RuleTest"];
export type DryRun = Shapes["DryRun"];

export const RULES = ["rules"];

/** A rule while it is edited; the key stays with it wherever it is moved. */
export interface Drafted {
  key: number;
  rule: RuleLine;
}

export interface Draft {
  rules: Drafted[];
  default: RuleOutcome;
  note: string;
}

/** The rules as they were when the page was opened: what is edited is never pulled away. */
export function useRules() {
  return useQuery({
    queryKey: RULES,
    queryFn: ({ signal }) => ask<Rules>("/api/rules", signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** The rules as they were in one version, which nobody changes any more. */
export function useRuleVersion(version: number) {
  return useQuery({
    queryKey: ["rule-version", version],
    queryFn: ({ signal }) => ask<RuleBook>(`/api/rules/${version}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function drafted({ book }: Rules): Draft {
  return {
    rules: book.rules.map((rule, key) => ({ key, rule })),
    default: book.default,
    note: "",
  };
}

export function blankClause(): RuleClause {
  return { kind: "evaluation", property: "verdict", test: "is", value: "" };
}

/** A rule to begin with, after those that there are. */
export function another(draft: Draft): Drafted {
  const rule = {
    name: "",
    enabled: true,
    clauses: [blankClause()],
    outcome: { ...draft.default, approval: "needed" },
  };
  return { key: 1 + Math.max(-1, ...draft.rules.map(({ key }) => key)), rule };
}
