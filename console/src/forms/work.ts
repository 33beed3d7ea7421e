import { mark } from "../words/language";
import type { FieldSchema } from "./schema";

/** What a title record says; the API checks the numbers. */
export const WORK: FieldSchema = {
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
        { const: "artistic", title: mark("Artistic work") },
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
    blanks: {
      type: "integer",
      title: mark("Blank pages among the whole"),
      minimum: 0,
    },
  },
};
