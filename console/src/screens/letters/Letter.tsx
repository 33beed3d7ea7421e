import { useState } from "react";
import { Link, useParams } from "react-router";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import { t } from "../../words/language";
import { Refused } from "../../words/Refused";
import { Screen } from "../../words/Screen";
import { Versions } from "../../words/Versions";
import { Waiting } from "../../words/Waiting";
import styles from "./Letters.module.css";
import { Preview } from "./Preview";
import { LETTERS, type LetterDetail, useLetter } from "./use-letters";
import { Variables } from "./Variables";
import { WordingForm } from "./WordingForm";

/** One letter: its wording on the left, what it may say and how it looks on the right. */
export default function Letter() {
  const { letter = "" } = useParams();
  const detail = useLetter(letter);
  if (detail.error) return <Refused problem={problemOf(detail.error)} />;
  if (!detail.data) return <Waiting />;
  const { letter: line } = detail.data;
  return (
    <Screen title={t(line.title)} intro={t(line.when)}>
      <Link to="/letters" className={styles.back}>
        {t("All letters")}
      </Link>
      <Editor
        key={`${letter} ${line.version}`}
        detail={detail.data}
        onReload={() => detail.refetch()}
      />
    </Screen>
  );
}

interface Props {
  detail: LetterDetail;
  onReload: () => void;
}

/** What is typed is what is previewed; another version starts it anew. */
function Editor({ detail, onReload }: Props) {
  const [draft, setDraft] = useState(detail.wording);
  function saved(after: LetterDetail) {
    queryClient.setQueryData(["letter", after.letter.letter], after);
    return queryClient.invalidateQueries({ queryKey: LETTERS });
  }
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <WordingForm
          detail={detail}
          draft={draft}
          onChange={setDraft}
          onSaved={saved}
          onReload={onReload}
        />
        <Versions versions={detail.versions} />
      </div>
      <div className={styles.column}>
        <Preview letter={detail.letter.letter} draft={draft} />
        <Variables letter={detail.letter} filters={detail.filters} />
      </div>
    </div>
  );
}
