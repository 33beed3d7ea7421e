"""A request that the desk's own staff start, from an ISN or a title (A007, A044)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.domain import say
from chalicelib.domain.courses import Course, run_of
from chalicelib.domain.delivery_effects import ADDRESS
from chalicelib.domain.effects import paged
from chalicelib.domain.facts import Assignee, Original, Requester
from chalicelib.domain.identifiers import doi, isn, what_is_wrong
from chalicelib.domain.intake import Asked, sought
from chalicelib.domain.matching import identified
from chalicelib.domain.request import Approval, Change, Event, Kind, Purpose, Request, State
from chalicelib.domain.terms import Moment
from chalicelib.domain.works import Extract

#: What staff typed, as the page shows it beside what is worked on.
LABELS = {"isn": "ISBN, ISSN or DOI", "title": "Title", "extract_title": "Chapter or article",
          "portion": "What it is", "volume": "Volume", "issue": "Issue", "pages": "Pages",
          "course": "Course", "note": "Note"}  # fmt: skip


def heard(said: Mapping[str, Any], key: str, now: datetime) -> Asked:
    """What staff typed, in the same shape as what a list sends."""
    form = say.read("Started", said)
    typed: dict[str, Any] = form.model_dump()
    if not typed["isn"] and not typed["title"]:
        raise say.not_understood([{"field": "isn", "words": "give an ISBN, an ISSN or a title"}])
    if typed["isn"] and not (isn(typed["isn"]) or doi(typed["isn"])):
        words = what_is_wrong(typed["isn"]) or "this is neither an ISBN nor an ISSN nor a DOI"
        raise say.not_understood([{"field": "isn", "words": words}])
    for_whom(typed)
    original = Original(
        received_on=now,
        title=typed["extract_title"],
        work_title=typed["title"],
        isn=typed["isn"],
        pages=typed["pages"],
        course_code=typed["course"],
        notes=(typed["note"],) if typed["note"] else (),
        fields=tuple((label, typed[name]) for name, label in LABELS.items() if typed[name]),
    )
    return Asked(
        key,
        original,
        {},
        "",
        kind=Kind(typed["kind"]),
        purpose=Purpose(typed["purpose"]),
        requester=Requester(name=typed["requester_name"], email=typed["requester_email"]),
        extract=extract_of(typed),
    )


def for_whom(typed: Mapping[str, Any]) -> None:
    """A patron has an address that can be written to, a course has none."""
    patron, email = typed["purpose"] == "patron", typed["requester_email"]
    if patron and typed["kind"] != "digitisation":
        raise say.not_understood([{"field": "purpose", "words": "clearance is for a course"}])
    if email and not ADDRESS.fullmatch(email):
        words = "this is no e-mail address"
        raise say.not_understood([{"field": "requester_email", "words": words}])
    if not patron and (email or typed["requester_name"]):
        words = "whom it is for is said of a copy for one patron"
        raise say.not_understood([{"field": "purpose", "words": words}])


def extract_of(typed: Mapping[str, Any]) -> Extract:
    pages, count = paged(typed["pages"])
    return Extract(
        typed["extract_title"], pages=pages, page_count=count, portion=typed["portion"],
        volume=typed["volume"], issue=typed["issue"], doi=doi(typed["isn"]) or "",
    )  # fmt: skip


def begin(asked: Asked, request_id: str, number: int, moment: Moment) -> Change:
    """It begins in *active*, assigned to whoever started it; `found` is the work and the course.

    A request for clearance has no such state: it is in progress, and wants approval at once.
    """
    clearing, patron = asked.kind is Kind.CLEARANCE, asked.purpose is Purpose.PATRON
    found, course = moment.found if isinstance(moment.found, tuple) else (None, None)
    original, by = asked.original, moment.by
    known = isinstance(course, Course) and course.is_there
    run = course.run_on(moment.today) if known else None
    request = Request(
        id=request_id,
        number=number,
        rlms="staff",
        added_on=moment.now,
        updated_on=moment.now,
        kind=asked.kind,
        purpose=asked.purpose,
        requester=asked.requester,
        state=State.IN_PROGRESS if clearing else State.ACTIVE,
        approval=Approval.WANTED if clearing else Approval.NONE,
        course_asked=original.course_code,
        sought=sought(original),
        runs=(run_of(course, run),) if isinstance(course, Course) and run and not patron else (),
        title=original.title or original.work_title,
        extract=asked.extract,
        assignee=Assignee(by.id, by.name),
    )
    request = identified(request, found)
    titled = request.title or (request.work.title if request.work else original.isn)
    request = replace(request, title=titled)
    event = Event(1, moment.now, by.id, by.name, "start", after=request.state.value)
    return Change(request, event)
