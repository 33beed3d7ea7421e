import { createContext, useContext } from "react";
import type { Me } from "../../api/types";
import { t } from "../../words/language";

export const MeContext = createContext<Me | null>(null);

/** Who is signed in; asked only behind the doors, where somebody always is. */
export function useSignedIn(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error(t("This screen is only for people who are signed in."));
  return me;
}

/** What an affiliation makes of people; the desk needs more than that. */
const NOT_STAFF = new Set(["reader", "teacher"]);

/** Whether the desk is open to them. */
export function isStaff({ roles }: Me): boolean {
  return roles.some((role) => !NOT_STAFF.has(role));
}
