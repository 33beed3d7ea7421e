import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { FormDialog } from "../../forms/FormDialog";
import { asText, type Values } from "../../forms/values";
import { useAnnounce } from "../../words/Announcer";
import { t } from "../../words/language";
import { type Course, pathOf, useRecordForms } from "./use-courses";

interface Props {
  opened: boolean;
  /** The course that is edited; a new one where there is none. */
  course?: Course;
  onClose: () => void;
}

/** A course with its runs, written whole; under a new code it is renamed. */
export function CourseForm({ opened, course, onClose }: Props) {
  const schema = useRecordForms()?.course;
  const announce = useAnnounce();
  const navigate = useNavigate();
  const saving = useMutation({
    mutationFn: (body: Values) =>
      tell<Course>("PUT", pathOf(course?.code ?? asText(body.code).trim()), {
        body: { ...body, seen: course?.seen ?? "" },
      }),
    // Whoever was second sees theirs beside what was typed, and sends it again.
    onError: () => queryClient.invalidateQueries({ queryKey: ["course"] }),
    onSuccess: async (after) => {
      announce(saved(after, course));
      onClose();
      if (after.code !== course?.code) {
        await navigate(`/courses/${encodeURIComponent(after.code)}`, { replace: !!course });
      }
      const keys = ["courses", "course", "lookup", "requests"].map((key) => [key]);
      return Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
  return (
    <FormDialog
      opened={opened}
      title={course ? t("Edit {code}", { code: course.code }) : t("New course")}
      schema={schema}
      values={course ? { ...course } : {}}
      submit={course ? t("Save course") : t("Add it")}
      saving={saving}
      onClose={onClose}
    />
  );
}

function saved(after: Course, before: Course | undefined): string {
  if (!before || before.code === after.code) return t("{code} is saved.", { code: after.code });
  return t("{old} is {code} now. Its requests and extents stay with it.", {
    old: before.code,
    code: after.code,
  });
}
