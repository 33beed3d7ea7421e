"""Readings that are live elsewhere already, out of a table: what counted before the desk was there.

One row a reading and a run of its course. A row that stands already is recognised by what it is of
(course, year, work, part), so the same file again is harmless; its file, its old link and how many
cover sheets to take off may be corrected by a later file, and all else only at the request itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from chalicelib.domain import copies, uploads
from chalicelib.domain.bounds import openings_of
from chalicelib.domain.channels import IMPORT
from chalicelib.domain.courses import Course, CourseRun, plain_code, run_of, year_called
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.facts import Dates, Imported, Original, Verification
from chalicelib.domain.history_cells import (
    Cells,
    digest,
    extract_in,
    imported_in,
    of_part,
    source_in,
    with_pages,
)
from chalicelib.domain.identifiers import isn, what_is_wrong
from chalicelib.domain.licence import Answer, Answers
from chalicelib.domain.matching import by_another
from chalicelib.domain.openings import Link
from chalicelib.domain.people import Person
from chalicelib.domain.request import Change, Event, Request, State
from chalicelib.domain.search import fold
from chalicelib.domain.uploads import RowRefused, Saved, Upload, brief, whole
from chalicelib.domain.voids import copy_record
from chalicelib.domain.works import Extract, Work

COLUMNS = (
    "CourseCode", "AcademicYear", "ISN", "Title", "Author", "Volume", "Issue", "ExtractTitle",
    "Chapter", "Portion", "Pages", "TotalPages", "Basis", "Source", "From", "To", "OldLink",
    "File", "StripFront", "StripBack",
)  # fmt: skip
#: Other headings that people use for the same.
ALSO = {
    "code": "CourseCode", "course": "CourseCode", "year": "AcademicYear", "run": "AcademicYear",
    "isbn": "ISN", "issn": "ISN", "isbnissn": "ISN", "author": "Author", "authors": "Author",
    "extract": "ExtractTitle", "article": "ExtractTitle", "pagerange": "Pages",
    "source": "Source", "start": "From", "end": "To", "link": "OldLink", "url": "OldLink",
    "pdf": "File", "filename": "File",
}  # fmt: skip
HEADINGS = {name.lower(): name for name in COLUMNS} | ALSO
DATES = ("From", "To")
#: What a later file may correct; all else says what was copied.
MENDED = ("OldLink", "File", "StripFront", "StripBack")
MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """One reading as its row says it; `work` is the library's record of it, or a new one."""

    key: str
    said: str
    served: CourseRun
    work: Work
    extract: Extract
    basis: str
    source: str
    dates: Dates
    imported: Imported
    cells: tuple[tuple[str, str], ...] = ()
    request: str = ""

    @property
    def name(self) -> str:
        return f"{self.served.code} {self.extract.title or self.work.title}"[:200]


