import { useMutation } from "@tanstack/react-query";
import { tell } from "../api/client";
import { problemOf } from "../api/refusal";
import { Dialog } from "../words/Dialog";
import { SchemaForm } from "./SchemaForm";
import type { FieldSchema } from "./schema";
import { asText, asValues, type Values } from "./values";

/** What a new title needs; the API checks the numbers. */
const WORK: FieldSchema = {
  required: ["title"],
  properties: {
    title: { type: "string", title: "Title" },
    authors: { type: "string", title: "Authors or editors" },
    isbn: { type: "string", title: "ISBN" },
    issn: { type: "string", title: "ISSN" },
    publisher: { type: "string", title: "Publisher" },
    year: { type: "string", title: "Year" },
    edition: { type: "string", title: "Edition" },
    kind: {
      type: "string",
      title: "Publication type",
      oneOf: [
        { const: "", title: "Not known" },
        { const: "book", title: "Book" },
        { const: "anthology", title: "Anthology" },
        { const: "journal", title: "Journal" },
        { const: "proceedings", title: "Proceedings" },
        { const: "law-reports", title: "Law reports" },
        { const: "newspaper", title: "Newspaper" },
        { const: "printed-music", title: "Printed music" },
        { const: "map", title: "Map" },
        { const: "workbook", title: "Workbook" },
        { const: "other", title: "Other" },
      ],
    },
    doi: { type: "string", title: "DOI" },
    others: {
      type: "array",
      items: { type: "string" },
      title: "ISBN or ISSN of other editions",
      description: "Print and electronic editions of one work are counted together.",
    },
    pages: {
      type: "integer",
      title: "Pages of the whole work",
      description: "The extent limit is measured against it; a journal needs none.",
      minimum: 1,
    },
  },
};

interface Props {
  values: Values;
  onClose: () => void;
  onAdded: (id: string, title: string) => void;
}

/** Adds a title that the look-up did not find, and chooses it. */
export default function NewWork({ values, onClose, onAdded }: Props) {
  const adding = useMutation({
    mutationFn: (body: Values) => tell<Values>("POST", "/api/works", { body }),
    onSuccess: (answer) => {
      const work = asValues(answer.work ?? answer);
      onAdded(asText(work.id), asText(work.title));
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title="New title">
      <SchemaForm
        schema={WORK}
        values={values}
        submit="Add the title"
        pending={adding.isPending}
        problem={adding.error ? problemOf(adding.error) : null}
        onSubmit={adding.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}
