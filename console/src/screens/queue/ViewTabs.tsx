import { useTotals } from "../../api/queries";
import { t } from "../../words/language";
import { count } from "../../words/spoken";
import styles from "./ViewTabs.module.css";
import { NEW, VIEWS } from "./views";

interface Props {
  view: string;
  onChange: (view: string) => void;
}

/** The desk's views side by side, each with how many stand in it. */
export function ViewTabs({ view, onChange }: Props) {
  const totals = useTotals();
  const fresh = totals[NEW.id];
  const home = view === "open" || view === NEW.id;
  return (
    <div className={styles.bar}>
      <nav className={styles.tabs} aria-label={t("Views")}>
        {VIEWS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-current={view === id || (id === "open" && home) ? "page" : undefined}
            onClick={() => onChange(id)}
          >
            {t(label)} <Total of={totals[id]} />
          </button>
        ))}
      </nav>
      {home ? (
        <button
          type="button"
          className={styles.only}
          aria-pressed={view === NEW.id}
          onClick={() => onChange(view === NEW.id ? "open" : NEW.id)}
        >
          {t(NEW.label)} {fresh ? <span className={styles.fresh}>{count(fresh)}</span> : null}
        </button>
      ) : null}
    </div>
  );
}

function Total({ of }: { of: number | null | undefined }) {
  return of === null || of === undefined ? null : <span className={styles.total}>{count(of)}</span>;
}
