"""What a person must say with an action; each model is the action's form and its check.

Only forms need pydantic, so nothing on the way in from a reading list imports this file: the
tables of `lifecycle` name a model by its name here. `choices` names the list a value comes from
(see `forms.choices`), `lookup` the API that a form offers values from.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.pages import NotPages, Pages
from chalicelib.domain.works import Portion

LONGEST_NOTE = 4000


def one_of(title: str, choices: str, **more: Any) -> Any:
    """A value out of a list that the desk knows."""
    return Field(title=title, json_schema_extra={"x-choices": choices}, **more)


def text(title: str, longest: int = 500, **more: Any) -> Any:
    return Field(title=title, max_length=longest, **more)


def note(title: str = "Note") -> Any:
    return Field("", title=title, max_length=LONGEST_NOTE, json_schema_extra={"x-multiline": True})


def mail_to(whom: str) -> Any:
    """Off unless ticked: nobody is written to by surprise (A034, A060)."""
    return Field(False, title=f"E-mail the {whom}", json_schema_extra={"x-mail": whom})


class Said(BaseModel):
    """What was said with an action; an unknown word is refused rather than lost."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Nothing(Said):
    pass


class Assignee(Said):
    """Who works on it; nobody named means whoever clicks."""

    person: str = Field(
        "",
        title="Who (empty: me)",
        max_length=200,
        json_schema_extra={"x-lookup": "/api/people?q=", "x-value": "id", "x-label": "name"},
    )


class Note(Said):
    note: str = Field(
        title="Note",
        min_length=1,
        max_length=LONGEST_NOTE,
        json_schema_extra={"x-multiline": True},
    )


class Reason(Said):
    """Why it is rejected (A032-A034)."""

    reason: str = one_of("Reason", "rejections")
    note: str = note("Note for the requester")
    notify: bool = mail_to("requester")


class Cancellation(Said):
    """Why staff cancel it (A169); the reading list hears the reason and the note."""

    reason: str = one_of("Reason", "cancellations")
    note: str = note("Cancellation note")


class Tags(Said):
    """The staff's own words for finding it again; all of them, because they replace the old."""

    tags: list[Annotated[str, Field(min_length=1, max_length=30)]] = Field(
        [], title="Tags", description="One a line, ten at most.", max_length=10
    )


#: A course is found by typing, and added where it is missing.
BY_CODE: dict[str, Any] = {
    "x-lookup": "/api/courses?q=",
    "x-value": "code",
    "x-label": "name",
    "x-create": "/api/courses",
}


class CourseChoice(Said):
    """The course and the run of it that the copy is for (A026, A039)."""

    course: str = Field(title="Course", min_length=1, max_length=100, json_schema_extra=BY_CODE)
    year: str = text("Academic year (empty: the current run)", 20, default="")


class RunChoice(Said):
    run: str = one_of("Course", "runs")


class LecturerChoice(Said):
    lecturer: str = Field(
        title="Lecturer",
        min_length=1,
        max_length=100,
        json_schema_extra={"x-lookup": "/api/lecturers?q=", "x-value": "id", "x-label": "name"},
    )


BLANKS = "Blank pages and adverts among them"


class Range(Said):
    """The corrected page range (A043)."""

    pages: str = Field(
        title="Pages", min_length=1, max_length=200, json_schema_extra={"x-pages": True}
    )
    blanks: int = Field(0, title=BLANKS, ge=0, le=10_000)


class Metadata(Said):
    """The work that was found or added, and the extract taken from it (A042-A048)."""

    work: str = Field(
        title="Work",
        min_length=1,
        max_length=100,
        json_schema_extra={"x-lookup": "/api/works?title=", "x-value": "id", "x-label": "title"},
    )
    title: str = text("Chapter or article title", default="")
    authors: str = text("Authors of the chapter or article", default="")
    chapter: str = text("Chapter number", 50, default="")
    portion: str = one_of("What it is", "portions", default="")
    volume: str = text("Volume", 50, default="")
    issue: str = text("Issue", 50, default="")
    doi: str = text("DOI of the chapter or article", 300, default="")
    pages: str = Field("", title="Pages", max_length=200, json_schema_extra={"x-pages": True})
    blanks: int = Field(0, title=BLANKS, ge=0, le=10_000)


