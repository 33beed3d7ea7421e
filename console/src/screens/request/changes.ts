import type { Detail } from "../../api/types";
import type { Change } from "../../words/Differences";
import { mark, t } from "../../words/language";
import { names } from "../../words/spoken";
import { written } from "../../words/When";

/** What reads otherwise on the page now than it did then, in the words of the page. */
export function changesBetween(then: Detail, now: Detail): Change[] {
  const before = factsOf(then);
  const after = factsOf(now);
  return Object.keys(before)
    .map((label) => ({ label, before: before[label] ?? "", after: after[label] ?? "" }))
    .filter((one) => one.before !== one.after);
}

type Texts = (string | null | undefined)[];

const joined = (texts: Texts) => texts.filter(Boolean).join("; ");
const label = (words: string | undefined) => (words ? t(words) : "");
const day = (at: string | null | undefined) => (at ? written(at) : "");

/** What people at the desk decide about a request, by its name on the page. */
function factsOf({ request, notes }: Detail): Record<string, string> {
  const { answers, dates, waiting } = request;
  return {
    [mark("State")]: t(request.state_label),
    [mark("Assigned to")]: request.assignee?.name ?? "",
    [mark("Course")]: joined(request.courses.map(({ code, year }) => `${code} ${year}`)),
    [mark("Lecturer")]: request.lecturer?.name ?? "",
    [mark("Title")]: request.work?.title ?? "",
    ...extractOf(request),
    [mark("First day")]: day(dates.start),
    [mark("Last day")]: day(dates.end),
    [mark("Licence")]: joined([label(request.licence?.basis_label), request.licence?.note]),
    [mark("Coverage")]: label(answers.coverage?.label),
    [mark("Original")]: joined(
      [answers.holdings, answers.ownership, answers.original].map((one) => label(one?.label)),
    ),
    ...approvalOf(request),
    [mark("Item")]: t(request.item_label),
    [mark("Kind of copy")]: t(request.medium.label),
    [mark("Waiting for")]: joined([label(waiting?.label), day(waiting?.chase_on), waiting?.note]),
    [mark("Tags")]: joined(request.tags),
    [mark("Scan")]: request.scans.find(({ selected }) => selected)?.name ?? "",
    [mark("Scans")]: joined(request.scans.map(({ name }) => name)),
    [mark("Notes")]: joined(notes.map(({ text }) => text)),
  };
}

function extractOf({ extract }: Detail["request"]): Record<string, string> {
  return {
    [mark("Extract")]: extract.title,
    [mark("Authors")]: names(extract.authors),
    [mark("Chapter")]: extract.chapter,
    [mark("Volume")]: extract.volume,
    [mark("Issue")]: extract.issue,
    [mark("Pages")]: extract.pages,
    [mark("DOI")]: extract.doi,
  };
}

function approvalOf({ approval_label, clearance: one }: Detail["request"]) {
  return {
    [mark("Approval")]: t(approval_label),
    [mark("Clearance")]: joined([label(one?.reason_label), one?.cc_number, one?.note]),
    [mark("CC order date")]: day(one?.cc_order_date),
    [mark("CC approval date")]: day(one?.cc_approval_date),
    [mark("Holds from")]: day(one?.start),
    [mark("Holds until")]: day(one?.end),
  };
}
