"""What the list sent beside what the desk works on, fact by fact: where the two are not the same.

Each kind of fact has its own sameness: an ISBN is one in ten digits or thirteen, pages are the
pages that they name, names and titles are their words. What one side does not say differs nowhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from chalicelib.domain.facts import Original
from chalicelib.domain.identifiers import bare, doi, isns
from chalicelib.domain.matching import same_title
from chalicelib.domain.request import Request
from chalicelib.domain.sameness import pages_of
from chalicelib.domain.search import words
from chalicelib.domain.works import Extract, Work

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
YEAR = re.compile(r"\b\d{4}\b")


@dataclass(frozen=True, slots=True)
class Difference:
    """`place` is the fact of the desk that says something else; `label` what the list calls it."""

    place: str
    label: str
    sent: str
    ours: str


Same = Callable[[str, str], bool]


def differences(request: Request, sent: Original) -> Iterator[Difference]:
    """Every fact that both sides know and that is not the same, in the order of the page."""
    for place, label, said, ours, same in compared(request, sent):
        if said and ours and not same(said, ours):
            yield Difference(place, label, said, ours)


def compared(request: Request, sent: Original) -> Iterator[tuple[str, str, str, str, Same]]:
    """Each fact of the two sides, with what makes it the same."""
    fields, extract = dict(sent.fields), request.extract
    work = request.work or Work(id="", title="")
    run = request.runs[0].run if request.runs else None
    start = request.dates.start or (run.start if run else "")
    end = request.dates.end or (run.end if run else "")
    who = request.requester
    yield "course", "Course code", sent.course_code, every(one.code for one in request.runs), listed
    yield "work", "Title", sent.work_title, work.title, called(work)
    yield "work", "Author", sent.author, every((extract.authors, work.authors)), named
    yield "work", "ISBN or ISSN", sent.isn, every((work.isbn, work.issn, *work.others)), numbered
    yield "work", "Published", fields.get("Published", ""), work.year, dated(YEAR)
    yield "work", "Edition", fields.get("Edition", ""), work.edition, worded
    yield "extract", "Chapter or article", sent.title, extract.title, worded
    yield "extract", "Volume", fields.get("Volume", ""), extract.volume, worded
    yield "extract", "Issue", fields.get("Issue", ""), extract.issue, worded
    yield "extract", "Pages", sent.pages, extract.pages, paged(extract)
    yield "extract", "DOI", fields.get("DOI", ""), extract.doi or work.doi, identified
    yield "dates", "Course begins", fields.get("Course begins", ""), str(start), dated(DAY)
    yield "dates", "Course ends", fields.get("Course ends", ""), str(end), dated(DAY)
    names = every((who.name, who.user))
    yield "requester", "Requested by", fields.get("Requested by", ""), names, named


def every(texts: Iterable[str]) -> str:
    """What there is of them, in one line."""
    return "; ".join(one for one in texts if one)


def worded(sent: str, ours: str) -> bool:
    return words(sent) == words(ours)


def named(sent: str, ours: str) -> bool:
    """Every word of it is there: "Lukes, Steven" is among "Steven Lukes; Clarissa Hayward"."""
    return words(sent) <= words(ours)


def listed(sent: str, ours: str) -> bool:
    return any(worded(sent, one) for one in ours.split("; "))


def numbered(sent: str, ours: str) -> bool:
    """One number is on both sides, in whatever form; what is no number is compared as it stands."""
    said = {one.normal for one in isns(sent)} or {bare(sent)}
    return bool(said & ({one.normal for one in isns(ours)} | {bare(one) for one in ours.split()}))


def identified(sent: str, ours: str) -> bool:
    return (doi(sent) or sent) == (doi(ours) or ours)


def called(work: Work) -> Same:
    """A subtitle may be missing on one side."""
    return lambda sent, ours: same_title(work, sent)


def paged(extract: Extract) -> Same:
    """The same pages, where both sides can be read as pages; else the same words."""

    def same(sent: str, ours: str) -> bool:
        theirs, here = pages_of(replace(extract, pages=sent)), pages_of(extract)
        return theirs == here if theirs and here else worded(sent, ours)

    return same


def dated(kind: re.Pattern[str]) -> Same:
    """What is written as no such day or year contradicts nothing."""

    def same(sent: str, ours: str) -> bool:
        theirs, here = kind.search(sent), kind.search(ours)
        return not theirs or not here or theirs.group() == here.group()

    return same
