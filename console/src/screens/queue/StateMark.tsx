import styles from "./StateMark.module.css";

/** A state in the API's words; its phase only lends the colour, and unknown ones stay grey. */
export function StateMark({ phase, label }: { phase: string; label: string }) {
  return (
    <span className={styles.state} data-phase={phase}>
      {label}
    </span>
  );
}