class Period(Said):
    """The days on which readers may open it; both ends inclusive, empty means the run's own."""

    start: date | None = Field(None, title="First day")
    end: date | None = Field(None, title="Last day")


class CitationChoice(Said):
    citation: str = one_of("Place on the reading list", "candidates")


class ScanChoice(Said):
    scan: str = one_of("Scan", "scans")


class TextAsked(Said):
    """Text recognition of a scan, anew or in other languages than the deployment's own."""

    scan: str = one_of("Scan", "scans")
    language: str = one_of("Language (none: the desk's own)", "languages", default="")
    second: str = one_of("Second language", "languages", default="")


class ScanReuse(Said):
    """A scan that another request for the same text has; which ones, the request's page says."""

    scan: str = Field(title="Scan", min_length=1, max_length=100)


class Wait(Said):
    """What an active request waits for; nothing chosen means that it waits no longer."""

    waits_for: str = one_of("Waiting for", "waits", default="")
    chase_on: date | None = Field(None, title="Chase on")
    note: str = note()


class Publish(Said):
    """Generate the link (A059-A063)."""

    notify: bool = mail_to("lecturer")


class Started(Said):
    """A request that staff start from an ISN or a title (A007, A044)."""

    kind: Literal["digitisation", "copyright-clearance"] = Field("digitisation", title="Kind")
    purpose: Literal["course", "patron"] = Field("course", title="For a course or one patron")
    requester_name: str = text("Patron's name", 200, default="")
    requester_email: str = text("Patron's e-mail address", 200, default="")
    isn: str = text(
        "ISBN, ISSN or DOI", 300, default="",
        description="With or without hyphens. Without one, the title beneath is enough.",
    )  # fmt: skip
    title: str = text("Title of the book or journal", default="")
    extract_title: str = text("Chapter or article title", default="")
    portion: Portion = Field(Portion.PAGES, title="What it is")
    volume: str = text("Volume", 50, default="")
    issue: str = text("Issue", 50, default="")
    pages: str = Field("", title="Pages", max_length=200, json_schema_extra={"x-pages": True})
    course: str = Field("", title="Course", max_length=100, json_schema_extra=BY_CODE)
    note: str = note()


class Lookup(Said):
    """What to look for in outside catalogues (A044-A046)."""

    isn: str = text("ISBN, ISSN or DOI", 300, default="")
    title: str = text("Title", default="")
    author: str = text("Author", default="")


class Beat(Said):
    """That one has a request open: which action's form is open too, or that one has left."""

    doing: str = text("Action whose form is open", 60, default="")
    left: bool = Field(False, title="No longer here")


class Upload(Said):
    """A file that is about to be uploaded: its name, its size in bytes, its type."""

    name: str = text("File name", 255, min_length=1)
    bytes: int = Field(title="Size in bytes", gt=0, le=10**12)
    type: str = text("Content type", 100, default="application/pdf")


class Uploads(Said):
    """Files that are about to be uploaded, in the order in which one scan is made of them."""

    name: str = text("Name of the scan (empty: that of the first file)", 255, default="")
    files: list[Upload] = Field(title="Files", min_length=1, max_length=100)


def form(model: str) -> type[Said]:
    """The model of that name, here or in one of the files beside it."""
    from chalicelib.domain import (
        say_changes,
        say_delivery,
        say_licence,
        say_link,
        say_patron,
        say_rights,
    )

    places = (say_changes, say_delivery, say_licence, say_link, say_patron, say_rights)
    found = globals().get(model) or next(vars(one)[model] for one in places if model in vars(one))
    kind: type[Said] = found
    return kind


def read(model: str, said: object) -> Said:
    """What was said, as the model of that name; NotUnderstood names each field that is off."""
    try:
        heard = form(model).model_validate(said)
    except ValidationError as bad:
        fields = [
            {"field": ".".join(map(str, one["loc"])), "words": one["msg"]} for one in bad.errors()
        ]
        raise not_understood(fields) from bad
    pages = getattr(heard, "pages", "")
    if pages:
        try:
            Pages.read(pages)
        except NotPages as bad:
            raise not_understood([{"field": "pages", "words": str(bad)}]) from bad
    return heard


def not_understood(fields: list[dict[str, str]]) -> NotUnderstood:
    named = ", ".join(sorted({one["field"] or "all of it" for one in fields}))
    return NotUnderstood(f"Not complete, or not as it must be: {named}.", fields=fields)
