import { createContext, useContext } from "react";

/** Names of what a form is prefilled with, by value, so that nobody has to read an id. */
export const KnownNames = createContext<Record<string, string>>({});

export const useKnownNames = () => useContext(KnownNames);
