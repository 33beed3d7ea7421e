import { Button } from "@mantine/core";
import { useLocation } from "react-router";
import { withQuery } from "../../api/client";
import styles from "./SignIn.module.css";

/** The quiet page in front: one way in, and back to where the person was going. */
export function SignIn() {
  const { pathname, search } = useLocation();
  const href = withQuery("/auth/start", { next: pathname + search });
  return (
    <main className={styles.page}>
      <title>Sign in – Scandesk</title>
      <div className={styles.card}>
        <p className={styles.mark}>Scandesk</p>
        <h1>The digitisation desk</h1>
        <p className={styles.words}>
          For the library's staff. You sign in with your university account and come back here.
        </p>
        <Button component="a" href={href} size="md" fullWidth>
          Sign in
        </Button>
      </div>
    </main>
  );
}
