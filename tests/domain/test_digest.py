"""The staff's daily letter of new requests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from chalicelib.domain.digest import letters, yesterday
from tests.domain.a_request import NOON, a_request

DAY = date(2026, 11, 20)
LONDON = ZoneInfo("Europe/London")


def test_yesterday_is_the_day_before_where_the_institution_is():
    day, start, end = yesterday(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), LONDON)

    assert day == date(2026, 7, 1)
    assert (start.astimezone(UTC).hour, (end - start).total_seconds()) == (23, 86_400)


def test_the_day_on_which_the_clocks_change_is_a_day_too():
    _, start, end = yesterday(datetime(2026, 10, 26, 6, tzinfo=UTC), LONDON)

    assert (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() == 25 * 3600


def test_each_list_that_wants_it_has_one_letter_of_all_its_requests():
    added = [
        a_request(id="B2"),
        a_request(id="A1"),
        a_request(id="C3", rlms="talis"),
        a_request(id="D4", rlms="dcs"),
    ]

    found = letters(added, {"leganto", "talis"}, DAY, NOON)

    assert [(one.id, one.facts["requests"]) for one in found] == [
        ("digest-2026-11-20-leganto", "A1 B2"),
        ("digest-2026-11-20-talis", "C3"),
    ]


def test_a_day_without_requests_has_no_letter():
    assert letters([], {"leganto"}, DAY, NOON) == []


def test_the_same_day_makes_the_same_letter_again():
    first = letters([a_request()], {"leganto"}, DAY, NOON)

    again = letters([a_request()], {"leganto"}, DAY, NOON.replace(hour=13))

    assert [(one.lane, one.place) for one in first] == [(one.lane, one.place) for one in again]


def test_a_letter_lists_so_many_and_says_how_many_there_were():
    many = [replace(a_request(), id=f"R{n:04}") for n in range(250)]

    (letter,) = letters(many, {"leganto"}, DAY, NOON)

    assert (len(letter.facts["requests"].split()), letter.facts["count"]) == (200, "250")
