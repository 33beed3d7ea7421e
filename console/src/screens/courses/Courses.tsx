import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { problemOf } from "../../api/refusal";
import { Empty } from "../../words/Empty";
import { Find, useTyped } from "../../words/Find";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen, Tools } from "../../words/Screen";
import { Sheet } from "../../words/Table";
import { Waiting } from "../../words/Waiting";
import { Upload } from "../uploads/Upload";
import { CourseForm } from "./CourseForm";
import { CourseTable } from "./CourseTable";
import { useCourses, useRecordForms } from "./use-courses";

/** The library's courses: found by their words, and kept in step with the registry by a file. */
export default function Courses() {
  const { typed, setTyped, q } = useTyped();
  const list = useCourses(q);
  const forms = useRecordForms();
  const courses = list.data?.pages.flatMap((page) => page.courses) ?? [];
  return (
    <Screen
      title={t("Courses")}
      intro={t(
        "Requests are matched to these by their code, or by a code that they had before. Download the file, fill it in and send it back: what it does is shown before anything is changed.",
      )}
    >
      {forms ? <AsFile /> : null}
      <Tools>
        <Find
          label={t("Search courses")}
          placeholder={t("Code, name or department")}
          typed={typed}
          onType={setTyped}
        />
        {forms ? <AddCourse /> : null}
      </Tools>
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting /> : null}
      {list.data ? (
        <Sheet busy={list.isPlaceholderData}>
          {courses.length > 0 ? <CourseTable courses={courses} /> : <Nothing q={q} />}
        </Sheet>
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
    </Screen>
  );
}

function AsFile() {
  return (
    <Upload
      title={t("Courses as a file")}
      label={t("Courses as CSV")}
      path="/api/courses/import"
      file={{ href: "/api/courses/export", name: "courses.csv", words: t("Download courses") }}
      send={t("Upload courses")}
      renews={["courses", "course"]}
    />
  );
}

function AddCourse() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="plus" />} onClick={open}>
        {t("Add a course")}
      </Button>
      <CourseForm opened={opened} onClose={close} />
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
