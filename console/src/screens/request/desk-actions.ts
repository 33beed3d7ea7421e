import { createContext, useContext } from "react";
import type { Detail, Offer } from "../../api/types";
import { choicesOf, fieldsOf } from "../../forms/schema";
import { unfilled, type Values } from "../../forms/values";
import { t } from "../../words/language";

export interface DeskActions {
  offers: Offer[];
  /** The facts in which the list and the desk are not the same. */
  differs: Detail["differs"];
  /** Opens the action's form, or takes it at once where nothing needs to be said. */
  start: (offer: Offer, preset?: Values) => void;
  /** The action that is being taken at this moment without a form. */
  running: string | null;
  /** The action whose form is open. */
  asking: string | null;
}

export const DeskActionsContext = createContext<DeskActions>({
  offers: [],
  differs: [],
  start: () => {},
  running: null,
  asking: null,
});

export const useDeskActions = () => useContext(DeskActionsContext);

/** Its button says all; the form behind it would only name somebody other than "me". */
const AT_ONCE = new Set(["assign"]);

/** Whether nothing is left to say, so that one click is enough. What is dangerous is asked twice. */
export function needsNoForm(offer: Offer, preset?: Values): boolean {
  if (offer.tone === "danger") return false;
  if (AT_ONCE.has(offer.action)) return true;
  if (preset) return unfilled(offer.schema, { ...offer.values, ...preset }).length === 0;
  return fieldsOf(offer.schema).length === 0;
}

/** What an action must be told to mean this one thing: the field among whose choices it stands. */
export function presetFor(offer: Offer, chosen: string): Values | null {
  const fields = fieldsOf(offer.schema);
  const listing = fields.find(({ field }) => choicesOf(field).some((one) => one.value === chosen));
  const only = fields.find(({ required }) => required) ?? fields[0];
  const name = (listing ?? only)?.name;
  return name ? { [name]: chosen } : null;
}

/** The heading, which also takes the focus when a button has gone with its action. */
export const TITLE = "request-title";

/** The heading a reader knows a request by. */
export function titleOf({ request, original }: Detail): string {
  return (
    request.extract.title ||
    request.title ||
    original.title ||
    request.work?.title ||
    request.work_title ||
    t("Request {id}", { id: request.id })
  );
}
