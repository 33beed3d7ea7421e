import { Icon } from "../../words/Icon";
import styles from "./RuleInWords.module.css";

/** What a rule asks and what becomes of a request by it, in words. */
export function RuleInWords({ clauses, outcome }: { clauses: string[]; outcome: string }) {
  return (
    <>
      <ul className={styles.clauses}>
        {clauses.map((clause, at) => (
          <li key={at}>{clause}</li>
        ))}
      </ul>
      <p className={styles.outcome}>
        <Icon name="arrow" size={14} /> {outcome}
      </p>
    </>
  );
}
