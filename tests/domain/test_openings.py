"""When a link opens, to the day and to the hour, and what it says when it does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.domain.bounds import openings_of
from chalicelib.domain.courses import CourseRun, Run
from chalicelib.domain.facts import Dates, Verification
from chalicelib.domain.openings import (
    Gone,
    Never,
    NotYet,
    Open,
    Opening,
    Over,
    Standing,
    Suspended,
    midnight_after,
    spelt,
    standing,
)
from chalicelib.domain.request import Phase, Request, State

LONDON = ZoneInfo("Europe/London")
ZONES = ["Europe/London", "America/New_York", "Pacific/Auckland", "Africa/Cairo", "Asia/Kathmandu"]
AUTUMN = Opening("LAW101", "2026-27", date(2026, 9, 28), date(2027, 1, 29), "cla-he")
RUN = Run("2026-27", date(2026, 9, 28), date(2027, 1, 29))

days = some.dates(date(2020, 1, 1), date(2035, 12, 31))
zones = some.sampled_from(ZONES).map(ZoneInfo)


def at(day: date, hour: int = 12, minute: int = 0, zone: ZoneInfo = LONDON) -> datetime:
    """That wall-clock time there, as the desk's clock says it: in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


def found(now: datetime, *openings: Opening, zone: ZoneInfo = LONDON) -> Standing:
    return standing(Phase.LIVE, openings, now, zone)


def an_opening(start: date | None, end: date | None) -> Opening:
    return Opening("LAW101", "2026-27", start, end)


def a_request(**other: object) -> Request:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    request = Request(id="7K", number=1, rlms="leganto", added_on=noon, updated_on=noon)
    return replace(request, state=State.COMPLETE, **other)  # type: ignore[arg-type]  # its fields


def test_it_opens_in_the_first_minute_of_its_first_day() -> None:
    first = date(2026, 9, 28)

    assert isinstance(found(at(first, 0, 0), AUTUMN), Open)
    assert found(at(first, 0, 0) - timedelta(seconds=1), AUTUMN) == NotYet(first)


def test_it_closes_at_midnight_after_its_last_day() -> None:
    last = date(2027, 1, 29)

    assert isinstance(found(at(last, 23, 59), AUTUMN), Open)
    assert found(at(last, 23, 59) + timedelta(minutes=1), AUTUMN) == Over(last)


@pytest.mark.parametrize(
    ("last", "utc_offset"),
    [
        # British Summer Time begins on 28 March 2027 and ends on 31 October 2027, at 01:00 UTC.
        (date(2027, 3, 27), 0),
        (date(2027, 3, 28), 1),
        (date(2027, 10, 30), 1),
        (date(2027, 10, 31), 0),
    ],
)
def test_midnight_is_the_librarys_own_when_the_clocks_change(last: date, utc_offset: int) -> None:
    midnight = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)
    closes = midnight - timedelta(hours=utc_offset)

    here = found(closes - timedelta(seconds=1), an_opening(None, last))

    assert isinstance(here, Open)
    assert here.closes_at == closes
    assert found(closes, an_opening(None, last)) == Over(last)


@given(start=days, length=some.integers(0, 400), offset=some.integers(-3, 403), zone=zones)
def test_it_is_open_on_exactly_its_own_days_whatever_the_zone(
    start: date, length: int, offset: int, zone: ZoneInfo
) -> None:
    opening = an_opening(start, start + timedelta(days=length))
    day = start + timedelta(days=offset)

    morning, noon, night = (at(day, hour, zone=zone) for hour in (4, 12, 23))

    is_on = 0 <= offset <= length
    for now in (morning, noon, night):
        assert isinstance(found(now, opening, zone=zone), Open) is is_on


@given(end=days, zone=zones, seconds=some.integers(1, 12 * 3600))
def test_what_says_when_it_closes_is_right_to_the_second(
    end: date, zone: ZoneInfo, seconds: int
) -> None:
    closes = midnight_after(end, zone).astimezone(UTC)
    apart = timedelta(seconds=seconds)

    assert isinstance(found(closes - apart, an_opening(None, end), zone=zone), Open)
    assert found(closes + apart, an_opening(None, end), zone=zone) == Over(end)


@given(end=days, left=some.integers(0, 30), warn_days=some.integers(0, 14))
def test_it_warns_in_the_final_days_and_not_before(end: date, left: int, warn_days: int) -> None:
    now = at(end - timedelta(days=left))

    here = standing(Phase.LIVE, [an_opening(None, end)], now, LONDON, warn_days)

    assert isinstance(here, Open)
    assert (here.days_left, here.warn) == (left, left < warn_days)


