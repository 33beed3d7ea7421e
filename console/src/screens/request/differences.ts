import type { Detail } from "../../api/types";
import { names } from "../../words/spoken";

/** What the list said, for each fact where the desk now works on something else. */
export interface Differences {
  title: string | null;
  work: string | null;
  author: string | null;
  number: string | null;
  pages: string | null;
  course: string | null;
}

export function differencesOf({ request, original }: Detail): Differences {
  const { work, extract, courses } = request;
  return {
    title: told(original.title, [extract?.title]),
    work: told(original.work_title, [work?.title]),
    author: toldOfPeople(original.author, `${names(extract?.authors)} ${names(work?.authors)}`),
    number: told(original.isn, [work?.isbn, work?.issn]),
    pages: told(original.pages, [extract?.pages]),
    course: told(
      original.course_code,
      courses.map(({ code }) => code),
    ),
  };
}

/** The list's word, unless it says nothing, nothing stands against it, or both say the same. */
function told(sent: string | null | undefined, ours: (string | null | undefined)[]): string | null {
  const known = ours.filter((one) => one);
  if (!sent || known.length === 0) return null;
  return known.some((one) => plain(one ?? "") === plain(sent)) ? null : sent;
}

/** "Lukes, Steven" is among "Steven Lukes; Clarissa Hayward": only words that are missing differ. */
function toldOfPeople(sent: string | null | undefined, ours: string): string | null {
  const known = wordsOf(ours);
  if (!sent || known.length === 0) return null;
  return wordsOf(sent).every((word) => known.includes(word)) ? null : sent;
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKD")
      .toLowerCase()
      .match(/\p{L}{2,}/gu) ?? []
  );
}

/** Case, spaces, punctuation and the dashes of page ranges make no difference. */
function plain(text: string): string {
  const bare = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015]/g, "-");
  const digits = bare.replaceAll(/[^0-9x]/g, "");
  if (/^(978|979)?\d{9}[\dx]$/.test(digits) && !/[a-wyz]/.test(bare)) return isbnCore(digits);
  return bare.replaceAll(/^pp?\.\s*/g, "").replaceAll(/[^\p{L}\p{N}-]/gu, "");
}

/** ISBN-10 and ISBN-13 of one book share these nine digits. */
function isbnCore(digits: string): string {
  return digits.length === 13 ? digits.slice(3, 12) : digits.slice(0, 9);
}
