"""What waits where, and how the weeks went."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain.dashboard import (
    Awaited,
    Noted,
    backlog,
    counts,
    first,
    monday,
    span,
    waiting_for,
    weekly,
    weeks_back,
)
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.facts import Assignee, Waiting
from chalicelib.domain.lines import line
from chalicelib.domain.request import Approval, State
from tests.domain.a_request import a_request

TODAY = date(2026, 9, 23)  # a Wednesday
DANA = Assignee("u1", "Dana")


def test_requests_are_counted_by_how_they_stand():
    late = Waiting("book", date(2026, 9, 22))
    lines = [
        line(a_request(state=State.NEW)),
        line(replace(a_request(state=State.ACTIVE), assignee=DANA, waiting=late)),
        line(replace(a_request(state=State.ACTIVE), approval=Approval.WANTED)),
    ]

    told = counts(lines, "u1", TODAY)

    assert (told.open, told.new, told.active, told.approval) == (3, 1, 2, 1)
    assert (told.waiting, told.chase, told.mine, told.nobody) == (1, 1, 1, 2)


def test_what_is_waited_for_says_when_it_is_first_time_to_ask_again():
    waits = [
        Waiting("copy"),
        Waiting("book", date(2026, 10, 1)),
        Waiting("book"),
        Waiting("book", date(2026, 9, 22)),
    ]
    lines = [line(replace(a_request(), waiting=one)) for one in [*waits, None]]

    found = waiting_for(lines)

    assert found == [Awaited("book", 3, "2026-09-22"), Awaited("copy", 1, None)]


def test_what_is_late_comes_first_and_what_is_far_comes_last():
    days = [date(2026, 9, 22), date(2026, 9, 23), date(2026, 9, 28), date(2027, 3, 1)]
    lines = [line(replace(a_request(), needed_by=day)) for day in days] + [line(a_request())]

    found = backlog(lines, TODAY)

    assert [one.count for one in found] == [1, 1, 1, 0, 0, 0, 1]
    assert found[0].start is None
    assert found[1].start == date(2026, 9, 21)


def test_a_week_has_who_came_and_the_middle_time_to_a_link():
    this = monday(TODAY)
    noted = [
        Noted(this, "leganto"), Noted(this, "leganto"), Noted(this, "talis"),
        Noted(this, "leganto", 2), Noted(this, "leganto", 5), Noted(this, "talis", 30),
        Noted(date(2020, 1, 6), "leganto"),
    ]  # fmt: skip

    weeks = weekly(noted, weeks_back(TODAY, 2))

    assert [one.start for one in weeks] == [date(2026, 9, 14), this]
    assert weeks[0].days is None
    assert weeks[1].came == {"leganto": 2, "talis": 1}
    assert (weeks[1].linked, weeks[1].days) == (3, 5.0)


@pytest.mark.parametrize(("text", "weeks"), [("", 12), ("1", 1), ("26", 26), ("53", 53)])
def test_the_charts_look_back_as_far_as_is_asked_for(text, weeks):
    starts = weeks_back(TODAY, span(text))

    assert (len(starts), starts[-1]) == (weeks, date(2026, 9, 21))


@pytest.mark.parametrize("text", ["0", "54", "-1", "x", "1.5", "999"])
def test_what_is_no_span_of_weeks_is_said_in_words(text):
    with pytest.raises(NotUnderstood, match="from 1 to 53"):
        span(text)


def test_ones_own_work_comes_by_what_is_needed_soonest():
    def mine(name, needed):
        return line(replace(a_request(id=name), assignee=DANA, needed_by=needed))

    lines = [mine("LATER000", None), mine("SOON0000", TODAY), line(a_request(id="OTHERS00"))]

    assert [one["id"] for one in first(lines, "u1")] == ["SOON0000", "LATER000"]
