import type { Row } from "../../api/types";
import { t } from "../../words/language";
import { When } from "../../words/When";
import styles from "./NeededBy.module.css";

/** The day a request is needed by; what is late says so in words too. */
export function NeededBy({ row }: { row: Row }) {
  const late = row.badges.includes("late");
  return (
    <span className={late ? styles.late : undefined}>
      <When at={row.needed_by} />
      {late ? `, ${t("late")}` : null}
    </span>
  );
}
