import type { Detail } from "../../api/types";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { PieceList } from "./PieceList";
import { EVIDENCE } from "./pieces";

/** What was kept beside a decision: letters, orders, addresses. Staff alone ever see it. */
export function EvidencePanel({ detail }: { detail: Detail }) {
  const { evidence, id } = detail.request;
  const welcome = detail.actions.some(({ action }) => action === EVIDENCE.addition);
  if (evidence.length === 0 && !welcome) return null;
  return (
    <Panel title={t("Evidence")}>
      <PieceList store={EVIDENCE} request={id} pieces={evidence} />
    </Panel>
  );
}
