import type { Detail } from "../../api/types";
import { plural, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { names } from "../../words/spoken";
import { When } from "../../words/When";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";
import { Rights } from "./Rights";

/** Nothing is copied for a clearance, and a reader's accessible copy is of many kinds. */
const COPIED = "digitisation";

/** What the desk works on, each fact with its edits, and a mark where the list said otherwise. */
export function DeskPanel({ detail }: { detail: Detail }) {
  const { request } = detail;
  return (
    <Panel title={t("What the desk works on")}>
      <dl className={styles.facts}>
        <Courses request={request} />
        <Fact label={t("Lecturer")} place="lecturer">
          {request.lecturer ? (
            <>
              {request.lecturer.name}
              <span className={styles.lack}>{request.lecturer.email}</span>
            </>
          ) : null}
        </Fact>
        <Requester request={request} />
        <Work request={request} />
        <Extract request={request} />
        <Dates request={request} />
        <Kind request={request} />
        <Rights request={request} />
      </dl>
    </Panel>
  );
}

/** Its own days, each end that is not said being the course run's. */
function Dates({ request: { dates, courses } }: { request: Detail["request"] }) {
  const ends = { start: dates.start ?? courses[0]?.start, end: dates.end ?? courses[0]?.end };
  const own = dates.start || dates.end;
  return (
    <Fact label={t("Dates")} place="dates">
      {own || courses.length ? (
        <>
          {ends.start ? t("from ") : ""}
          <When at={ends.start} />
          {ends.end ? t(" to ") : ""}
          <When at={ends.end} />
          {own ? null : <span className={styles.lack}>{t("as the course run")}</span>}
        </>
      ) : null}
    </Fact>
  );
}

interface PartProps {
  request: Detail["request"];
}

function Courses({ request }: PartProps) {
  return (
    <Fact label={t("Course")} place="course">
      {request.courses.length > 0
        ? request.courses.map((course) => (
            <span key={`${course.code}${course.year}`} className={styles.line}>
              <strong>{course.code}</strong> {course.name}
              <span className={styles.lack}>
                {course.year}
                {course.start ? ", " : ""}
                <When at={course.start} />
                {course.end ? t(" to ") : ""}
                <When at={course.end} />
                {!course.students ? "" : `, ${plural(course.students, "{n} student|{n} students")}`}
              </span>
            </span>
          ))
        : null}
    </Fact>
  );
}

/** Whom the desk takes for who asked, which staff may have put right. */
function Requester({ request: { requester_detail: who } }: PartProps) {
  const name = who.name || who.user;
  return (
    <Fact label={t("Requester")} place="requester">
      {name ? (
        <>
          {name}
          <span className={styles.lack}>{who.email}</span>
        </>
      ) : null}
    </Fact>
  );
}

/** Of what a copy is made, and where the library's link resolver shows an electronic item. */
function Kind({ request: { kind, medium } }: PartProps) {
  if (kind !== COPIED) return null;
  return (
    <Fact label={t("Kind of copy")} place="medium">
      {t(medium.label)}
      {medium.view_it ? (
        <a className={styles.line} href={medium.view_it} target="_blank" rel="noreferrer">
          {t("View it")}
        </a>
      ) : null}
    </Fact>
  );
}

function Work({ request: { work, matched } }: PartProps) {
  const more = [work?.edition, work?.publisher, work?.year].filter(Boolean).join(", ");
  return (
    <Fact label={t("Title")} place="work">
      {work ? (
        <>
          <strong>{work.title}</strong>
          <span className={styles.line}>{names(work.authors)}</span>
          <span className={styles.lack}>
            {[
              more,
              work.isbn || work.issn,
              work.pages ? plural(work.pages, "{n} page|{n} pages") : null,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {matched ? <span className={styles.lack}>{matched.words}</span> : null}
        </>
      ) : matched ? (
        <span className={styles.lack}>{matched.words}</span>
      ) : null}
    </Fact>
  );
}

function Extract({ request: { extract } }: PartProps) {
  const known = extract && (extract.title || extract.pages || extract.chapter);
  return (
    <Fact label={t("Extract")} place="extract">
      {known ? (
        <>
          {extract.title}
          <span className={styles.line}>
            {[
              extract.chapter ? t("Chapter {chapter}", { chapter: extract.chapter }) : null,
              names(extract.authors),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {extract.volume || extract.issue ? (
            <span className={styles.line}>
              {[
                extract.volume ? t("Volume {volume}", { volume: extract.volume }) : null,
                extract.issue ? t("issue {issue}", { issue: extract.issue }) : null,
              ]
                .filter(Boolean)
                .join(", ")}
            </span>
          ) : null}
          <span className={styles.line}>
            {extract.pages
              ? t("Pages {pages}", { pages: extract.pages })
              : t("Pages not yet known")}
            {extract.page_count
              ? t(" ({pageCount} in all)", { pageCount: extract.page_count })
              : ""}
          </span>
        </>
      ) : null}
    </Fact>
  );
}
