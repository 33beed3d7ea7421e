import { useMutation } from "@tanstack/react-query";
import { tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { FormDialog } from "../../forms/FormDialog";
import type { Values } from "../../forms/values";
import { useAnnounce } from "../../words/Announcer";
import { t } from "../../words/language";
import { useRecordForms } from "../courses/use-courses";
import type { Lecturer } from "./use-lecturers";

interface Props {
  opened: boolean;
  /** Who is edited; somebody new where nobody is. */
  lecturer?: Lecturer;
  onClose: () => void;
}

/** Who teaches, as the library keeps it. */
export function LecturerForm({ opened, lecturer, onClose }: Props) {
  const schema = useRecordForms()?.lecturer;
  const announce = useAnnounce();
  const saving = useMutation({
    mutationFn: (body: Values) =>
      lecturer
        ? tell<Lecturer>("PUT", `/api/lecturers/${encodeURIComponent(lecturer.id)}`, {
            body: { ...body, seen: lecturer.seen },
          })
        : tell<Lecturer>("POST", "/api/lecturers", { body }),
    onError: () => queryClient.invalidateQueries({ queryKey: ["lecturers"] }),
    onSuccess: (after) => {
      announce(t("{name} is saved.", { name: after.name }));
      onClose();
      void queryClient.invalidateQueries({ queryKey: ["lookup"] });
      return queryClient.invalidateQueries({ queryKey: ["lecturers"] });
    },
  });
  return (
    <FormDialog
      opened={opened}
      title={lecturer ? t("Edit {name}", { name: lecturer.name }) : t("New lecturer")}
      schema={schema}
      values={lecturer ? { ...lecturer } : {}}
      submit={lecturer ? t("Save lecturer") : t("Add it")}
      saving={saving}
      onClose={onClose}
    />
  );
}