@dataclass(frozen=True, slots=True)
class Reading:
    """One upload being read, with what has to be looked up for it.

    `found` are the works under a number or a title, `stands` the request of an earlier file.
    """

    known: Callable[[str], Course | None]
    found: Callable[[str, str], Sequence[Work]]
    made: Callable[[Mapping[str, object]], Work]
    stands: Callable[[str], Request | None]
    bases: Mapping[str, str]
    day_first: bool | None = None

    def one(self, cells: Cells) -> Saved[Line]:
        """What a row makes of the reading that it names."""
        line = self.line(cells)
        before = self.stands(line.key)
        if before is None or before.imported is None:
            return Saved(None, line)
        stood = replace(line, imported=before.imported, request=before.id)
        if before.imported.said != line.said:
            raise RowRefused(
                "CourseCode",
                f"This reading was imported before as {before.id}, with other dates, pages, basis "
                "or source: change them there.",
            )
        return Saved(stood, replace(line, request=before.id))

    def line(self, cells: Cells) -> Line:
        served, extract = self.served(cells), extract_in(cells)
        said = digest(value for name, value in cells.items() if value and name not in MENDED)

        def key(work: Work) -> str:
            return digest((served.code, served.run.year, work.id, *of_part(extract)))

        def holds(work: Work) -> bool:
            before = self.stands(key(work))
            return bool(before and before.imported and before.imported.said == said)

        work = self.work(cells, holds)
        basis, source = self.basis(cells), source_in(cells)
        dates = self.dates(cells, served)
        return Line(
            key=key(work), said=said, served=served, work=work, extract=extract, basis=basis,
            source=source, dates=dates, imported=imported_in(cells, said),
            cells=tuple((name, cells[name]) for name in COLUMNS if cells.get(name)),
        )  # fmt: skip

    def served(self, cells: Cells) -> CourseRun:
        code = plain_code(brief(cells, "CourseCode", 100))
        course = self.known(code) if code else None
        if course is None or not course.is_there:
            words = f"The library has no course {code}." if code else "Every row needs a course."
            raise RowRefused("CourseCode", words)
        text = brief(cells, "AcademicYear", 20)
        year = year_called(text)
        run = course.run_of(text) or (course.run_of(year.name) if year else None)
        if run is None:
            words = f"{course.code} has no run {text}: import the course with this run first."
            raise RowRefused("AcademicYear", words if text else "Every row needs an academic year.")
        return run_of(course, run)

    def work(self, cells: Cells, holds: Callable[[Work], bool]) -> Work:
        """The library's record under that number or exact title; else a new one.

        `holds` says whether this very row stands under a record already.
        """
        number, title = brief(cells, "ISN", 50), brief(cells, "Title", 1000)
        total = whole(cells, "TotalPages", 1, MOST_PAGES)
        valid = isn(number) if number else None
        if number and valid is None:
            raise RowRefused("ISN", what_is_wrong(number) or "This is neither an ISBN nor an ISSN.")
        if not number and not title:
            raise RowRefused("ISN", "Every row needs an ISBN, an ISSN or a title.")
        author = brief(cells, "Author", 1000)
        works = self.meant(valid.normal if valid else "", title, author, holds)
        if len(works) > 1:
            more = "the number" if author else "the number or the author"
            raise RowRefused("Title", f"Several of the library's records match: give {more}.")
        if works:
            return with_pages(works[0], total)
        if not title:
            raise RowRefused("Title", "The library has no record of this number: give the title.")
        new: dict[str, object] = {"title": title, "authors": author}
        new |= {"pages": total} | ({valid.kind: valid.normal} if valid else {})
        try:
            return self.made(new)
        except NotUnderstood as wrong:
            raise RowRefused("Title", wrong.detail) from wrong

    def meant(
        self, number: str, title: str, author: str, holds: Callable[[Work], bool]
    ) -> Sequence[Work]:
        """The records with this number; without one, that of this title which has the row already.

        Else those of no other author, and first those that say one if the row does.
        """
        works = self.found(number, "" if number else title)
        if number:
            return [one for one in works if number in (one.isbn, one.issn)] or works
        same = [one for one in works if fold(one.title) == fold(title)]
        near = [one for one in same if not by_another(one, author)]
        return (
            [one for one in same if holds(one)]
            or [one for one in near if bool(one.authors) == bool(author)]
            or near
        )

    def basis(self, cells: Cells) -> str:
        """The code of a basis, by its code or by the words that staff read for it."""
        text = fold(brief(cells, "Basis", 200))
        for code, label in self.bases.items():
            if text in (fold(code), fold(label)):
                return code
        raise RowRefused("Basis", f"A basis is one of {', '.join(self.bases)}.")

    def dates(self, cells: Cells, served: CourseRun) -> Dates:
        start, end = (uploads.day(cells, name, self.day_first) for name in DATES)
        start, end = start or served.run.start, end or served.run.end
        if end < start:
            raise RowRefused("To", f"It ends on {end}, before it starts.")
        if end < served.run.start or served.run.end < start:
            raise RowRefused("From", f"These days are outside the run of {served.run.year}.")
        return Dates(start, end)


def parse(sent: bytes, reading: Reading) -> Upload[Line]:
    """What this file would bring in; NotUnderstood where it is no table."""
    table = uploads.table(sent, HEADINGS, ("CourseCode", "AcademicYear", "Basis"))
    reading = replace(reading, day_first=uploads.day_first(table, DATES))
    seen: set[str] = set()

    def one(cells: Cells) -> Saved[Line]:
        saved = reading.one(cells)
        if saved.after.key in seen:
            raise RowRefused("CourseCode", "This reading stands in the file more than once.")
        seen.add(saved.after.key)
        return saved

    return uploads.read(table, one)


def empty() -> str:
    """The file to fill in: the headings, and nothing else."""
    return uploads.written(COLUMNS, ())


def begin(
    line: Line, request_id: str, number: int, token: str, by: Person, now: datetime, today: date
) -> tuple[Change, Original]:
    """The reading as a request that is live, or over where its last day is past.

    Its copy counts from its own first day; no list and no person hears of it.
    """
    live = Request(
        id=request_id, number=number, rlms=IMPORT, added_on=now, updated_on=now,
        state=State.COMPLETE, course_asked=line.served.code, runs=(line.served,),
        title=line.extract.title or line.work.title, work=line.work, extract=line.extract,
        dates=line.dates, imported=line.imported, answers=answers_of(line, by, today),
        licence=Verification(line.basis, by.name, today, note="Imported: live elsewhere before"),
    )  # fmt: skip
    live = replace(live, link=Link(token, openings_of(live)))
    start, end = line.dates.start or today, line.dates.end
    over = end is not None and end < today
    # What was made before today was available from its own first day, and not from today.
    live = replace(
        live,
        copies=tuple(
            replace(one, since=start, until=end if over else None)
            for one in copies.kept(live, live, today)
        ),
        state=State.EXPIRED if over else State.COMPLETE,
    )
    event = Event(1, now, by.id, by.name, "import", after=live.state.value,
                  said={"copy": copy_record(live.copies)})  # fmt: skip
    return Change(live, event), original_of(line, now)


def original_of(line: Line, now: datetime) -> Original:
    """The row as it came."""
    cells = dict(line.cells)
    return Original(
        received_on=now, title=line.extract.title, work_title=cells.get("Title", ""),
        author=cells.get("Author", ""), isn=cells.get("ISN", ""), pages=cells.get("Pages", ""),
        course_code=line.served.code, fields=line.cells,
    )  # fmt: skip


def answers_of(line: Line, by: Person, today: date) -> Answers:
    if not line.source:
        return Answers()
    told = Answer(value=line.source, source="person", checked_on=today, checked_by=by.name)
    return Answers(original=told)
