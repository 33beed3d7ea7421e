import type { ReactNode } from "react";
import type { Dashboard } from "../../api/types";
import { t } from "../../words/language";
import { count } from "../../words/spoken";
import { When } from "../../words/When";
import styles from "./Charts.module.css";

type Week = Dashboard["weeks"][number];
type Due = Dashboard["backlog"][number];

/**
 * Bars that share one scale, each with its figure: drawn as a table, so that who does not see the
 * bars reads the same. A peak of September leaves the other weeks legible, because the scale is
 * the square root where the least bar would else be too short to be seen.
 */
interface Bar {
  key: string;
  label: ReactNode;
  /** Null where there is nothing to count, which is not the same as nought. */
  total: number | null;
  parts: { label: string; count: number }[];
  tone?: "late";
  /** What the figure stands on. */
  aside?: string;
}

export function Volume({ weeks }: { weeks: Week[] }) {
  const bars = weeks.map(({ week, came }) => ({
    key: week,
    label: <When at={week} />,
    total: came.reduce((sum, one) => sum + one.count, 0),
    parts: came.map(({ label, count: of }) => ({ label: t(label), count: of })),
  }));
  return <Bars head={[t("Week of"), t("Requests")]} bars={bars} nothing={t("No request came.")} />;
}

export function Turnaround({ weeks }: { weeks: Week[] }) {
  const bars = weeks.map(({ week, days, linked }) => ({
    key: week,
    label: <When at={week} />,
    total: days,
    parts: days ? [{ label: "", count: days }] : [],
    aside: linked ? count(linked) : undefined,
  }));
  return (
    <Bars
      head={[t("Week of"), t("Median days")]}
      bars={bars}
      aside={t("Links")}
      nothing={t("No link was made.")}
    />
  );
}

export function Backlog({ weeks }: { weeks: Due[] }) {
  const last = weeks.length - 1;
  const bars = weeks.map(({ week, count: total }, at): Bar => {
    const day = week ? <When at={week} /> : t("Late");
    return {
      key: week ?? "",
      label: at === last ? <Later day={day} /> : day,
      total,
      parts: total ? [{ label: "", count: total }] : [],
      tone: week ? undefined : "late",
    };
  });
  return (
    <Bars head={[t("Week of"), t("Requests")]} bars={bars} nothing={t("Nothing has a day.")} />
  );
}

function Later({ day }: { day: ReactNode }) {
  return (
    <>
      {day} {t("and later")}
    </>
  );
}

/** Below this part of the longest, a bar says nothing more than that it is there. */
const SEEN = 1 / 80;

function scaleOf(bars: Bar[]): { steep: boolean; length: (of: number) => string } {
  const totals = bars.map(({ total }) => total ?? 0).filter((total) => total > 0);
  const most = Math.max(...totals);
  const steep = Math.min(...totals) < most * SEEN;
  const share = (of: number) => (steep ? Math.sqrt(of / most) : of / most);
  return { steep, length: (of) => `${share(of) * 100}%` };
}

/** Of so many sources each keeps its colour, in the order of their names. */
function sourcesOf(bars: Bar[]): string[] {
  return [...new Set(bars.flatMap(({ parts }) => parts.map(({ label }) => label)))].sort();
}

interface BarsProps {
  head: [string, string];
  bars: Bar[];
  nothing: string;
  /** The heading of what each figure stands on. */
  aside?: string;
}

function Bars({ head, bars, nothing, aside }: BarsProps) {
  if (!bars.some(({ total, aside: stoodOn }) => total || stoodOn))
    return <p className={styles.nothing}>{nothing}</p>;
  const { steep, length } = scaleOf(bars);
  const sources = sourcesOf(bars);
  const many = sources.length > 1;
  return (
    <div className={styles.inside}>
      {many ? <Legend sources={sources} /> : null}
      <table className={styles.chart}>
        <thead>
          <tr>
            <th scope="col">{head[0]}</th>
            <th scope="col" colSpan={2}>
              {head[1]}
            </th>
            {aside ? <th scope="col">{aside}</th> : null}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key} data-tone={bar.tone}>
              <th scope="row">{bar.label}</th>
              <td className={styles.figure}>{bar.total === null ? "–" : count(bar.total)}</td>
              <td className={styles.room}>
                <span className={styles.bar} style={{ width: length(bar.total ?? 0) }}>
                  {bar.parts.map((part) => (
                    <span
                      key={part.label}
                      data-colour={many ? sources.indexOf(part.label) % 6 : 0}
                      style={{ flexGrow: part.count }}
                      title={part.label ? `${part.label}: ${count(part.count)}` : undefined}
                    />
                  ))}
                </span>
                {many && bar.parts.length > 0 ? (
                  <span className={styles.hidden}>
                    {bar.parts.map((part) => `${part.label}: ${count(part.count)}`).join(", ")}
                  </span>
                ) : null}
              </td>
              {aside ? <td className={styles.aside}>{bar.aside}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      {steep ? (
        <p className={styles.note}>{t("Long bars are shortened; the figures are right.")}</p>
      ) : null}
    </div>
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
