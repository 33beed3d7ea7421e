"""What must be said to write a course, a lecturer or a work."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from pydantic import Field, ValidationError

from chalicelib.domain import identifiers
from chalicelib.domain.courses import (
    Course,
    Lecturer,
    Run,
    Standing,
    plain_code,
    year_called,
    year_of,
)
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.matching import named_by_content
from chalicelib.domain.say import Said, not_understood
from chalicelib.domain.works import Work, WorkKind
from chalicelib.domain.writes import digest

LONGEST_NAME = 100
MOST_ALIASES = 20
#: Signs of the mark by which a record that was seen is known again.
MARK = 16


class RunSaid(Said):
    year: str = Field(title="Academic year (as 2026-27)", min_length=1, max_length=20)
    start: date = Field(title="First day")
    end: date = Field(title="Last day")
    weeks: int = Field(0, title="Weeks", ge=0, le=60)
    students: int = Field(0, title="Students", ge=0, le=1_000_000)
    resits_until: date | None = Field(None, title="Last day of resits")


EMAIL = r"^$|^[^@\s]+@[^@\s]+$"


class Record(Said):
    """A record that is written whole. `seen` is what was shown of it, so that nobody writes over
    what somebody else saved meanwhile; a script may leave it out."""

    seen: str = Field("", title="The record as it was seen", max_length=MARK)


class LecturerSaid(Record):
    name: str = Field(title="Name", min_length=1, max_length=200)
    email: str = Field("", title="E-mail address", max_length=200, pattern=EMAIL)
    retired: bool = Field(False, title="Retired: offered no more")


class LeadSaid(Said):
    """Who leads a course, as the course's own record says."""

    name: str = Field("", title="Lecturer's name", max_length=200)
    email: str = Field("", title="Lecturer's e-mail address", max_length=200, pattern=EMAIL)


class CourseSaid(Record):
    """A course whole. Under another `code` it is renamed, and the one it had finds it still."""

    code: str = Field(
        "",
        title="Course code",
        description="A new code keeps the old one as another: requests and extents stay.",
        max_length=100,
    )
    name: str = Field(title="Course name", min_length=1, max_length=300)
    aliases: list[Annotated[str, Field(max_length=100)]] = Field(
        [],
        title="Other codes",
        description="Codes that it had or has elsewhere, one a line.",
        max_length=MOST_ALIASES,
    )
    department: str = Field("", title="Department", max_length=200)
    subject: str = Field("", title="Subject", max_length=200)
    lecturer: LeadSaid = Field(LeadSaid(name="", email=""), title="Who leads it")
    status: Standing = Field(
        Standing.ACTIVE,
        title="Status",
        description="Archived closes its links; deleted is for good.",
        json_schema_extra={
            "oneOf": [{"const": one.value, "title": one.value.capitalize()} for one in Standing]
        },
    )
    history_loaded: bool = Field(
        False,
        title="Its history is all loaded",
        description="What it had before the desk was there has been imported, or there was none.",
    )
    runs: list[RunSaid] = Field([], title="Runs", max_length=40)


class NewCourseSaid(Said):
    """A course that is missing while a request is worked on, with the run that it is for."""

    code: str = Field(title="Course code", min_length=1, max_length=100)
    name: str = Field(title="Name", min_length=1, max_length=300)
    department: str = Field("", title="Department", max_length=200)
    year: str = Field("", title="Academic year (empty: the current one)", max_length=20)
    start: date | None = Field(None, title="First day (empty: that of the year)")
    end: date | None = Field(None, title="Last day, resits included (empty: that of the year)")
    weeks: int = Field(52, title="Weeks", ge=1, le=52)
    students: int = Field(0, title="Students", ge=0, le=1_000_000)


