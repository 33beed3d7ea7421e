"""What a teacher typed into the request form: read, found wrong in words, or asked for.

Nothing here forgets what was typed: whatever is wrong is said beside its field, and the form comes
back as it was sent. Which fields are mandatory is the library's own choice; a course, a title or
number, and some words on which part of it is meant, always are.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from chalicelib.domain import uploads
from chalicelib.domain.courses import Course, Standing
from chalicelib.domain.facts import Dates, Original, Requester
from chalicelib.domain.identifiers import isn, what_is_wrong
from chalicelib.domain.intake import Asked
from chalicelib.domain.pages import NotPages, Pages
from chalicelib.domain.people import Person
from chalicelib.domain.works import Extract, Portion

#: Each field of the form: what people call it, and how many characters it takes.
FIELDS: Mapping[str, tuple[str, int]] = {
    "course": ("Course", 200),
    "isn": ("ISBN or ISSN", 50),
    "title": ("Title of the book or journal", 500),
    "author": ("Author or editor", 300),
    "volume": ("Volume", 50),
    "issue": ("Issue", 50),
    "portion": ("What you need of it", 20),
    "extract_title": ("Title of the chapter or article", 500),
    "chapter": ("Number of the chapter", 50),
    "pages": ("Pages", 300),
    "images": ("Include images", 3),
    "title_page": ("Include the title page and its back", 3),
    "start": ("First day for students", 40),
    "end": ("Last day for students", 40),
    "needed_by": ("Needed by", 40),
    "note_1": ("Note", 1000),
    "note_2": ("Second note", 1000),
    "note_3": ("Third note", 1000),
}
DAYS = ("start", "end", "needed_by")
NOTES = ("note_1", "note_2", "note_3")
TICKS = ("images", "title_page")
PORTIONS: Mapping[str, str] = {
    "pages": "Some pages",
    "chapter": "A whole chapter",
    "article": "A whole article",
    "paper": "A whole conference paper",
    "case": "A whole law case",
    "scene": "A whole scene of a play",
    "short-work": "A whole short story, poem or play",
    "whole": "The whole work",
}
#: What a verdict is called on the page.
TITLES: Mapping[str, str] = {
    "within": "Within the limit",
    "over": "Over the limit",
    "cannot tell": "The limit cannot be told yet",
}
#: So many courses are offered where several match.
NEAR = 8

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a field, and what to write instead."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Courses:
    """The course that was meant, or those that it may have been; `closed` is one that is over."""

    one: Course | None = None
    near: Sequence[Course] = ()
    closed: Course | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """The form looked through: its days and its pages as values, and all that is wrong."""

    days: Mapping[str, date | None] = field(default_factory=dict)
    pages: Pages | None = None
    wrong: tuple[Wrong, ...] = ()


def typed(said: Mapping[str, str]) -> Typed:
    """The fields of the form, each as it was typed, without what no eye sees."""
    return {name: tidy(said.get(name, ""), name in NOTES) for name in FIELDS}


def tidy(text: str, lines: bool) -> str:
    """Signs that can be seen, in one line or, of a note, in several."""
    parts = text.replace("\r\n", "\n").split("\n") if lines else [text]
    seen = ("".join(one if one.isprintable() else " " for one in part) for part in parts)
    return "\n".join(" ".join(one.split()) for one in seen).strip()


def meant(text: str, exact: Course | None, found: Iterable[Course]) -> Courses:
    """Which course a person means by a code or by words of its name; archived ones are over."""
    if not text:
        return Courses()
    every = [exact] if exact else list(found)
    active = [one for one in every if one.status is Standing.ACTIVE]
    if len(active) == 1:
        return Courses(active[0])
    return Courses(near=active[:NEAR], closed=next(iter(every), None) if not active else None)


def look(said: Typed, courses: Courses, mandatory: Collection[str], today: date) -> Looked:
    """All that is wrong, in the order of the form, so that it is mended in one go."""
    wrong: dict[str, str] = {}
    for name in FIELDS:
        label, longest = FIELDS[name]
        if len(said[name]) > longest:
            wrong[name] = f"{label}: at most {longest} characters, and this has {len(said[name])}."
        elif not said[name] and name in mandatory:
            wrong[name] = f"{label}: the library needs this."
    days = {name: day_in(said, name, wrong) for name in DAYS}
    pages = pages_in(said, wrong)
    checks = {
        "course": course_wrong(said, courses),
        "isn": isn_wrong(said),
        "portion": "" if said["portion"] in ("", *PORTIONS) else "Choose one of those offered.",
        "pages": part_wrong(said),
        **days_wrong(days, today),
    }
    for name, words in checks.items():
        if words:
            wrong.setdefault(name, words)
    return Looked(days, pages, tuple(Wrong(name, wrong[name]) for name in FIELDS if name in wrong))


def day_in(said: Typed, name: str, wrong: dict[str, str]) -> date | None:
    try:
        return uploads.day(said, name, None)
    except uploads.RowRefused as bad:
        wrong.setdefault(name, bad.words)
        return None


def pages_in(said: Typed, wrong: dict[str, str]) -> Pages | None:
    try:
        return Pages.read(said["pages"]) if said["pages"] else None
    except NotPages as bad:
        wrong["pages"] = f"{bad.detail} {bad.instead}"
        return None


def course_wrong(said: Typed, courses: Courses) -> str:
    if courses.one:
        return ""
    if not said["course"]:
        return "Give the course that the reading is for."
    if courses.closed:
        one = courses.closed
        return f"{one.code} {one.name} is {one.status.value}. Give a course that is taught now."
    if courses.near:
        return "Several courses match. Choose yours below, or write its code."
    return "The library knows no such course. Write its code, or a word of its name."


def isn_wrong(said: Typed) -> str:
    if not said["isn"] and not said["title"]:
        return "Give an ISBN, an ISSN or the title."
    if said["isn"] and isn(said["isn"]) is None:
        return what_is_wrong(said["isn"]) or "This is neither an ISBN nor an ISSN."
    return ""


def part_wrong(said: Typed) -> str:
    if any(said[name] for name in ("pages", "chapter", "extract_title")):
        return ""
    return "" if said["portion"] == "whole" else "Give the pages, or say which chapter or article."


def days_wrong(days: Mapping[str, date | None], today: date) -> dict[str, str]:
    start, end, needed = (days[name] for name in DAYS)
    past = "This day has passed."
    backwards = start and end and end < start
    return {
        "end": "The last day is before the first."
        if backwards else past if end and end < today else "",
        "needed_by": past if needed and needed < today else "",
    }  # fmt: skip


def asked(
    said: Typed, looked: Looked, course: Course, person: Person, now: datetime, once: str
) -> Asked:
    """The request, in the shape of what a list sends. The same form sent twice is one request."""
    start, end, needed_by = (looked.days.get(name) for name in DAYS)
    pages = looked.pages
    why = "" if person.email else "The university's sign-in gave no e-mail address."
    portion = said["portion"] if said["portion"] not in ("", "pages") else ""
    original = Original(
        received_on=now,
        title=said["extract_title"],
        work_title=said["title"],
        author=said["author"],
        isn=said["isn"],
        pages=said["pages"],
        course_code=course.code,
        needed_by=needed_by,
        notes=tuple(said[name] for name in NOTES if said[name]),
        fields=tuple(shown(said)),
    )
    return Asked(
        key(said, person, once),
        original,
        {},
        "",
        requester=Requester(person.id, person.name, person.email, why),
        dates=Dates(start, end),
        extract=Extract(
            said["extract_title"], "", said["chapter"],
            str(pages) if pages else "", pages.count if pages else None,
            Portion(portion), said["volume"], said["issue"],
            images=bool(said["images"]), title_page=bool(said["title_page"]),
        ),
    )  # fmt: skip


def shown(said: Typed) -> Iterable[tuple[str, str]]:
    """What was filled in, with the words that stood beside it."""
    for name, (label, _) in FIELDS.items():
        if name in TICKS:
            yield label, "Yes" if said[name] else "No"
        elif name == "portion":
            yield label, PORTIONS[said[name] or "pages"]
        elif said[name]:
            yield label, said[name]


def key(said: Typed, person: Person, once: str) -> str:
    """A second click, and the same page sent again, is the same request; another page is not."""
    words = json.dumps([person.id, once, dict(said)], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()
