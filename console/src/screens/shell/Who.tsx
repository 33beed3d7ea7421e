import { Button, Popover } from "@mantine/core";
import type { Me } from "../../api/types";
import { Icon } from "../../words/Icon";
import { change, LANGUAGES, language, t } from "../../words/language";
import { spoken } from "../../words/spoken";
import { useSignOut } from "../sign-in/use-sign-out";
import styles from "./Who.module.css";

/** Who is signed in, as what, and the way out. */
export function Who({ me }: { me: Me }) {
  const signOut = useSignOut();
  return (
    <Popover position="bottom-end" width={240} withinPortal={false} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={styles.button}
          leftSection={<Icon name="person" />}
          aria-label={t("Signed in as {name}", { name: me.name })}
        >
          <span className={styles.name}>{me.name}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.card}>
        <strong>{me.name}</strong>
        <span>{me.email}</span>
        <span>{me.roles.map((role) => t(spoken(role))).join(", ")}</span>
        <div className={styles.languages}>
          {LANGUAGES.map(({ code, label }) => (
            <Button
              key={code}
              variant="subtle"
              lang={code}
              aria-current={code === language || undefined}
              onClick={() => change(code)}
            >
              {label}
            </Button>
          ))}
        </div>
        <Button variant="default" onClick={signOut}>
          {t("Sign out")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
