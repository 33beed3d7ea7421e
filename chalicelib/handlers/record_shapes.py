"""The shapes in which the API answers the library's own records."""

from typing import Any

from typing_extensions import TypedDict


class Run(TypedDict):
    year: str
    start: str
    end: str
    weeks: int
    students: int
    resits_until: str | None


class Lead(TypedDict):
    name: str
    email: str


class Course(TypedDict):
    """`history_loaded`: all that it had elsewhere is here, so that its verdicts count.

    Who writes it sends `seen` back, and is refused where somebody else saved it meanwhile.
    """

    code: str
    aliases: list[str]
    name: str
    department: str
    subject: str
    lecturer: Lead | None
    status: str
    history_loaded: bool
    runs: list[Run]
    seen: str


class RequestCourse(TypedDict):
    code: str
    name: str
    year: str
    start: str
    end: str
    students: int


class Lecturer(TypedDict):
    id: str
    name: str
    email: str


class LecturerRecord(Lecturer):
    """Who writes it sends `seen` back, as with a course."""

    retired: bool
    seen: str


class Work(TypedDict):
    id: str
    title: str
    authors: str
    isbn: str
    issn: str
    publisher: str
    year: str
    edition: str
    pages: int | None
    blanks: int
    doi: str
    volume: str
    issue: str
    kind: str
    kind_label: str
    country: str
    ccc: bool
    themed: bool
    #: Each ISBN and ISSN in every form in which people type it.
    forms: list[str]
    others: list[str]
    #: The record that it is counted with; empty where it is counted by itself.
    edition_of: str


class WorkRecord(Work):
    """Who corrects it sends `seen` back, as with a course."""

    seen: str


class AddedWork(WorkRecord):
    """`added` is false where the library had the record already: it stands as it was."""

    added: bool


class Extract(TypedDict):
    title: str
    authors: str
    chapter: str
    pages: str
    page_count: int | None
    blanks: int
    portion: str
    portion_label: str
    volume: str
    issue: str
    doi: str
    images: bool | None
    title_page: bool


class Matched(TypedDict):
    """By what the title record was known, or why none was taken, and the records it might be."""

    how: str
    words: str
    work: str | None
    others: list[str]
    like: str | None


class Twin(TypedDict):
    """Another request for the same text for the same run."""

    id: str
    number: int
    title: str
    state: str
    state_label: str
    runs: list[str]


class Reusable(TypedDict):
    """A scan of the same text under another request, with what was decided about it there."""

    id: str
    request: str
    scan: str
    name: str
    pages: int | None
    runs: str
    range: str
    decision: str
    words: str


class CatalogueAnswer(TypedDict):
    """How one outside catalogue answered."""

    name: str
    label: str
    ok: bool
    words: str


class CatalogueFind(TypedDict):
    """A title as a catalogue has it, to be sent to POST /api/works; and the part it is of."""

    catalogue: str
    work: dict[str, Any]
    extract: dict[str, Any] | None


class LookedUp(TypedDict):
    asked: list[CatalogueAnswer]
    found: list[CatalogueFind]


class WorkCorrection(TypedDict):
    at: str
    by_name: str
    was: Work


class WorkDetail(TypedDict):
    """A title record with its other editions, counted together, and what it was before."""

    work: WorkRecord
    editions: list[Work]
    corrections: list[WorkCorrection]


class Courses(TypedDict):
    courses: list[Course]
    next: str | None


class Lecturers(TypedDict):
    lecturers: list[LecturerRecord]
    next: str | None


class RecordForms(TypedDict):
    """JSON Schemas of the forms in which records are written."""

    course: dict[str, Any]
    lecturer: dict[str, Any]


class Works(TypedDict):
    works: list[WorkRecord]


class BadRow(TypedDict):
    """A row of an upload that cannot be taken; the headings are row 1."""

    row: int
    column: str
    words: str


class Changed(TypedDict):
    """A record that an upload changes: each thing as it was and as it becomes."""

    name: str
    words: list[str]


class UploadSummary(TypedDict):
    """What an upload does, or would do; `ignored` are headings that mean nothing here.

    `headings` are the file's own words for the columns that it has.
    """

    applied: bool
    created: list[str]
    changed: list[str]
    changes: list[Changed]
    unchanged: int
    refused: list[BadRow]
    ignored: list[str]
    headings: dict[str, str]


class HistorySummary(UploadSummary):
    """`left` are readings that there was no time for; `words` say so, and which open nothing."""

    left: list[str]
    words: str


class ReadingForm(TypedDict):
    """Where a file goes for one reading; `words` say why, where it goes nowhere."""

    request: str
    scan: str
    url: str
    fields: dict[str, str]
    words: str


class ReadingForms(TypedDict):
    files: list[ReadingForm]


class Staff(TypedDict):
    """One of the staff, with the roles of the last time that he or she signed in."""

    id: str
    name: str
    roles: list[str]


class People(TypedDict):
    people: list[Staff]


class Present(TypedDict):
    """Somebody else who has a request open; `doing` is the action whose form is open there."""

    name: str
    since: str
    doing: str | None


class Here(TypedDict):
    others: list[Present]


class Me(TypedDict):
    id: str
    name: str
    email: str
    roles: list[str]
    institution: str
