import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, useParams } from "react-router";
import { withQuery } from "../../api/client";
import { problemOf } from "../../api/refusal";
import { mark, t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { Refused } from "../../words/Refused";
import { Screen } from "../../words/Screen";
import page from "../../words/Screen.module.css";
import { count, opening } from "../../words/spoken";
import { Waiting } from "../../words/Waiting";
import { CourseForm } from "./CourseForm";
import { Runs } from "./Runs";
import { type Course, useCourse, useOpenRequests, useRecordForms } from "./use-courses";

/** One course: how it is called and was called, its runs, and the way to its requests. */
export default function CoursePage() {
  const { code = "" } = useParams();
  const found = useCourse(code);
  if (found.error) return <Refused problem={problemOf(found.error)} />;
  if (!found.data) return <Waiting />;
  const course = found.data;
  return (
    <Screen title={`${course.code} ${course.name}`}>
      <Link to="/courses" className={page.back}>
        {t("All courses")}
      </Link>
      <div className={page.page}>
        <About course={course} />
        <Runs runs={course.runs} />
        <Requests course={course} />
      </div>
    </Screen>
  );
}

function About({ course }: { course: Course }) {
  const forms = useRecordForms();
  const [opened, { open, close }] = useDisclosure(false);
  const { lecturer } = course;
  const facts: [string, string][] = [
    [t("Other codes"), course.aliases.join(", ")],
    [t("Department"), course.department],
    [t("Subject"), course.subject],
    [t("Who leads it"), [lecturer?.name, lecturer?.email].filter(Boolean).join(", ")],
    [t("Status"), t(STANDING[course.status] ?? opening(course.status))],
    [
      t("History"),
      course.history_loaded
        ? t("What it had before the desk was there has all been imported.")
        : t("What it had before the desk was there may not all be here."),
    ],
  ];
  const edit = forms ? (
    <Button variant="default" onClick={open}>
      {t("Edit course")}
    </Button>
  ) : null;
  return (
    <Panel title={t("The course")} aside={edit}>
      <dl className={`${page.facts} ${page.body}`}>
        {facts.map(([label, words]) => (
          <Fact key={label} label={label} words={words} />
        ))}
      </dl>
      <CourseForm opened={opened} onClose={close} course={course} />
    </Panel>
  );
}

const STANDING: Record<string, string> = {
  active: mark("Active: requests are matched to it"),
  archived: mark("Archived: its links are closed"),
  deleted: mark("Deleted, for good"),
};

function Fact({ label, words }: { label: string; words: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{words || t("none")}</dd>
    </>
  );
}

/** The queue narrowed to this course; what is closed is found by each code that it had. */
function Requests({ course }: { course: Course }) {
  const open = useOpenRequests(course.code);
  const codes = [course.code, ...course.aliases];
  return (
    <Panel title={t("Requests and extents")}>
      <div className={page.body}>
        <p>
          <Link to={withQuery("/", { course: course.code })}>
            {open.data
              ? t("Open requests: {total}", { total: count(open.data.total ?? 0) })
              : t("Open requests")}
          </Link>
        </p>
        <p>
          {t("Everything there ever was, by code:")}{" "}
          {codes.map((code) => (
            <span key={code}>
              <Link to={withQuery("/", { view: "all", q: code })}>{code}</Link>{" "}
            </span>
          ))}
        </p>
        <p>
          {t(
            "What a run has had of a work is added up beside the range of each of its requests, under every code that the course has or had.",
          )}
        </p>
      </div>
    </Panel>
  );
}
