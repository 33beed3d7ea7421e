"""What must be said to write a course, a lecturer or a work."""

import hashlib
from datetime import date
from typing import Annotated, Any

from pydantic import Field, ValidationError

from chalicelib.domain.courses import Course, Lecturer, Run, Standing
from chalicelib.domain.identifiers import isn
from chalicelib.domain.say import Said, not_understood
from chalicelib.domain.works import Work

LONGEST_NAME = 100


class RunSaid(Said):
    year: str = Field(min_length=1, max_length=20)
    start: date
    end: date
    weeks: int = Field(0, ge=0, le=60)
    students: int = Field(0, ge=0, le=1_000_000)


class LecturerSaid(Said):
    name: str = Field(min_length=1, max_length=200)
    email: str = Field("", max_length=200, pattern=r"^$|^[^@\s]+@[^@\s]+$")


class CourseSaid(Said):
    name: str = Field(min_length=1, max_length=300)
    aliases: list[Annotated[str, Field(max_length=100)]] = Field([], max_length=20)
    department: str = Field("", max_length=200)
    status: Standing = Standing.ACTIVE
    runs: list[RunSaid] = Field([], max_length=40)


class WorkSaid(Said):
    title: str = Field(min_length=1, max_length=1000)
    authors: str = Field("", max_length=1000)
    isbn: str = Field("", max_length=50)
    issn: str = Field("", max_length=50)
    publisher: str = Field("", max_length=300)
    year: str = Field("", max_length=20)
    edition: str = Field("", max_length=100)
    pages: int | None = Field(None, gt=0, le=100_000)


def heard(model: type[Said], said: object) -> Any:
    try:
        return model.model_validate(said)
    except ValidationError as bad:
        raise not_understood(
            [{"field": ".".join(map(str, e["loc"])), "words": e["msg"]} for e in bad.errors()]
        ) from bad


def course(code: str, said: object) -> Course:
    """The course that was said; runs end after they start, and no year comes twice."""
    form: CourseSaid = heard(CourseSaid, said)
    code = named("code", code)
    runs = tuple(Run(one.year, one.start, one.end, one.weeks, one.students) for one in form.runs)
    if any(run.end < run.start for run in runs):
        raise not_understood([{"field": "runs", "words": "a run ends before it starts"}])
    if len({run.year for run in runs}) < len(runs):
        raise not_understood([{"field": "runs", "words": "two runs have the same year"}])
    return Course(
        code.upper(), form.name, tuple(form.aliases), form.department,
        None, form.status, runs,
    )  # fmt: skip


def lecturer(lecturer_id: str, said: object) -> Lecturer:
    form: LecturerSaid = heard(LecturerSaid, said)
    return Lecturer(named("id", lecturer_id), form.name, form.email)


def named(field: str, name: str) -> str:
    """A name out of an address; one that is empty or long is refused rather than cut."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        words = f"this has 1 to {LONGEST_NAME} printable characters"
        raise not_understood([{"field": field, "words": words}])
    return name


def work(said: object) -> Work:
    """The work that was said. Its id is a digest of what tells works apart, so a repeat is one."""
    form: WorkSaid = heard(WorkSaid, said)
    numbers = {}
    for name, kind in (("isbn", "isbn"), ("issn", "issn")):
        typed = getattr(form, name)
        found = isn(typed) if typed else None
        if typed and (found is None or found.kind != kind):
            raise not_understood([{"field": name, "words": f"this is no valid {kind.upper()}"}])
        numbers[name] = found.normal if found else ""
    same = "|".join([numbers["isbn"] or numbers["issn"], form.title.casefold(), form.edition])
    work_id = hashlib.sha256(same.encode()).hexdigest()[:16]
    return Work(**form.model_dump() | numbers | {"id": work_id})
