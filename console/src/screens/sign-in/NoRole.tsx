import { Button } from "@mantine/core";
import type { Me } from "../../api/types";
import { t } from "../../words/language";
import styles from "./SignIn.module.css";
import { useSignOut } from "./use-sign-out";

/** For who is known to the university but not to the desk. */
export function NoRole({ me }: { me: Me }) {
  const signOut = useSignOut();
  return (
    <main className={styles.page}>
      <title>{t("No role at the desk – Scandesk")}</title>
      <div className={styles.card}>
        <p className={styles.mark}>Scandesk · {me.institution}</p>
        <h1>
          {t("Welcome,")} {me.name}
        </h1>
        <p className={styles.words}>
          {t(
            "You are signed in, but you have no role at the digitisation desk yet. If you work here, ask whoever runs Scandesk at your library to add",
          )}{" "}
          {me.email ?? t("your account")}{" "}
          {t(
            "to a staff group, then sign in again. If you came for a reading, open its link on your reading list.",
          )}
        </p>
        {me.roles.includes("teacher") ? (
          <Button component="a" href="/request" size="md" fullWidth mb="sm">
            {t("Ask for a scan")}
          </Button>
        ) : null}
        <Button onClick={signOut} size="md" fullWidth variant="default">
          {t("Sign out")}
        </Button>
      </div>
    </main>
  );
}
