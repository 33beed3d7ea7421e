import { Button } from "@mantine/core";
import { useLocation } from "react-router";
import { withQuery } from "../../api/client";
import { t } from "../../words/language";
import styles from "./SignIn.module.css";

/** The quiet page in front: one way in, and back to where the person was going. */
export function SignIn() {
  const { pathname, search } = useLocation();
  const href = withQuery("/auth/start", { next: pathname + search });
  return (
    <main className={styles.page}>
      <title>{t("Sign in – Scandesk")}</title>
      <div className={styles.card}>
        <p className={styles.mark}>Scandesk</p>
        <h1>{t("The digitisation desk")}</h1>
        <p className={styles.words}>
          {t(
            "For the library's staff. You sign in with your university account and come back here.",
          )}
        </p>
        <Button component="a" href={href} size="md" fullWidth>
          {t("Sign in")}
        </Button>
      </div>
    </main>
  );
}
