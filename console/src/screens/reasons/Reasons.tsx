import { problemOf } from "../../api/refusal";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import page from "../../words/Screen.module.css";
import { Versions } from "../../words/Versions";
import { Waiting } from "../../words/Waiting";
import { Editor } from "./Editor";
import { useReasons } from "./use-reasons";

/** Why people reject, cancel, approve and refuse: the lists that they choose from. */
export default function Reasons() {
  const reasons = useReasons();
  return (
    <Screen
      title={t("Reasons")}
      intro={t(
        "What people choose from when they decide. A reason is retired rather than removed: it is offered no more, and every request that it decided keeps the words that it was given.",
      )}
    >
      {reasons.error ? <ProblemNote problem={problemOf(reasons.error)} /> : null}
      {reasons.isPending ? <Waiting /> : null}
      {reasons.data ? (
        <div className={page.page}>
          <Editor
            key={reasons.data.version}
            form={reasons.data}
            onReload={() => void reasons.refetch()}
          />
          <Versions versions={reasons.data.versions} />
        </div>
      ) : null}
    </Screen>
  );
}