def test_without_an_end_it_is_open_and_never_warns() -> None:
    opening = an_opening(None, None)

    assert found(at(date(2030, 1, 1)), opening) == Open(opening)


def test_the_last_day_of_all_is_no_end() -> None:
    opening = an_opening(None, date(9999, 12, 31))

    assert found(at(date(2030, 1, 1)), opening) == Open(opening)


def test_of_two_openings_the_one_that_lasts_longer_counts() -> None:
    resits = replace(AUTUMN, year="2025-26", end=date(2026, 12, 1))

    here = found(at(date(2026, 11, 20)), resits, AUTUMN)

    assert here == Open(AUTUMN, date(2027, 1, 29), at(date(2027, 1, 30), 0), 70)


def test_between_two_openings_it_says_when_the_next_one_is() -> None:
    spring = replace(AUTUMN, start=date(2027, 3, 1), end=date(2027, 6, 30))

    assert found(at(date(2027, 2, 10)), AUTUMN, spring) == NotYet(date(2027, 3, 1))


def test_dates_that_contradict_each_other_never_open() -> None:
    contradiction = an_opening(date(2026, 10, 1), date(2026, 9, 1))

    assert found(at(date(2026, 9, 15)), contradiction) == Never()
    assert found(at(date(2026, 9, 15))) == Never()


@pytest.mark.parametrize(
    ("phase", "here"),
    [
        (Phase.SUSPENDED, Suspended()),
        (Phase.WORKING, Suspended()),
        (Phase.DELETED, Gone()),
        (Phase.WITHDRAWN, Gone()),
        (Phase.REFUSED, Gone()),
        (Phase.EXPIRED, Over(None)),
    ],
)
def test_the_state_of_the_request_counts_whatever_the_dates(phase: Phase, here: Standing) -> None:
    assert standing(phase, [AUTUMN], at(date(2026, 11, 1)), LONDON) == here


@given(phase=some.sampled_from(Phase), now=days)
def test_only_what_is_live_opens(phase: Phase, now: date) -> None:
    is_open = isinstance(standing(phase, [an_opening(None, None)], at(now), LONDON), Open)

    assert is_open is (phase is Phase.LIVE)


@pytest.mark.parametrize(
    "why", [NotYet(date(2027, 3, 1)), Over(date(2027, 1, 29)), Over(), Suspended(), Gone(), Never()]
)
def test_every_refusal_says_why_and_whom_to_ask(why: NotYet | Over | Suspended | Gone) -> None:
    assert why.title
    assert why.words.endswith(".")
    assert "library" in why.ask or "them" in why.ask


def test_days_are_spelt_so_that_nobody_takes_one_for_another() -> None:
    assert spelt(date(2027, 3, 5)) == "5 March 2027"


def test_publishing_opens_at_the_latest_start_and_closes_at_the_earliest_end() -> None:
    request = a_request(
        runs=(CourseRun("LAW101", "Contract", "Law", RUN),),
        dates=Dates(date(2026, 10, 5), date(2027, 6, 30)),
        licence=Verification("cla-he", "Dan", date(2026, 9, 1), valid_until=date(2026, 12, 31)),
    )

    assert openings_of(request) == (
        Opening("LAW101", "2026-27", date(2026, 10, 5), date(2026, 12, 31), "cla-he"),
    )


def test_each_run_has_an_opening_of_its_own() -> None:
    spring = Run("2026-27", date(2027, 2, 1), date(2027, 6, 11))
    request = a_request(
        runs=(CourseRun("LAW101", "Contract", "Law", RUN), CourseRun("LAW202", "Tort", "", spring))
    )

    assert openings_of(request) == (
        Opening("LAW101", "2026-27", RUN.start, RUN.end),
        Opening("LAW202", "2026-27", spring.start, spring.end),
    )


def test_a_request_without_a_run_opens_by_its_own_dates() -> None:
    request = a_request(dates=Dates(None, date(2027, 6, 30)))

    assert openings_of(request) == (Opening("", "", None, date(2027, 6, 30)),)


@given(starts=some.tuples(days, days), ends=some.tuples(days, days, days))
def test_no_opening_is_longer_than_any_of_the_dates_that_bear_on_it(
    starts: tuple[date, date], ends: tuple[date, date, date]
) -> None:
    request = a_request(
        runs=(CourseRun("LAW101", "", "", Run("2026-27", starts[0], ends[0])),),
        dates=Dates(starts[1], ends[1]),
        licence=Verification("cla-he", "Dan", date(2026, 9, 1), valid_until=ends[2]),
    )

    (opening,) = openings_of(request)

    assert (opening.start, opening.end) == (max(starts), min(ends))
