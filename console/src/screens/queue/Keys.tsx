import { Button, Checkbox } from "@mantine/core";
import { useDisclosure, useWindowEvent } from "@mantine/hooks";
import { useState } from "react";
import { Dialog } from "../../words/Dialog";
import { mark, t } from "../../words/language";
import styles from "./Keys.module.css";
import { areOn, switchTo } from "./shortcuts";

const KEYS: [string, string][] = [
  ["j", mark("The next request")],
  ["k", mark("The request before")],
  ["Enter", mark("Open it")],
  ["x", mark("Choose it, or no longer")],
  ["a", mark("Assign what is chosen")],
  ["/", mark("Search")],
  ["?", mark("This help")],
];

/** Which keys do what in the list, and the switch that turns them off. */
export function Keys() {
  const [opened, { open, close }] = useDisclosure(false);
  const [on, setOn] = useState(areOn);
  useWindowEvent("keydown", (event) => {
    const typing = (event.target as HTMLElement).closest("input, textarea, select");
    if (event.key === "?" && !typing && areOn()) open();
  });
  return (
    <>
      <Button variant="subtle" size="compact-sm" className={styles.open} onClick={open}>
        {t("Keys")}
      </Button>
      <Dialog opened={opened} onClose={close} title={t("Keyboard shortcuts")}>
        <dl className={styles.keys}>
          {KEYS.map(([key, words]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(words)}</dd>
            </div>
          ))}
        </dl>
        <Checkbox
          label={t("Use these keys")}
          checked={on}
          onChange={(event) => {
            switchTo(event.currentTarget.checked);
            setOn(event.currentTarget.checked);
          }}
        />
      </Dialog>
    </>
  );
}
