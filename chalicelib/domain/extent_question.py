"""How much a request would take that nobody has sent yet: what was asked, and what to give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.courses import Course, Run, run_of, year_called
from chalicelib.domain.errors import off
from chalicelib.domain.identifiers import what_is_wrong
from chalicelib.domain.intake import normal
from chalicelib.domain.pages import NotPages, Pages
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment
from chalicelib.domain.works import Extract, Portion, Work

#: What may be said, and how many characters of it.
FIELDS: Mapping[str, int] = {
    "course": 100, "year": 20, "isn": 50, "work": 100, "pages": 300, "portion": 20,
    "chapter": 50, "title": 500, "volume": 50, "issue": 50,
}  # fmt: skip
#: An id behind every other, so that what came in the very same moment counts.
LAST = "~"
PORTIONS = ("pages", *(one.value for one in Portion if one.value))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, read; the course and the work are still to be looked up."""

    course: str
    year: str
    isn: str
    work: str
    extract: Extract


def read(said: Mapping[str, str]) -> Asked:
    """What was asked; NotUnderstood names the field, and says what to write instead."""
    for name, longest in FIELDS.items():
        if len(said.get(name, "")) > longest:
            raise off(name, f"{name} takes at most {longest} characters.")
    text = {name: said.get(name, "").strip() for name in FIELDS}
    if text["isn"] and not normal(text["isn"]):
        raise off("isn", what_is_wrong(text["isn"]) or "This is neither an ISBN nor an ISSN.")
    if text["portion"] not in ("", *PORTIONS):
        raise off("portion", f"portion is one of {', '.join(PORTIONS)}.")
    pages = pages_of(text["pages"])
    extract = Extract(
        title=text["title"],
        chapter=text["chapter"],
        pages=str(pages) if pages else "",
        page_count=pages.count if pages else None,
        portion=Portion(text["portion"].replace("pages", "")),
        volume=text["volume"],
        issue=text["issue"],
    )
    return Asked(text["course"], text["year"], text["isn"], text["work"], extract)


def pages_of(text: str) -> Pages | None:
    try:
        return Pages.read(text) if text else None
    except NotPages as bad:
        raise off("pages", f"{bad.detail} {bad.instead}") from bad


def would_be(asked: Asked, course: Course | None, works: Sequence[Work], moment: Moment) -> Request:
    """The request that it would be, were it sent now: everything that is open came earlier."""
    run = run_meant(asked, course, moment)
    return Request(
        id=LAST,
        number=0,
        rlms="form",
        added_on=moment.now,
        updated_on=moment.now,
        course_asked=asked.course,
        runs=(run_of(course, run),) if course and run else (),
        work=works[0] if len({one.root for one in works}) == 1 else None,
        extract=asked.extract,
    )


def run_meant(asked: Asked, course: Course | None, moment: Moment) -> Run | None:
    """That year's run, else the one that is on."""
    if course is None or not course.is_there:
        return None
    if not asked.year:
        return course.run_on(moment.today)
    year = year_called(asked.year)
    return course.run_of(asked.year) or (course.run_of(year.name) if year else None)


def lacking(
    asked: Asked, course: Course | None, works: Sequence[Work], request: Request
) -> list[str]:
    """What would let the desk tell, a sentence each."""
    extract, work = request.extract, request.work
    said = {
        "Give course, the code of a course.": not asked.course,
        f"No course has the code {asked.course}.": bool(asked.course) and course is None,
        f"The course has no run {asked.year or 'at all'}.": course is not None and not request.runs,
        "Give isn, an ISBN or ISSN, or work, the id of a title record.": not (
            asked.isn or asked.work
        ),
        "The library has no title record of this number.": bool(asked.isn or asked.work)
        and not works,
        "Several works have this number: give work, the id of one.": bool(works) and not work,
        "Give pages, like vii-xxi, 1-10, 25.": not extract.pages,
        "The total pages of this work are not known: ask the library.": work is not None
        and not work.is_journal
        and not work.pages,
        "Give volume and issue.": work is not None
        and work.is_journal
        and not ((extract.volume or work.volume) and (extract.issue or work.issue)),
    }
    return [words for words, lacks in said.items() if lacks]
