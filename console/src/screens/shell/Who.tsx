import { Button, Menu } from "@mantine/core";
import type { Me } from "../../api/types";
import { Icon } from "../../words/Icon";
import { spoken } from "../../words/spoken";
import { useSignOut } from "../sign-in/use-sign-out";
import styles from "./Who.module.css";

/** Who is signed in, as what, and the way out. */
export function Who({ me }: { me: Me }) {
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<Icon name="person" />}
          aria-label={`Signed in as ${me.name}`}
        >
          <span className={styles.name}>{me.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.card}>
          <strong>{me.name}</strong>
          <span>{me.email}</span>
          <span>{me.roles.map(spoken).join(", ")}</span>
        </div>
        <Menu.Divider />
        <Menu.Item onClick={signOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