class WorkSaid(Record):
    """A title record, as the library describes it."""

    title: str = Field(title="Title", min_length=1, max_length=1000)
    authors: str = Field("", title="Authors or editors", max_length=1000)
    isbn: str = Field("", title="ISBN", max_length=50)
    issn: str = Field("", title="ISSN", max_length=50)
    doi: str = Field("", title="DOI", max_length=300)
    publisher: str = Field("", title="Publisher", max_length=300)
    year: str = Field("", title="Year", max_length=20)
    edition: str = Field("", title="Edition", max_length=100)
    pages: int | None = Field(None, title="Pages in all", gt=0, le=100_000)
    blanks: int = Field(0, title="Blank pages among them", ge=0, le=100_000)
    volume: str = Field("", title="Volume", max_length=50)
    issue: str = Field("", title="Issue", max_length=50)
    kind: WorkKind = Field(WorkKind.UNKNOWN, title="Publication type")
    country: str = Field("", title="Country of publication (two letters, as GB)", max_length=50)
    ccc: bool = Field(False, title="CCC Electronic Rights work")
    themed: bool = Field(False, title="An issue devoted to one theme")
    others: list[Annotated[str, Field(max_length=50)]] = Field(
        [], title="ISBN or ISSN of other editions (print, electronic)", max_length=10
    )
    edition_of: str = Field(
        "",
        title="Another edition of",
        max_length=100,
        json_schema_extra={"x-lookup": "/api/works?title=", "x-value": "id", "x-label": "title"},
    )


def heard(model: type[Said], said: object) -> Any:
    try:
        return model.model_validate(said)
    except ValidationError as bad:
        raise not_understood(
            [{"field": ".".join(map(str, e["loc"])), "words": e["msg"]} for e in bad.errors()]
        ) from bad


def forms() -> dict[str, Any]:
    """The forms in which records are written, as JSON Schema."""
    course, lecturer = CourseSaid.model_json_schema(), LecturerSaid.model_json_schema()
    course |= {"description": "", "required": ["code", "name", "status"]}
    for form in (course, lecturer):
        del form["properties"]["seen"]
    return {"course": course, "lecturer": lecturer | {"description": ""}}


def mark(record: Course | Lecturer | Work) -> str:
    """By what a record is known again as it stands now."""
    return digest("record", record)[:MARK]


def not_overtaken(said: Mapping[str, Any], stands: Course | Lecturer | Work | None) -> None:
    """ChangedMeanwhile where the record is not what was seen; who said nothing saw nothing."""
    if said.get("seen") and (stands is None or mark(stands) != said["seen"]):
        raise ChangedMeanwhile(
            "Somebody else saved this record after you opened it.",
            instead="Close the form and open it again to see theirs, then make your change.",
        )


def not_deleted(stands: Course | None, course: Course) -> None:
    """A course that was deleted is not written to again, here as in a file of courses."""
    if stands and stands.status is Standing.DELETED and course != stands:
        raise off("status", f"{stands.code} is deleted, and that is for good")


def course(code: str, said: object) -> Course:
    """The course that was said; runs end after they start, and no year comes twice."""
    form: CourseSaid = heard(CourseSaid, said)
    code = named("code", code)
    runs = tuple(
        Run(one.year, one.start, one.end, one.weeks, one.students, one.resits_until)
        for one in form.runs
    )
    if any(run.end < run.start for run in runs):
        raise not_understood([{"field": "runs", "words": "a run ends before it starts"}])
    if any(run.resits_until and run.resits_until < run.start for run in runs):
        raise not_understood([{"field": "runs", "words": "resits end before their run starts"}])
    if len({run.year for run in runs}) < len(runs):
        raise not_understood([{"field": "runs", "words": "two runs have the same year"}])
    return Course(
        code.upper(), form.name, tuple(form.aliases), form.department,
        lead(form.lecturer), form.status, runs, form.subject, form.history_loaded,
    )  # fmt: skip


