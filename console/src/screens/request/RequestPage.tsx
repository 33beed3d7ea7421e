import { useParams } from "react-router";
import { useDetail } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { Detail } from "../../api/types";
import { t } from "../../words/language";
import { PageTitle } from "../../words/PageTitle";
import { ProblemNote } from "../../words/ProblemNote";
import { Refused } from "../../words/Refused";
import { Waiting } from "../../words/Waiting";
import { Candidates } from "./Candidates";
import { DeliveryPanel } from "./DeliveryPanel";
import { DeskActing } from "./DeskActing";
import { DeskPanel } from "./DeskPanel";
import { titleOf } from "./desk-actions";
import { EvidencePanel } from "./EvidencePanel";
import { Head } from "./Head";
import { History } from "./History";
import { DESK, HISTORY, JumpLinks, NOTES } from "./JumpLinks";
import { LinkPanel } from "./LinkPanel";
import { Messages } from "./Messages";
import { NotesPanel } from "./NotesPanel";
import { OriginalPanel } from "./OriginalPanel";
import styles from "./RequestPage.module.css";
import { SameText } from "./SameText";
import { ScansPanel } from "./ScansPanel";
import { Steps } from "./Steps";
import { WishPanel } from "./WishPanel";

/** One request: what the list sent beside what the desk works on, and all that may be done now. */
export default function RequestPage() {
  const { id = "" } = useParams();
  const { data, error } = useDetail(id);
  if (data) return <Desk key={id} detail={data} unseen={error} />;
  if (error) return <Refused problem={problemOf(error)} />;
  return <Waiting words={t("Fetching the request")} />;
}

function Desk({ detail, unseen }: { detail: Detail; unseen: Error | null }) {
  return (
    <DeskActing detail={detail}>
      <PageTitle words={titleOf(detail)} />
      <Head detail={detail} />
      <JumpLinks detail={detail} />
      {unseen ? <ProblemNote problem={problemOf(unseen)} /> : null}
      <div className={styles.desk}>
        <div className={styles.steps}>
          <Steps detail={detail} />
        </div>
        <div className={styles.original}>
          <OriginalPanel detail={detail} />
        </div>
        <div id={DESK} tabIndex={-1} className={styles.work}>
          <WishPanel wish={detail.request.wish} />
          <LinkPanel detail={detail} />
          <Candidates detail={detail} />
          <DeskPanel detail={detail} />
          <SameText detail={detail} />
          <ScansPanel detail={detail} />
          <DeliveryPanel detail={detail} />
          <EvidencePanel detail={detail} />
        </div>
        <div className={styles.log}>
          <div id={NOTES} tabIndex={-1}>
            <NotesPanel detail={detail} />
          </div>
          <Messages messages={detail.messages} />
          <div id={HISTORY} tabIndex={-1}>
            <History events={detail.history} />
          </div>
        </div>
      </div>
    </DeskActing>
  );
}
