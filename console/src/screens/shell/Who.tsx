import { Button, Popover } from "@mantine/core";
import type { Me } from "../../api/types";
import { Icon } from "../../words/Icon";
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
          aria-label={`Signed in as ${me.name}`}
        >
          <span className={styles.name}>{me.name}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.card}>
        <strong>{me.name}</strong>
        <span>{me.email}</span>
        <span>{me.roles.map(spoken).join(", ")}</span>
        <Button variant="default" onClick={signOut}>
          Sign out
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
