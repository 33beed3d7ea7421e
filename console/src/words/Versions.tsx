import { type ReactNode, useState } from "react";
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

interface Props {
  versions: Version[];
  /** What stood in a version; drawn once somebody opens it. */
  show?: (version: number) => ReactNode;
}

/** Who saved which version, when and why; nothing where it is as it ships. */
export function Versions({ versions, show }: Props) {
  if (versions.length === 0) return null;
  return (
    <Panel title={t("Versions")} quiet>
      <ol className={styles.versions}>
        {versions.map((one) => (
          <li key={one.version}>
            <Saved one={one} />
            {one.note ? <span className={styles.note}>{one.note}</span> : null}
            {show ? <Folded version={one.version} show={show} /> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** What the desk came with was saved by nobody. */
function Saved({ one }: { one: Version }) {
  if (one.saved_on === null && !one.by) return t("As the desk ships");
  return (
    <>
      {t("Version {version}", { version: one.version })}, <When at={one.saved_on} fine />, {one.by}
      {one.restored ? ` (${t("as it ships")})` : ""}
    </>
  );
}

function Folded({ version, show }: { version: number; show: (version: number) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.folded} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {version ? t("Show version {version}", { version }) : t("Show what the desk ships with")}
      </summary>
      {open ? show(version) : null}
    </details>
  );
}
