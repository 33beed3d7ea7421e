import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { When } from "../../words/When";
import styles from "./Letters.module.css";
import type { LetterDetail } from "./use-letters";

/** Who saved which version, when and why. */
export function Versions({ versions }: { versions: LetterDetail["versions"] }) {
  if (versions.length === 0) return null;
  return (
    <Panel title={t("Versions")} quiet>
      <ol className={styles.versions}>
        {versions.map((one) => (
          <li key={one.version}>
            {t("Version {version}", { version: one.version })}, <When at={one.saved_on} fine />,{" "}
            {one.by}
            {one.restored ? ` (${t("as it ships")})` : ""}
            {one.note ? <span className={styles.more}>{one.note}</span> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
