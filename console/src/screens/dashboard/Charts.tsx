import type { Dashboard } from "../../api/types";
import { t } from "../../words/language";
import { count } from "../../words/spoken";
import { written } from "../../words/When";
import styles from "./Charts.module.css";

type Week = Dashboard["weeks"][number];
type Due = Dashboard["backlog"][number];

/**
 * Bars that share one scale, each with its figure: drawn as a table, so that who does not see the
 * bars reads the same. A peak of September leaves the other weeks legible, because the scale is
 * the square root where one week stands far above the middle one.
 */
interface Bar {
  label: string;
  total: number;
  parts: { label: string; count: number }[];
  tone?: "late";
}

export function Volume({ weeks }: { weeks: Week[] }) {
  const bars = weeks.map(({ week, came }) => ({
    label: written(week),
    total: came.reduce((sum, one) => sum + one.count, 0),
    parts: came.map(({ label, count: of }) => ({ label, count: of })),
  }));
  return <Bars head={[t("Week of"), t("Requests")]} bars={bars} nothing={t("No request came.")} />;
}

export function Turnaround({ weeks }: { weeks: Week[] }) {
  const bars = weeks.map(({ week, days, linked }) => ({
    label: written(week),
    total: days ?? 0,
    parts: linked
      ? [{ label: t("{linked} links", { linked: count(linked) }), count: days ?? 0 }]
      : [],
  }));
  return (
    <Bars
      head={[t("Week of"), t("Days, the middle one")]}
      bars={bars}
      nothing={t("No link was made.")}
    />
  );
}

export function Backlog({ weeks }: { weeks: Due[] }) {
  const last = weeks.length - 1;
  const bars = weeks.map(({ week, count: total }, at): Bar => {
    const words = week ? written(week) : t("Late");
    return {
      label: at === last ? t("{week} and later", { week: words }) : words,
      total,
      parts: total ? [{ label: "", count: total }] : [],
      tone: week ? undefined : "late",
    };
  });
  return (
    <Bars head={[t("Week of"), t("Requests")]} bars={bars} nothing={t("Nothing has a day.")} />
  );
}

/** Of so many sources each keeps its colour, in the order of their names. */
function coloursOf(bars: Bar[]): string[] {
  return [...new Set(bars.flatMap(({ parts }) => parts.map(({ label }) => label)))].sort();
}

function Bars({ head, bars, nothing }: { head: [string, string]; bars: Bar[]; nothing: string }) {
  const totals = bars.map(({ total }) => total);
  const most = Math.max(...totals);
  if (most === 0) return <p className={styles.nothing}>{nothing}</p>;
  const sorted = [...totals].sort((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const steep = most > 8 * Math.max(1, middle);
  const length = (of: number) => (steep ? Math.sqrt(of / most) : of / most) * 100;
  const sources = coloursOf(bars);
  const many = bars.some(({ parts }) => parts.length > 1);
  return (
    <>
      {many ? <Legend sources={sources} /> : null}
      <table className={styles.chart}>
        <thead>
          <tr>
            <th scope="col">{head[0]}</th>
            <th scope="col">{head[1]}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row">{bar.label}</th>
              <td>
                <span className={styles.bar} style={{ width: `${length(bar.total) * 0.8}%` }}>
                  {bar.parts.map((part) => (
                    <span
                      key={part.label}
                      data-colour={many ? sources.indexOf(part.label) % 6 : (bar.tone ?? 0)}
                      style={{ flexGrow: part.count }}
                      title={part.label ? `${part.label}: ${count(part.count)}` : undefined}
                    />
                  ))}
                </span>
                <span>{count(bar.total)}</span>
                {many && bar.parts.length > 0 ? (
                  <span className={styles.hidden}>
                    {bar.parts.map((part) => `${part.label}: ${count(part.count)}`).join(", ")}
                  </span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {steep ? (
        <p className={styles.nothing}>{t("Long bars are shortened; the figures are right.")}</p>
      ) : null}
    </>
  );
}

function Legend({ sources }: { sources: string[] }) {
  return (
    <ul className={styles.legend} aria-hidden="true">
      {sources.map((source, at) => (
        <li key={source}>
          <span data-colour={at % 6} />
          {source}
        </li>
      ))}
    </ul>
  );
}
