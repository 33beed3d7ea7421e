import { t } from "../../words/language";
import { count, opening } from "../../words/spoken";
import { When } from "../../words/When";
import styles from "./Courses.module.css";
import type { Course } from "./use-courses";

/** One line a course, with the run that starts last. */
export function CourseTable({ courses }: { courses: Course[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("Code")}</th>
          <th scope="col">{t("Name")}</th>
          <th scope="col">{t("Department")}</th>
          <th scope="col">{t("Latest run")}</th>
          <th scope="col">{t("Students")}</th>
          <th scope="col">{t("Status")}</th>
        </tr>
      </thead>
      <tbody>
        {courses.map((course) => (
          <Line key={course.code} course={course} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ course }: { course: Course }) {
  const run = course.runs.toSorted((one, other) => one.start.localeCompare(other.start)).at(-1);
  return (
    <tr>
      <th scope="row" className={styles.code}>
        {course.code}
        {course.aliases.length > 0 ? (
          <span className={styles.more}>
            {t("also")} {course.aliases.join(", ")}
          </span>
        ) : null}
      </th>
      <td className={styles.name}>
        {course.name}
        {course.lecturer ? <span className={styles.more}>{course.lecturer.name}</span> : null}
      </td>
      <td>{course.department}</td>
      <td>
        {run ? (
          <>
            {run.year}
            <span className={styles.more}>
              <When at={run.start} /> – <When at={run.end} />
            </span>
          </>
        ) : (
          <span className={styles.more}>{t("none")}</span>
        )}
      </td>
      <td className={styles.number}>{run ? count(run.students) : ""}</td>
      <td>{opening(course.status)}</td>
    </tr>
  );
}
