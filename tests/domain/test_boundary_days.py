"""The day on which a link opens or closes, where clocks change and where zones are far apart."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.domain.bounds import openings_of
from chalicelib.domain.courses import Run, run_of
from chalicelib.domain.openings import NotYet, Open, Opening, Over, Standing, standing
from chalicelib.domain.request import Phase
from tests.domain.a_request import HIS101, ready

LONDON = ZoneInfo("Europe/London")
#: As far west and east as days go, and the places where clocks change at odd times or not at all.
ZONES = (
    "Pacific/Kiritimati", "Pacific/Auckland", "Australia/Lord_Howe", "Asia/Kathmandu",
    "Africa/Cairo", "Europe/London", "America/New_York", "America/Phoenix", "Pacific/Pago_Pago",
)  # fmt: skip
days = some.dates(date(2020, 1, 1), date(2035, 12, 31))
zones = some.sampled_from(ZONES).map(ZoneInfo)


def on(first: date | None, last: date | None, now: datetime, zone: ZoneInfo = LONDON) -> Standing:
    return standing(Phase.LIVE, [Opening("HIS101", "2026-27", first, last)], now, zone)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "first_second", "last_second"),
    [
        # Last Sunday of March: that day in London has 23 hours, of October: 25.
        ("2026-03-28", "2026-03-28T00:00:00", "2026-03-28T23:59:59"),
        ("2026-03-29", "2026-03-29T00:00:00", "2026-03-29T22:59:59"),
        ("2026-03-30", "2026-03-29T23:00:00", "2026-03-30T22:59:59"),
        ("2026-10-24", "2026-10-23T23:00:00", "2026-10-24T22:59:59"),
        ("2026-10-25", "2026-10-24T23:00:00", "2026-10-25T23:59:59"),
        ("2026-10-26", "2026-10-26T00:00:00", "2026-10-26T23:59:59"),
        ("2027-03-28", "2027-03-28T00:00:00", "2027-03-28T22:59:59"),
        ("2027-10-31", "2027-10-30T23:00:00", "2027-10-31T23:59:59"),
    ],
)
def test_a_link_of_one_day_opens_and_closes_with_that_day_in_london(day, first_second, last_second):
    one, second = date.fromisoformat(day), timedelta(seconds=1)
    first, last = utc(first_second), utc(last_second)

    assert on(one, one, first - second) == NotYet(one)
    assert isinstance(on(one, one, first), Open)
    assert isinstance(on(one, one, last), Open)
    assert on(one, one, last + second) == Over(one)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        # The run ends on 12 June; the resits' last day is 20 August 2027, in British Summer Time.
        ("2027-06-12T22:59:59", True),
        ("2027-06-12T23:00:00", True),
        ("2027-08-20T22:59:59", True),
        ("2027-08-20T23:00:00", False),
    ],
)
def test_resit_day_is_the_last_day_of_the_run(now, is_open):
    run = Run("2026-27", date(2026, 9, 21), date(2027, 6, 12), resits_until=date(2027, 8, 20))
    (opening,) = openings_of(ready(runs=(run_of(HIS101, run),)))

    here = standing(Phase.LIVE, [opening], utc(now), LONDON)

    assert isinstance(here, Open) is is_open
    assert is_open or here == Over(date(2027, 8, 20))


def test_resits_and_the_new_intake_overlap_and_each_has_its_own_last_day():
    resits = Opening("HIS101", "2026-27", date(2026, 9, 21), date(2027, 10, 31))
    intake = Opening("HIS101", "2027-28", date(2027, 9, 20), date(2028, 6, 12))

    def found(now: str, pick: Opening) -> Standing:
        return standing(
            Phase.LIVE, [resits, intake], utc(now), LONDON,
            pick=lambda on: pick if pick in on else on[0],
        )  # fmt: skip

    # 31 October 2027 is the day of 25 hours: the resits' last hour is its last.
    late = found("2027-10-31T23:59:59", resits)
    assert isinstance(late, Open)
    assert (late.until, late.closes_at) == (date(2027, 10, 31), utc("2027-11-01T00:00:00"))
    after = found("2027-11-01T00:00:00", resits)
    assert isinstance(after, Open)
    assert (after.opening, after.on) == (intake, (intake,))


@given(day=days, zone=zones)
def test_the_day_is_the_institutions_in_every_zone(day, zone):
    start = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    tomorrow = day + timedelta(days=1)
    end = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone).astimezone(UTC)
    second = timedelta(seconds=1)

    came = [on(day, day, now, zone) for now in (start - second, start, end - second, end)]

    assert [type(one) for one in came] == [NotYet, Open, Open, Over]


@given(
    day=days,
    zone=zones,
    seconds=some.integers(-2 * 86_400, 2 * 86_400),
)
def test_no_address_would_outlive_the_midnight_that_ends_the_last_day(day, zone, seconds):
    now = datetime(day.year, day.month, day.day, 12, tzinfo=zone).astimezone(UTC)
    now += timedelta(seconds=seconds)

    here = on(None, day, now, zone)

    local = now.astimezone(zone).date()
    assert isinstance(here, Open) is (local <= day)
    if isinstance(here, Open):
        assert here.closes_at is not None
        assert here.closes_at.astimezone(UTC) > now
        assert here.days_left == (day - local).days
