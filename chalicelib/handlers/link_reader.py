"""Whoever follows a link, and what they find: the text as it opens for them, or why it does not.

What a reader belongs to chooses the opening and the sheet, and never refuses anybody.
"""

import json
import sys
from dataclasses import dataclass

from chalicelib import wiring, wiring_delivery, wiring_reading, wiring_rights
from chalicelib.domain.courses import Course, Standing
from chalicelib.domain.errors import Busy, NotAllowed, Unknown
from chalicelib.domain.notices import notice_of
from chalicelib.domain.openings import (
    Elsewhere,
    Open,
    Opening,
    Removed,
    Shut,
    Suspended,
    UsedUp,
    standing,
)
from chalicelib.domain.people import STAFF, Person, Role
from chalicelib.domain.readers import Reader
from chalicelib.domain.reading import ReadingCopy
from chalicelib.domain.request import Request
from chalicelib.domain.scans import Scan
from chalicelib.domain.views import views_of


class Closed(Exception):
    """The link stands and does not open now, or not for whoever asks."""

    def __init__(self, asked: Request, why: Shut) -> None:
        super().__init__(type(why).__name__)
        self.request = asked
        self.why = why


@dataclass(frozen=True, slots=True)
class Found:
    """A link that opens now: the request, its scan, until when, and for whom.

    `copy` is what is read, None while it is being prepared; `own` is the reader's own opening
    where it is known; `left` are a patron's views, None where nothing limits them.
    """

    token: str
    request: Request
    scan: Scan | None
    standing: Open
    reader: Person
    copy: ReadingCopy | None = None
    hint: str = ""
    own: Opening | None = None
    left: int | None = None


def found(asked: Request, token: str, person: Person, hint: str = "") -> Found:
    """What this person finds at the link of this request. Raises NotAllowed or Closed."""
    if not (person.may(Role.READER) or person.may(Role.VIEWER)):
        raise NotAllowed(
            "This text is for students and staff of the university, "
            "and the account you signed in with belongs to neither.",
            instead="Sign in with your university account, or ask the library.",
        )
    courses = _courses(asked)
    reader = Reader(person.courses, hint, lambda code: _aliases(courses.get(code)))
    here = _standing(asked, courses, reader)
    if asked.scan and asked.scan.removed_on:
        raise Closed(asked, Removed(asked.scan.removed_on))
    files = asked.is_for_patron and any(one.file for one in asked.delivery)
    if (asked.scan is None and not files) or (asked.scan and not asked.scan.master):
        raise Closed(asked, Elsewhere(asked.imported.link) if asked.imported else Suspended())
    mine = reader.own(here.on)
    named = hint if mine and Reader(hint=hint, aliases=reader.aliases).own([mine]) else ""
    return Found(
        token, asked, asked.scan, here, person,
        copy=wiring_reading.ready_for(asked, here.opening), hint=named, own=mine,
        left=_left(asked, token, person),
    )  # fmt: skip


def behind(token: str) -> Request:
    """The request of this link; a token that was altered, cut or made up leads nowhere."""
    asked = wiring.table().by_token(token) if token else None
    if asked is None or asked.link is None or asked.link.token != token:
        raise Unknown(
            "This link leads nowhere: it is incomplete, or the text was never here.",
            instead="Open it again from your reading list, and ask the library if it stays so.",
        )
    return asked


def take(one: Found) -> None:
    """Counts that it is opened: a patron's view where they are limited, and the day's readers.

    Raises Closed where all views are used. Whoever works at the desk looks without using any.
    """
    limit = views_of(one.request)
    if one.reader.roles & STAFF:
        return
    now, ours = wiring.clock(), wiring.settings().delivery
    if limit is not None and not wiring_delivery.links().view(
        one.token, one.reader.id, limit, now, ours.sitting_minutes
    ):
        raise Closed(one.request, UsedUp(limit))
    today = now.astimezone(wiring.settings().zone).date()
    try:
        wiring_delivery.links().opened(
            one.request.id, one.standing.opening.of, one.reader.id, now, today, ours.reader_days
        )
    except Busy:
        # A figure of a report keeps nobody from reading.
        line = {"what": "opening-not-counted", "request": one.request.id}
        print(json.dumps(line), file=sys.stderr, flush=True)


def notice(one: Found) -> str:
    """The text that the pack of this basis wants; empty where it wants none of its own."""
    basis = one.standing.opening.basis
    today = wiring.clock().astimezone(wiring.settings().zone).date()
    return notice_of(wiring_rights.packs_with(basis), basis, today)


def courses(one: Found) -> str:
    """The reader's own course where it is known, else all for which it is open today."""
    on = {one.own.course} if one.own else {opening.course for opening in one.standing.on}
    names = (f"{run.code} {run.name}" for run in one.request.runs if run.code in on)
    return ", ".join(dict.fromkeys(names))


def _standing(asked: Request, courses: dict[str, Course], reader: Reader) -> Open:
    """How it stands for this reader; an archived course has its links closed (CLA's Course API)."""
    openings = asked.link.openings if asked.link else ()
    taught = [one for one in openings if _is_taught(courses.get(one.course))]
    if openings and not taught:
        raise Closed(asked, Suspended())
    ours = wiring.settings()
    days = ours.delivery.warn_days
    here = standing(asked.state.phase, taught, wiring.clock(), ours.zone, days, reader.pick)
    if not isinstance(here, Open):
        raise Closed(asked, here)
    return here


def _courses(asked: Request) -> dict[str, Course]:
    """The records of the courses that the link is for, each read once."""
    openings = asked.link.openings if asked.link else ()
    codes = dict.fromkeys(one.course for one in openings if one.course and not one.closed)
    read = {code: wiring.records().course(code) for code in codes}
    return {code: course for code, course in read.items() if course}


def _is_taught(course: Course | None) -> bool:
    return course is None or course.status is Standing.ACTIVE


def _aliases(course: Course | None) -> tuple[str, ...]:
    return (course.code, *course.aliases) if course else ()


def _left(asked: Request, token: str, person: Person) -> int | None:
    """How many views are left, None without a limit. Closed where none is and nobody sits there."""
    limit = views_of(asked)
    if limit is None:
        return None
    used, sits = wiring_delivery.links().seat(token, person.id, wiring.clock())
    if used >= limit and not sits and not person.roles & STAFF:
        raise Closed(asked, UsedUp(limit))
    return max(0, limit - used)
