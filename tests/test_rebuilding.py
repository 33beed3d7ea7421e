"""The nightly look at words and claims: a slice a night, each request once before any twice."""

import time
from math import inf

import pytest

from chalicelib.aws.cleaning import Cleaning
from chalicelib.aws.table import Table, head
from chalicelib.domain.request import State
from chalicelib.rebuilding import Rebuilding
from tests.domain.a_request import a_request
from tests.rows import Rows

ALL = [f"REQ{n:05d}" for n in range(250)]
LATER = time.monotonic() + 3_600


class Seen:
    """Rows that note which requests they were compared with, one of each page being wrong."""

    def __init__(self):
        self.ids = []

    def rebuild(self, requests):
        self.ids += [one.id for one in requests]
        return 1


@pytest.fixture
def rows():
    made = Rows()
    for n, name in enumerate(ALL):
        state = (State.NEW, State.COMPLETE, State.REJECTED)[n % 3]
        made.put(head(a_request(id=name, state=state)))
    return made


def walk(rows, *seen):
    return Rebuilding(Cleaning(rows), Table(rows).heads, seen)


def test_all_requests_of_all_shelves_are_compared_with_each_kind_of_row(rows):
    words, claims = Seen(), Seen()

    assert walk(rows, words, claims).run(LATER, most=inf)

    assert sorted(words.ids) == sorted(claims.ids) == ALL


def test_a_night_has_its_slice_and_the_next_goes_on_where_it_stopped(rows):
    seen = Seen()

    ends = [walk(rows, seen).run(LATER, most=80) for _ in range(3)]

    assert ends == [False, False, True]
    assert sorted(seen.ids) == ALL


def test_after_the_last_request_the_next_night_begins_anew(rows):
    seen = Seen()
    walk(rows, seen).run(LATER, most=inf)

    walk(rows, seen).run(LATER, most=1)

    assert seen.ids[-1] == seen.ids[83] == seen.ids[len(ALL) + 83]


def test_whoever_asks_for_all_begins_at_the_first_wherever_the_nights_are(rows):
    seen, nights = Seen(), Seen()
    walk(rows, nights).run(LATER, most=80)

    assert walk(rows, seen).run(LATER, most=inf, walk="rebuild-all")
    assert walk(rows, nights).run(LATER, most=inf)

    assert sorted(seen.ids) == sorted(nights.ids) == ALL


def test_what_is_late_stops_at_the_end_of_its_page_and_forgets_nothing(rows):
    class Slow(Seen):
        def rebuild(self, requests):
            time.sleep(0.02)
            return super().rebuild(requests)

    slow = Slow()

    assert not walk(rows, slow).run(time.monotonic() + 0.01)
    assert not walk(rows, slow).run(time.monotonic() - 1)
    there = len(slow.ids)
    assert walk(rows, slow).run(LATER)

    assert there == 84
    assert sorted(slow.ids) == ALL


def test_the_log_says_how_much_was_looked_at_and_what_was_wrong(rows, capsys):
    walk(rows, Seen(), Seen()).run(LATER)

    assert capsys.readouterr().err == (
        '{"what": "rebuild", "requests": 250, "rows": 6, "done": true}\n'
    )
