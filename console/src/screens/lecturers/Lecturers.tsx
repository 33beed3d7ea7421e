import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { problemOf } from "../../api/refusal";
import { Empty } from "../../words/Empty";
import { Find, useTyped } from "../../words/Find";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen, Tools } from "../../words/Screen";
import { More, Sheet, Table } from "../../words/Table";
import { Waiting } from "../../words/Waiting";
import { useRecordForms } from "../courses/use-courses";
import { Upload } from "../uploads/Upload";
import { LecturerForm } from "./LecturerForm";
import { type Lecturer, useLecturers } from "./use-lecturers";

/** Who teaches: given to requests, written to, and nobody's login. */
export default function Lecturers() {
  const { typed, setTyped, q } = useTyped();
  const [retired, setRetired] = useState(false);
  /** Who is being edited: nobody, somebody new, or one of those listed. */
  const [edited, setEdited] = useState<Lecturer | "new" | null>(null);
  const list = useLecturers(q, retired);
  const may = !!useRecordForms();
  const lecturers = list.data?.pages.flatMap((page) => page.lecturers) ?? [];
  return (
    <Screen
      title={t("Lecturers")}
      intro={t(
        "Who teaches, for requests to name and letters to reach. They are the library's records and no logins; whoever has left is retired rather than removed.",
      )}
    >
      {may ? <AsFile /> : null}
      <Tools>
        <Find
          label={t("Search lecturers")}
          placeholder={t("Name or e-mail address")}
          typed={typed}
          onType={setTyped}
        />
        <Checkbox
          label={t("With those who have retired")}
          checked={retired}
          onChange={(event) => setRetired(event.currentTarget.checked)}
        />
        {may ? (
          <Button
            variant="default"
            leftSection={<Icon name="plus" />}
            onClick={() => setEdited("new")}
          >
            {t("Add a lecturer")}
          </Button>
        ) : null}
      </Tools>
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting /> : null}
      {list.data ? (
        <Sheet busy={list.isPlaceholderData}>
          {lecturers.length > 0 ? (
            <Listed lecturers={lecturers} onEdit={may ? setEdited : undefined} />
          ) : (
            <Nothing q={q} />
          )}
        </Sheet>
      ) : null}
      {list.hasNextPage ? (
        <Button variant="default" mt="md" onClick={() => list.fetchNextPage()}>
          {t("Show more")}
        </Button>
      ) : null}
      <LecturerForm
        opened={edited !== null}
        lecturer={edited === "new" || !edited ? undefined : edited}
        onClose={() => setEdited(null)}
      />
    </Screen>
  );
}

function AsFile() {
  return (
    <Upload
      title={t("Lecturers as a file")}
      label={t("Lecturers as CSV")}
      path="/api/lecturers/import"
      file={{
        href: "/api/lecturers/export",
        name: "lecturers.csv",
        words: t("Download lecturers"),
      }}
      send={t("Upload lecturers")}
      renews={["lecturers"]}
    />
  );
}

interface ListedProps {
  lecturers: Lecturer[];
  onEdit?: (lecturer: Lecturer) => void;
}

function Listed({ lecturers, onEdit }: ListedProps) {
  const heads = [t("Name"), t("E-mail address"), t("Status")];
  return (
    <Table heads={onEdit ? [...heads, t("Actions")] : heads}>
      {lecturers.map((one) => (
        <tr key={one.id}>
          <th scope="row">
            {one.name}
            {one.id !== one.email ? <More>{one.id}</More> : null}
          </th>
          <td>{one.email || <More>{t("none: letters do not reach them")}</More>}</td>
          <td>{one.retired ? t("Retired") : t("Active")}</td>
          {onEdit ? (
            <td>
              <Button
                variant="default"
                aria-label={t("Edit {name}", { name: one.name })}
                onClick={() => onEdit(one)}
              >
                {t("Edit")}
              </Button>
            </td>
          ) : null}
        </tr>
      ))}
    </Table>
  );
}

function Nothing({ q }: { q: string }) {
  if (q) {
    return (
      <Empty title={t("No lecturer matches “{q}”.", { q })}>
        <p>{t("Try the beginning of a name or of an address; or look among the retired too.")}</p>
      </Empty>
    );
  }
  return (
    <Empty title={t("There are no lecturers yet.")}>
      <p>
        {t(
          "Add one, or upload a CSV file with the headings Name and Email. Whoever asks on a reading list is not added by itself.",
        )}
      </p>
    </Empty>
  );
}
