"""Requests put straight on the desk's shelves for a test of a door, and people who knock there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib import wiring, wiring_reading
from chalicelib.aws.table import head
from chalicelib.domain.courses import CourseRun, Run
from chalicelib.domain.openings import Link, Opening
from chalicelib.domain.people import Person, Role
from chalicelib.domain.reading import ReadingCopy, key_for
from chalicelib.domain.request import Request, State
from chalicelib.domain.scans import Scan, ScanStatus
from chalicelib.domain.works import Extract, Work
from chalicelib.handlers.http import SESSION
from tests.handlers.conftest import HOME

TOKEN = "Zq3v8Wc1Lk5Rt7Yb2Nm4Xd6Pf9Hs0JgA"
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
TODAY = datetime.now(ZoneInfo("Europe/London")).date()
OPENING = Opening(
    "LAW101", "2026-27", TODAY - timedelta(days=30), TODAY + timedelta(days=60), "cla-he"
)
RUN = Run("2026-27", TODAY - timedelta(days=30), TODAY + timedelta(days=60))
SCAN = Scan(
    id="s1",
    name="chapter.pdf",
    size=3_240_000,
    added_on=NOON,
    added_by="Dan Digitiser",
    status=ScanStatus.READY,
    master="masters/7K2M9QXA/s1/ab12.pdf",
    sha256="ab12",
    pages=17,
)
WORK = Work(
    id="w1", title="The Law of Contract", authors="Treitel, G.", publisher="Sweet", year="2020"
)


def in_days(days: int) -> date:
    # Asked for anew each time: a run of the tests may go past midnight.
    return datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=days)


def a_request(**other: Any) -> Request:
    """A published request whose link opens today."""
    request = Request(
        id="7K2M9QXA",
        number=17,
        rlms="leganto",
        added_on=NOON,
        updated_on=NOON,
        version=9,
        state=State.COMPLETE,
        runs=(CourseRun("LAW101", "Contract", "Law", RUN),),
        title="The Law of Contract",
        work=WORK,
        extract=Extract("Consideration", "Denning, A.", "3", "100-116", 17),
        scans=(SCAN,),
        selected="s1",
        link=Link(TOKEN, (OPENING,)),
    )
    return replace(request, **other)


def shelved(request: Request) -> Request:
    """Puts it into the table, its link beside it."""
    wiring.dynamo().put(head(request))
    if request.link:
        row = {"pk": f"link#{request.link.token}", "sk": "link", "request": request.id}
        wiring.dynamo().put(row)
    return request


def prepared(request: Request) -> Request:
    """The same with every reading copy that it needs today."""
    made = tuple(
        ReadingCopy(digest, key_for(request.id, digest), made_on=NOON, pages=18, size=3_300_000)
        for digest in wiring_reading.sheets(request)
    )
    return replace(request, reading=made)


def signed_in(
    *roles: Role, name: str = "Sofia Student", courses: tuple[str, ...] = ()
) -> dict[str, str]:
    """The headers with which this person's browser sends a form of the desk's own page."""
    person = Person(f"u-{name}", name, roles=frozenset(roles), courses=courses)
    value = wiring.sessions().open(person, wiring.clock())
    return {"Cookie": f"{SESSION}={value}", "Origin": HOME}
