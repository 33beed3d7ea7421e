import { Loader } from "@mantine/core";
import styles from "./Empty.module.css";
import { t } from "./language";

/** Shown while a screen or its first answer is on the way. */
export function Waiting({ words = t("One moment") }: { words?: string }) {
  return (
    <div className={styles.empty} role="status" data-waiting="">
      <Loader aria-hidden="true" />
      <p className={styles.words}>{words}…</p>
    </div>
  );
}
