"""A request as a line of the queue: what it is filtered and found by."""

import json
from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain.courses import CourseRun, Run
from chalicelib.domain.facts import Assignee, Waiting
from chalicelib.domain.lines import Filters, filed, found, line, timely
from chalicelib.domain.request import State
from chalicelib.domain.search import wanted
from tests.domain.a_request import a_request

RUN = Run("2026/27", date(2026, 9, 21), date(2027, 6, 30))
HELD = replace(
    a_request(title="Die Buddenbrooks"),
    course_asked="HIS101",
    runs=(CourseRun("HIST1001", "History", "History", RUN),),
    assignee=Assignee("u1", "Dana"),
    waiting=Waiting("book", date(2026, 10, 1)),
    needed_by=date(2026, 10, 5),
    verdict="over",
    tags=("law", "urgent"),
)


def test_a_line_is_what_json_knows():
    assert json.loads(json.dumps(filed(HELD))) == filed(HELD)


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        (Filters(), True),
        (Filters(course="his101"), True),
        (Filters(course="HIST1001"), True),
        (Filters(course="SEA", codes=("SEA", "HIS101")), True),
        (Filters(course="HIS10"), False),
        (Filters(assignee="u1"), True),
        (Filters(assignee="nobody"), False),
        (Filters(source="leganto"), True),
        (Filters(source="talis"), False),
        (Filters(needed_by=date(2026, 10, 5)), True),
        (Filters(needed_by=date(2026, 10, 4)), False),
        (Filters(verdict="over"), True),
        (Filters(verdict="within"), False),
        (Filters(waiting="any"), True),
        (Filters(waiting="book"), True),
        (Filters(waiting="copy"), False),
        (Filters(chase=date(2026, 10, 1)), True),
        (Filters(chase=date(2026, 9, 30)), False),
        (Filters(tag="law"), True),
        (Filters(tag="la"), False),
        (Filters(tag="law", verdict="within"), False),
        (Filters(record=("isbn:9780000000000",)), False),
    ],
)
def test_every_filter_that_is_set_has_to_fit(filters, fits):
    assert filters.fits(filed(HELD)) is fits


def test_who_has_nobody_and_no_day_is_found_as_such():
    bare = filed(a_request())

    assert Filters(assignee="nobody").fits(bare)
    assert not Filters(needed_by=date(2030, 1, 1)).fits(bare)
    assert not Filters(waiting="any").fits(bare)
    assert not Filters(chase=date(2030, 1, 1)).fits(bare)


@pytest.mark.parametrize(("q", "there"), [("budden", True), ("hist1001", True), ("mann", False)])
def test_a_line_is_found_by_the_beginnings_of_its_words(q, there):
    assert found(filed(HELD), wanted(q)) is there


def test_what_people_read_holds_no_words_of_the_search():
    assert {"find", "records"} & set(line(HELD)) == set()


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), ["chase"]),
        (date(2026, 10, 5), ["chase"]),
        (date(2026, 10, 6), ["late", "chase"]),
    ],
)
def test_the_day_makes_a_line_late_and_says_when_to_ask_again(today, told):
    assert timely(line(HELD), today) == told


def test_what_is_done_is_never_late():
    done = replace(HELD, state=State.COMPLETE, waiting=None)

    assert timely(line(done), date(2027, 1, 1)) == []
