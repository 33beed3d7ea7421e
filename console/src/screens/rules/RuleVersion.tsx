import { problemOf } from "../../api/refusal";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Waiting } from "../../words/Waiting";
import { RuleInWords } from "./RuleInWords";
import styles from "./Rules.module.css";
import { useRuleVersion } from "./use-rules";

/** The rules as they were in one version, to be read. */
export function RuleVersion({ version }: { version: number }) {
  const { data, error } = useRuleVersion(version);
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  return (
    <ol className={styles.kept} aria-label={t("Rules of version {version}", { version })}>
      {data.words.map((one) => (
        <li key={one.place}>
          <strong>
            {one.place ? `${one.place}. ${one.name}` : t("Where no rule matches")}
            {one.enabled ? "" : ` (${t("not in use")})`}
          </strong>
          <RuleInWords clauses={one.clauses.map((each) => t(each))} outcome={t(one.outcome)} />
        </li>
      ))}
    </ol>
  );
}
