"""What came and what was made, by the weeks of the institution."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chalicelib.aws.dynamo import Dynamo, Page
from chalicelib.aws.weeks import Weeks, moved
from chalicelib.domain.dashboard import Noted, monday
from tests.domain.a_request import NOON, TERMS, a_request

TODAY = NOON.date()
THIS, LAST = date(2026, 9, 21), date(2026, 9, 14)


class Counted(Dynamo):
    """Counts how often it is asked for a partition."""

    asked: tuple[str, ...] = ()

    def query(self, pk: str, **how: Any) -> Page:
        self.asked += (pk,)
        return super().query(pk, **how)


def test_a_week_notes_each_request_once_however_often_it_is_written(dynamo):
    one = a_request()
    dynamo.transact(moved(None, one))
    dynamo.transact(moved(None, one))

    start = monday(TODAY)

    assert list(Weeks(dynamo, TERMS.zone).noted([start], TODAY)) == [Noted(start, one.rlms)]


@pytest.mark.parametrize(
    ("zone", "came", "week"),
    [
        ("Pacific/Auckland", datetime(2026, 9, 21, 8), THIS),  # Sunday in UTC
        ("America/Toronto", datetime(2026, 9, 20, 22), LAST),  # Monday in UTC
        ("Europe/London", datetime(2026, 9, 21, 0, 30), THIS),  # Sunday in UTC
        ("Europe/London", datetime(2026, 9, 20, 23, 30), LAST),
    ],
)
def test_a_request_counts_for_the_week_it_was_where_the_institution_is(dynamo, zone, came, week):
    there = ZoneInfo(zone)
    at = came.replace(tzinfo=there).astimezone(ZoneInfo("UTC"))
    dynamo.transact(moved(None, a_request(added_on=at)))

    weeks = Weeks(dynamo, there)

    assert list(weeks.noted([LAST, THIS], came.date())) == [Noted(week, "leganto")]
    assert len(list(weeks.noted([week], came.date()))) == 1


def test_a_week_that_is_over_is_read_once_although_nothing_came_in_it(dynamo):
    counted = Counted(dynamo._client, dynamo._name)
    weeks = Weeks(counted, TERMS.zone)

    for _ in range(3):
        list(weeks.noted([date(2026, 1, 5)], TODAY))

    assert counted.asked == ("week#2025-12-29", "week#2026-01-05", "week#2026-01-12")


def test_a_row_of_before_moments_were_noted_counts_where_it_is_filed(dynamo):
    dynamo.put({"pk": "week#2026-09-21", "sk": "came#OLD", "rlms": "talis"})

    assert list(Weeks(dynamo, TERMS.zone).noted([THIS], TODAY)) == [Noted(THIS, "talis")]