def renamed(course: Course, stands: Course | None, code: str, other: Course | None) -> Course:
    """The course under the code that was said, with the one it had among its aliases.

    `stands` is the course as it is, None where it is new; `other` the one found by the new code.
    """
    new = plain_code(named("code", code))
    course = replace(course, code=stands.code if stands else course.code)
    if new == course.code:
        return course
    if stands is None:
        raise off("code", f"There is no course {course.code} to be called {new}.")
    if other and other.code != course.code:
        raise off("code", f"{new} is a code of {other.code} {other.name}.")
    kept = [one for one in course.aliases if plain_code(one) not in (new, course.code)]
    if len(kept) >= MOST_ALIASES:
        raise off("code", f"{course.code} has had {MOST_ALIASES} other codes.")
    return replace(course, code=new, aliases=(*kept, course.code))


def lead(said: LeadSaid) -> Lecturer | None:
    if not said.name and not said.email:
        return None
    return Lecturer(said.email.casefold()[:100], said.name or said.email, said.email)


def new_course(said: object, today: date) -> Course:
    """The course that was said, with its one run; the year is the current one unless said."""
    form: NewCourseSaid = heard(NewCourseSaid, said)
    year = year_called(form.year) if form.year else year_of(form.start or today)
    if year is None:
        raise not_understood([{"field": "year", "words": "write an academic year as 2026-27"}])
    run = Run(year.name, form.start or year.start, form.end or year.end, form.weeks, form.students)
    if run.end < run.start:
        raise not_understood([{"field": "end", "words": "the last day is before the first"}])
    code = plain_code(named("code", form.code))
    return Course(code, form.name, department=form.department, runs=(run,))


def new_lecturer(said: object) -> Lecturer:
    """The lecturer that was said, known by the e-mail address or, without one, by the name."""
    form: LecturerSaid = heard(LecturerSaid, said)
    own = (form.email or "-".join(form.name.split())).casefold()[:LONGEST_NAME]
    return Lecturer(named("name", own), form.name, form.email, form.retired)


def lecturer(lecturer_id: str, said: object) -> Lecturer:
    form: LecturerSaid = heard(LecturerSaid, said)
    return Lecturer(named("id", lecturer_id), form.name, form.email, form.retired)


def named(field: str, name: str) -> str:
    """A name out of an address; one that is empty or long is refused rather than cut."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        words = f"this has 1 to {LONGEST_NAME} printable characters"
        raise not_understood([{"field": field, "words": words}])
    return name


def work(said: object, work_id: str = "") -> tuple[Work, str]:
    """The work that was said, and the record that it is said to be another edition of.

    Its id is a digest of what tells works apart, so that a repeat is one; a record that is being
    corrected keeps its own.
    """
    form: WorkSaid = heard(WorkSaid, said)
    numbers = {name: number(name, getattr(form, name)) for name in ("isbn", "issn")}
    if form.pages and form.blanks >= form.pages:
        raise off("blanks", "not all pages can be blank")
    found = identifiers.doi(form.doi) or ""
    if form.doi and not found:
        raise off("doi", "this is no DOI; it begins with 10. and has a slash")
    if form.country and not (form.country.isascii() and form.country.isalpha()
                             and len(form.country) == 2):  # fmt: skip
        raise off("country", "write the two letters of ISO 3166, as GB, IE or US")
    own = {*numbers.values()}
    others = tuple(dict.fromkeys(number("others", one) for one in form.others if one))
    typed: dict[str, Any] = form.model_dump(exclude={"edition_of", "seen"}) | numbers
    typed |= {"others": tuple(one for one in others if one not in own), "doi": found}
    typed |= {"country": form.country.upper(), "id": work_id}
    made = Work(**typed)
    return made if work_id else replace(made, id=named_by_content(made)), form.edition_of


def number(field: str, typed: str) -> str:
    """An ISBN-13, or an ISSN of eight characters; says what is wrong with what is neither."""
    found = identifiers.isn(typed) if typed else None
    wanted = {"isbn": ("isbn",), "issn": ("issn",)}.get(field, ("isbn", "issn"))
    if typed and (found is None or found.kind not in wanted):
        names = " or ".join(one.upper() for one in wanted)
        raise off(field, identifiers.what_is_wrong(typed) or f"this is no valid {names}")
    return found.normal if found else ""


def off(field: str, words: str) -> Exception:
    return not_understood([{"field": field, "words": words}])
