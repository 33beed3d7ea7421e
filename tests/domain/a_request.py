"""Builders: a request as a test needs it, with all the rest as it usually is."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib import pack_shelf
from chalicelib.domain.claims import Claim
from chalicelib.domain.courses import Course, Run, run_of
from chalicelib.domain.facts import Extent, Requester, Verification
from chalicelib.domain.licence import Answer, Answers
from chalicelib.domain.people import DESK, Person, Role, the_list
from chalicelib.domain.request import Request, State
from chalicelib.domain.rules import Ruling
from chalicelib.domain.scans import Scan, ScanStatus
from chalicelib.domain.terms import Moment, Terms
from chalicelib.domain.works import Extract, Work

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)
DIGITISER = Person("dan", "Dan", roles=frozenset({Role.DIGITISER}))
APPROVER = Person("ada", "Ada", roles=frozenset({Role.APPROVER}))
VIEWER = Person("vera", "Vera", roles=frozenset({Role.VIEWER}))
EVERYBODY = (
    VIEWER,
    DIGITISER,
    APPROVER,
    Person("amir", "Amir", roles=frozenset({Role.ADMINISTRATOR})),
    DESK,
    the_list("leganto"),
)
RUN = Run("2026-27", date(2026, 9, 21), date(2027, 6, 30), 30, 120)
HIS101 = Course("HIS101", "The long century", runs=(RUN,))
BOOK = Work(id="w1", title="A history", isbn="9780199535569", pages=240)
SCAN = Scan(
    id="s1", name="chapter.pdf", size=1000, added_on=NOON, added_by="dan",
    status=ScanStatus.READY, master="masters/s1", pages=12,
)  # fmt: skip
DAN: dict[str, Any] = {"source": "person", "checked_by": "Dan", "checked_on": TODAY}
ANSWERS = Answers(
    coverage=Answer(value="covered", **DAN),
    ownership=Answer(value="owned", **DAN),
    original=Answer(value="A", **DAN),
)
A_RULING = Ruling(book=3, place=2, name="Asked for before", did="rejected", on=NOON)
#: The packs of a university in the United Kingdom, which is what a deployment has unless it says.
TERMS = Terms(zone=ZoneInfo("Europe/London"), packs=pack_shelf.read(("cla-he",), {}))


class NothingEarlier(dict[str, tuple[Claim, ...]]):
    """No run had anything before."""

    def get(self, run: str, default: Any = None) -> tuple[Claim, ...]:
        return ()


def moment(by: Person = DIGITISER, found: object = None, now: datetime = NOON) -> Moment:
    return Moment(by, now, TERMS, found, "a-token", NothingEarlier())


def a_request(**known: Any) -> Request:
    """A request from Leganto that stands in version 4."""
    usual: dict[str, Any] = {
        "id": "ABCD2345",
        "number": 7,
        "rlms": "leganto",
        "lane": "9912",
        "theirs": {"request_id": "83", "user": "jo"},
        "added_on": NOON,
        "updated_on": NOON,
        "version": 4,
        "title": "The first chapter",
        "requester": Requester("jo", "Jo", "jo@example.edu"),
    }
    return Request(**usual | known)


def ready(**known: Any) -> Request:
    """An active request that lacks nothing for its link."""
    usual: dict[str, Any] = {
        "state": State.ACTIVE,
        "runs": (run_of(HIS101, RUN),),
        "work": BOOK,
        "extract": Extract("The first chapter", "", "1", "1-12", 12),
        "answers": ANSWERS,
        "licence": Verification("cla-he", "Dan", TODAY),
        "extent": Extent(12, 240, 5.0, "within", "Dan", TODAY),
        "scans": (SCAN,),
        "selected": "s1",
    }
    return a_request(**usual | known)
