"""The shapes in which the API answers the library's own records."""

from typing_extensions import TypedDict


class Run(TypedDict):
    year: str
    start: str
    end: str
    weeks: int
    students: int


class Lead(TypedDict):
    name: str
    email: str


class Course(TypedDict):
    code: str
    aliases: list[str]
    name: str
    department: str
    subject: str
    lecturer: Lead | None
    status: str
    runs: list[Run]


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
    retired: bool


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


class Courses(TypedDict):
    courses: list[Course]
    next: str | None


class Lecturers(TypedDict):
    lecturers: list[LecturerRecord]
    next: str | None


class Works(TypedDict):
    works: list[Work]


class BadRow(TypedDict):
    """A row of an upload that cannot be taken; the headings are row 1."""

    row: int
    column: str
    words: str


class UploadSummary(TypedDict):
    """What an upload does, or would do; `ignored` are headings that mean nothing here."""

    applied: bool
    created: list[str]
    changed: list[str]
    unchanged: int
    refused: list[BadRow]
    ignored: list[str]


class Staff(TypedDict):
    id: str
    name: str


class People(TypedDict):
    people: list[Staff]


class Me(TypedDict):
    id: str
    name: str
    email: str
    roles: list[str]
    institution: str
