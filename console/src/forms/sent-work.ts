import { createContext, useContext } from "react";
import { isIsn } from "./lookup";
import type { Values } from "./values";

/** What the list sent about the work, by the names of a title record, so that nobody types it. */
export const SentWork = createContext<Values>({});

export const useSentWork = () => useContext(SentWork);

/** A new title as it was sent, or as it was sought where something else was typed. */
export function asSought(sent: Values, typed: string): Values {
  const text = typed.trim();
  if (!text) return sent;
  if (!isIsn(text)) return { ...sent, title: text };
  return { ...sent, ...numberOf(text) };
}

/** A number by its kind: an ISSN has eight characters, an ISBN more. */
export function numberOf(isn: string): Values {
  const bare = isn.replaceAll(/[^\dxX]/g, "");
  if (!bare) return {};
  return bare.length === 8 ? { issn: isn } : { isbn: isn };
}
