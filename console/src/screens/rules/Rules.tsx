import { problemOf } from "../../api/refusal";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import { Versions } from "../../words/Versions";
import { Waiting } from "../../words/Waiting";
import { Editor } from "./Editor";
import styles from "./Rules.module.css";
import { RuleVersion } from "./RuleVersion";
import { type Rules as Form, useRules } from "./use-rules";

/** What needs approval, and what is decided by itself. */
export default function Rules() {
  const rules = useRules();
  return (
    <Screen
      title={t("Rules")}
      intro={t(
        "The first rule whose clauses all hold decides about a request; where none does, the default decides. A person's word stands against every rule.",
      )}
    >
      {rules.error ? <ProblemNote problem={problemOf(rules.error)} /> : null}
      {rules.isPending ? <Waiting /> : null}
      {rules.data ? (
        <div className={styles.page}>
          <Editor
            key={rules.data.version}
            form={rules.data}
            onReload={() => void rules.refetch()}
          />
          <Versions
            versions={withShipped(rules.data.versions)}
            show={(version) => <RuleVersion version={version} />}
          />
        </div>
      ) : null}
    </Screen>
  );
}

/** Under what was saved stands what the desk came with, which can be read like any version. */
function withShipped(versions: Form["versions"]): Form["versions"] {
  if (versions.length === 0) return [];
  return [...versions, { version: 0, by: "", saved_on: null, note: "" }];
}
