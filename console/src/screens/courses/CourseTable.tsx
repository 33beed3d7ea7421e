import { Link } from "react-router";
import { t } from "../../words/language";
import { count, opening } from "../../words/spoken";
import { More, Table } from "../../words/Table";
import table from "../../words/Table.module.css";
import { When } from "../../words/When";
import type { Course } from "./use-courses";

/** One line a course, with the run that starts last. */
export function CourseTable({ courses }: { courses: Course[] }) {
  return (
    <Table
      heads={[t("Code"), t("Name"), t("Department"), t("Latest run"), t("Students"), t("Status")]}
    >
      {courses.map((course) => (
        <Line key={course.code} course={course} />
      ))}
    </Table>
  );
}

function Line({ course }: { course: Course }) {
  const run = course.runs.toSorted((one, other) => one.start.localeCompare(other.start)).at(-1);
  return (
    <tr>
      <th scope="row" className={table.narrow}>
        <Link to={`/courses/${encodeURIComponent(course.code)}`}>{course.code}</Link>
        {course.aliases.length > 0 ? (
          <More>
            {t("also")} {course.aliases.join(", ")}
          </More>
        ) : null}
      </th>
      <td className={table.wide}>
        {course.name}
        {course.lecturer ? <More>{course.lecturer.name}</More> : null}
      </td>
      <td>{course.department}</td>
      <td>
        {run ? (
          <>
            {run.year}
            <More>
              <When at={run.start} /> – <When at={run.end} />
            </More>
          </>
        ) : (
          <More>{t("none")}</More>
        )}
      </td>
      <td className={table.number}>{run ? count(run.students) : ""}</td>
      <td>{t(opening(course.status))}</td>
    </tr>
  );
}
