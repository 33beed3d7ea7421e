import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { problemOf } from "../../api/refusal";
import { Empty } from "../../words/Empty";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { PageTitle } from "../../words/PageTitle";
import { ProblemNote } from "../../words/ProblemNote";
import { Waiting } from "../../words/Waiting";
import styles from "./Courses.module.css";
import { CourseTable } from "./CourseTable";
import { Upload } from "./Upload";
import { useCourses } from "./use-courses";

/** The library's courses: found by their words, and kept in step with the registry by a file. */
export default function Courses() {
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  const list = useCourses(q);
  const courses = list.data?.pages.flatMap((page) => page.courses) ?? [];
  return (
    <>
      <PageTitle words={t("Courses")} />
      <h1 className={styles.title}>{t("Courses")}</h1>
      <p className={styles.intro}>
        {t(
          "Requests are matched to these by their code, or by a code that they had before. Download the file, fill it in and send it back: what it does is shown before anything is changed.",
        )}
      </p>
      <div className={styles.uploads}>
        <Upload kind="courses" />
        <Upload kind="lecturers" />
      </div>
      <TextInput
        className={styles.search}
        type="search"
        role="searchbox"
        aria-label={t("Search courses")}
        placeholder={t("Code, name or department")}
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting /> : null}
      {list.data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard.
        <div className={styles.sheet} aria-busy={list.isPlaceholderData} tabIndex={0}>
          {courses.length > 0 ? <CourseTable courses={courses} /> : <Nothing q={q} />}
        </div>
      ) : null}
      {list.hasNextPage ? (
        <Button
          variant="default"
          mt="md"
          loading={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          {t("Show more")}
        </Button>
      ) : null}
    </>
  );
}

function Nothing({ q }: { q: string }) {
  if (q) {
    return (
      <Empty title={t("No course matches “{q}”.", { q })}>
        <p>{t("Try the beginning of its code, of a word of its name, or of its department.")}</p>
      </Empty>
    );
  }
  return (
    <Empty title={t("There are no courses yet.")}>
      <p>
        {t("Upload the registry's list as a CSV file with the headings CourseCode and CourseName.")}
      </p>
    </Empty>
  );
}
