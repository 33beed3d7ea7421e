import type { ReactNode } from "react";
import { useMe } from "../../api/queries";
import { problemOf, Refusal } from "../../api/refusal";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Waiting } from "../../words/Waiting";
import { NoRole } from "../sign-in/NoRole";
import { SignedOut } from "../sign-in/SignedOut";
import { SignIn } from "../sign-in/SignIn";
import styles from "./Doors.module.css";
import { isStaff, MeContext } from "./me";

/** Lets in who may work at the desk; the others learn what to do. */
export function Doors({ children }: { children: ReactNode }) {
  const me = useMe();
  const signedOut = me.error instanceof Refusal && me.error.status === 401;
  if (me.data && isStaff(me.data)) {
    return (
      <MeContext value={me.data}>
        {signedOut ? <SignedOut /> : null}
        {children}
      </MeContext>
    );
  }
  if (signedOut) return <SignIn />;
  if (me.data) return <NoRole me={me.data} />;
  if (me.error) {
    return (
      <main className={styles.alone}>
        <ProblemNote problem={problemOf(me.error)} />
      </main>
    );
  }
  return <Waiting words={t("Opening the desk")} />;
}
