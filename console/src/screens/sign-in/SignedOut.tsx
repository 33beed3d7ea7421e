import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import styles from "./SignIn.module.css";

/** Over a page whose session has ended: it stays, with what was typed, until one is back. */
export function SignedOut() {
  return (
    <div className={styles.over} role="alert">
      <Icon name="alert" />
      <p>
        {t("You are signed out. Sign in again in another tab; what you typed is still here.")}{" "}
        <a href="/auth/start" target="_blank" rel="noreferrer">
          {t("Sign in")}
        </a>
      </p>
    </div>
  );
}
