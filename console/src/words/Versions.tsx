import { t } from "./language";
import { Panel } from "./Panel";
import styles from "./Versions.module.css";
import { When } from "./When";

interface Version {
  version: number;
  by: string;
  saved_on: string | null;
  note: string;
  restored?: boolean;
}

/** Who saved which version, when and why; nothing where it is as it ships. */
export function Versions({ versions }: { versions: Version[] }) {
  if (versions.length === 0) return null;
  return (
    <Panel title={t("Versions")} quiet>
      <ol className={styles.versions}>
        {versions.map((one) => (
          <li key={one.version}>
            {t("Version {version}", { version: one.version })}, <When at={one.saved_on} fine />,{" "}
            {one.by}
            {one.restored ? ` (${t("as it ships")})` : ""}
            {one.note ? <span className={styles.note}>{one.note}</span> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
