import { problemOf } from "../api/refusal";
import { Dialog } from "../words/Dialog";
import { mark, t } from "../words/language";
import { type Added, useAddingWork } from "./added-work";
import { SchemaForm } from "./SchemaForm";
import type { FieldSchema } from "./schema";
import type { Values } from "./values";

/** What a new title needs; the API checks the numbers. */
const WORK: FieldSchema = {
  required: ["title"],
  properties: {
    title: { type: "string", title: mark("Title") },
    authors: { type: "string", title: mark("Authors or editors") },
    isbn: { type: "string", title: mark("ISBN") },
    issn: { type: "string", title: mark("ISSN") },
    publisher: { type: "string", title: mark("Publisher") },
    year: { type: "string", title: mark("Year") },
    edition: { type: "string", title: mark("Edition") },
    kind: {
      type: "string",
      title: mark("Publication type"),
      oneOf: [
        { const: "", title: mark("Not known") },
        { const: "book", title: mark("Book") },
        { const: "anthology", title: mark("Anthology") },
        { const: "journal", title: mark("Journal") },
        { const: "proceedings", title: mark("Proceedings") },
        { const: "law-reports", title: mark("Law reports") },
        { const: "newspaper", title: mark("Newspaper") },
        { const: "printed-music", title: mark("Printed music") },
        { const: "map", title: mark("Map") },
        { const: "workbook", title: mark("Workbook") },
        { const: "other", title: mark("Other") },
      ],
    },
    doi: { type: "string", title: mark("DOI") },
    others: {
      type: "array",
      items: { type: "string" },
      title: mark("ISBN or ISSN of other editions"),
      description: mark("Print and electronic editions of one work are counted together."),
    },
    pages: {
      type: "integer",
      title: mark("Pages of the whole work"),
      description: mark("The extent limit is measured against it; a journal needs none."),
      minimum: 1,
    },
  },
};

interface Props extends Added {
  values: Values;
}

/** Adds a title that the look-up did not find, and chooses it; one that was there is not changed. */
export default function NewWork({ values, onClose, onAdded }: Props) {
  const adding = useAddingWork({ onClose, onAdded });
  return (
    <Dialog opened busy={adding.isPending} onClose={onClose} title={t("New title")}>
      <SchemaForm
        schema={WORK}
        values={values}
        submit={t("Add the title")}
        pending={adding.isPending}
        problem={adding.error ? problemOf(adding.error) : null}
        onSubmit={adding.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}
