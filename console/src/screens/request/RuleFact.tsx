import { useEffect } from "react";
import { useLocation } from "react-router";
import type { RequestDetail } from "../../api/types";
import { t } from "../../words/language";
import { When } from "../../words/When";
import { RuleInWords } from "../rules/RuleInWords";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";
import { jumpTo, RULE } from "./jump";

/** The rule that decided, as it was then, and what it rested on; nothing while none has decided. */
export function RuleFact({ ruling }: { ruling: RequestDetail["ruling"] }) {
  const wanted = useLocation().hash === `#${RULE}` && ruling !== null;
  useEffect(() => {
    if (wanted) jumpTo(RULE);
  }, [wanted]);
  if (!ruling) return null;
  const { place, version, facts } = ruling;
  return (
    <Fact label={t("Rule")} place="rule">
      {place ? ruling.name : t("Where no rule matches")}
      <span className={styles.lack}>
        {place ? `${t("rule {place}", { place })}, ` : ""}
        {version ? t("version {version}", { version }) : t("as the desk ships")}
        {", "}
        <When at={ruling.on} />
      </span>
      <details className={styles.counted} open={wanted}>
        <summary id={RULE}>{t("View rule")}</summary>
        <RuleInWords clauses={ruling.clauses.map((each) => t(each))} outcome={t(ruling.outcome)} />
        {ruling.why ? <p>{t(ruling.why)}</p> : null}
        {facts.length > 0 ? <p>{t("What it rested on:")}</p> : null}
        <ul>
          {facts.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </details>
    </Fact>
  );
}
