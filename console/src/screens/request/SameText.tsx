import { Link } from "react-router";
import type { Detail } from "../../api/types";
import { plural, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import styles from "./Candidates.module.css";
import { PresetButton } from "./PresetButton";

type Twin = Detail["twins"][number];
type Reusable = Detail["reuse"][number];

/** Other requests for the same text: one for this run, or a scan that may be used again. */
export function SameText({ detail: { twins, reuse } }: { detail: Detail }) {
  if (twins.length + reuse.length === 0) return null;
  return (
    <Panel title={t("The same text elsewhere")}>
      {reuse.length > 0 ? (
        <p className={styles.intro}>
          {t("What allows the copy, and that the library owns the original, is checked anew here.")}
        </p>
      ) : null}
      <ul className={styles.list}>
        {twins.map((one) => (
          <TwinItem key={one.id} twin={one} />
        ))}
        {reuse.map((one) => (
          <ReusableItem key={one.id} scan={one} />
        ))}
      </ul>
    </Panel>
  );
}

function TwinItem({ twin }: { twin: Twin }) {
  return (
    <li className={styles.one}>
      <div>
        <Link to={`/requests/${twin.id}`}>
          {t("Request")} {twin.id}
        </Link>{" "}
        {t("is for the same text and run")}
        <span>{[twin.title, ...twin.runs, t(twin.state_label)].filter(Boolean).join(" · ")}</span>
      </div>
    </li>
  );
}

function ReusableItem({ scan }: { scan: Reusable }) {
  const pages = scan.pages ? plural(scan.pages, "{n} page|{n} pages") : "";
  return (
    <li className={styles.one}>
      <div>
        <strong>{scan.name}</strong> {t("of")}{" "}
        <Link to={`/requests/${scan.request}`}>
          {t("request")} {scan.request}
        </Link>
        <span>{[pages, scan.runs].filter(Boolean).join(" · ")}</span>
        <span>{scan.decision}</span>
      </div>
      <PresetButton
        action="reuse-scan"
        chosen={scan.id}
        label={t("Use")}
        spoken={() =>
          t("Use {name} of request {request}", { name: scan.name, request: scan.request })
        }
        variant="default"
      />
    </li>
  );
}
