"""What the clock closes, on the real local table: overdue links, once, and nobody else's."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib import expiry
from chalicelib.aws.closings import Closings
from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.records import Records
from chalicelib.aws.table import Table, head
from chalicelib.desk import Desk
from chalicelib.domain.facts import Dates
from chalicelib.domain.request import Request, State
from tests.domain.a_request import DIGITISER, NOON, TERMS, TODAY, ready

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def now() -> list[date]:
    """The day it is, for whoever turns the clock."""
    return [TODAY]


@pytest.fixture
def desk(dynamo: Dynamo, now: list[date]) -> Desk:
    def clock():
        return NOON + (now[0] - TODAY)

    return Desk(Table(dynamo), Records(dynamo), clock, terms=TERMS)


@pytest.fixture
def closings(dynamo: Dynamo) -> Closings:
    return Closings(dynamo)


def published(desk: Desk, dynamo: Dynamo, name: str, end: date | None) -> Request:
    """A request whose link is open until that day; None is the end of its run."""
    request = replace(ready(), id=name, dates=Dates(None, end))
    dynamo.put(head(request))
    return desk.act(name, "publish", {}, DIGITISER, request.version)


def days(closings: Closings, until: date) -> list[tuple[date, str]]:
    return closings.until(until, 100)


def test_what_was_open_until_yesterday_expires_and_the_list_is_told(desk, dynamo, closings, now):
    published(desk, dynamo, "AAAA2345", TODAY)
    now[0] = TODAY + timedelta(days=1)

    done = expiry.run(desk, closings, LONDON, 60)

    request = desk.table.load("AAAA2345")
    assert (done, request.state) == (1, State.EXPIRED)
    told = [row["facts"]["phase"] for row in dynamo.all("lane#leganto#9912")
            if row["what"] == "message"]  # fmt: skip
    assert told[-1] == "expired"


def test_on_its_last_day_it_stays_open(desk, dynamo, closings):
    published(desk, dynamo, "AAAA2345", TODAY)

    expiry.run(desk, closings, LONDON, 60)

    assert desk.table.load("AAAA2345").state is State.COMPLETE


def test_after_days_without_a_clock_all_that_is_overdue_is_closed(desk, dynamo, closings, now):
    for number in range(3):
        published(desk, dynamo, f"AAAA234{number}", TODAY + timedelta(days=number))
    now[0] = TODAY + timedelta(days=30)

    assert expiry.run(desk, closings, LONDON, 60) == 3
    assert expiry.run(desk, closings, LONDON, 60) == 0


def test_new_dates_move_it_and_an_archived_link_is_on_no_list(desk, dynamo, closings):
    request = published(desk, dynamo, "AAAA2345", TODAY + timedelta(days=5))
    assert days(closings, TODAY + timedelta(days=5)) == [(TODAY + timedelta(days=5), "AAAA2345")]

    desk.act("AAAA2345", "archive", {"note": "For now."}, DIGITISER, request.version)

    assert days(closings, TODAY + timedelta(days=400)) == []


def test_without_dates_of_its_own_it_closes_with_its_run(desk, dynamo, closings):
    published(desk, dynamo, "AAAA2345", None)

    assert days(closings, date(2027, 6, 29)) == []
    assert days(closings, date(2027, 6, 30)) == [(date(2027, 6, 30), "AAAA2345")]


def test_what_somebody_moved_meanwhile_is_left_to_them(desk, dynamo, now):
    request = published(desk, dynamo, "AAAA2345", TODAY)
    desk.act("AAAA2345", "archive", {"note": "Mine."}, DIGITISER, request.version)
    now[0] = TODAY + timedelta(days=1)

    class Stale:
        def until(self, day, most):
            return [(TODAY, "AAAA2345"), (TODAY, "GONE2345")]

    assert expiry.run(desk, Stale(), LONDON, 60) == 0
    assert desk.table.load("AAAA2345").state is State.ARCHIVED
