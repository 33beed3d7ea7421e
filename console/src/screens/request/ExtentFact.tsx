import { Link } from "react-router";
import type { RequestDetail } from "../../api/types";
import { t } from "../../words/language";
import { When } from "../../words/When";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";

type Extent = RequestDetail["extent"];
type Run = Extent["runs"][number];
type Counted = Run["counted"][number];

/** How much the runs have with this request: the sum in words, and the requests that are in it. */
export function ExtentFact({ extent }: { extent: Extent }) {
  const several = extent.runs.length > 1;
  return (
    <Fact label={t("Extent")} place="extent">
      {extent.words}
      <Confirmed extent={extent} />
      {extent.runs.map((run) => (
        <OneRun key={`${run.course} ${run.year}`} run={run} named={several} />
      ))}
      {extent.note ? <span className={styles.line}>{extent.note}</span> : null}
    </Fact>
  );
}

function Confirmed({ extent }: { extent: Extent }) {
  return (
    <>
      <span className={styles.lack}>
        {extent.confirmed_by ? (
          <>
            {t("confirmed by")} {extent.confirmed_by}, <When at={extent.confirmed_on} />
          </>
        ) : (
          t("not yet confirmed")
        )}
        {extent.basis
          ? t(", on the basis: {basisLabel}", { basisLabel: t(extent.basis_label ?? "") })
          : ""}
      </span>
      {extent.changed ? (
        <span className={styles.differs}>
          {t("Changed since it was confirmed: confirm it again.")}
        </span>
      ) : null}
    </>
  );
}

/** The other requests in the sum of one run; its own words where there are several runs. */
function OneRun({ run, named }: { run: Run; named: boolean }) {
  if (!named && run.counted.length + run.outside.length === 0) return null;
  return (
    <details className={styles.counted}>
      <summary>
        {named ? `${run.course} ${run.year}: ${run.verdict}` : t("The requests that were counted")}
      </summary>
      {named ? <p>{run.words}</p> : null}
      <Requests every={run.counted} />
      {run.outside.length > 0 ? <p>{t("With a count of their own:")}</p> : null}
      <Requests every={run.outside} />
    </details>
  );
}

function Requests({ every }: { every: Counted[] }) {
  if (every.length === 0) return null;
  return (
    <ul>
      {every.map((one) => (
        <li key={one.id}>
          <Link to={`/requests/${one.id}`}>{one.title || one.id}</Link>,{" "}
          {one.pages ? t("pages {pages}", { pages: one.pages }) : t("pages not known")}
          {one.ever ? "" : t(", open")}
        </li>
      ))}
    </ul>
  );
}
