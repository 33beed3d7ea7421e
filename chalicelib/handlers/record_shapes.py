"""The shapes in which the API answers the library's own records."""

from typing_extensions import TypedDict


class Run(TypedDict):
    year: str
    start: str
    end: str
    weeks: int
    students: int


class Course(TypedDict):
    code: str
    aliases: list[str]
    name: str
    department: str
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


class Lecturers(TypedDict):
    lecturers: list[Lecturer]


class Works(TypedDict):
    works: list[Work]


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
