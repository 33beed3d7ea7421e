"""The open queue's rows: with every change, read whole, mended where they are wrong."""

from dataclasses import replace

import pytest

from chalicelib.aws import lines
from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.lines import Lines
from chalicelib.aws.weeks import Weeks
from chalicelib.aws.weeks import moved as noted
from chalicelib.domain.dashboard import Noted, monday
from chalicelib.domain.request import State
from tests.domain.a_request import NOON, a_request

TODAY = NOON.date()


@pytest.fixture
def shelf(dynamo: Dynamo) -> Lines:
    return Lines(dynamo)


def test_who_is_open_has_a_line_and_who_is_closed_has_none(dynamo, shelf):
    one = a_request()
    dynamo.transact(lines.moved(None, one))

    assert [line["id"] for line in shelf.open()] == [one.id]

    dynamo.transact(lines.moved(one, replace(one, state=State.REJECTED)))

    assert list(shelf.open()) == []


def test_a_line_that_is_missing_or_old_is_mended(dynamo, shelf):
    missing, old = a_request(id="MISSING0"), a_request(id="CHANGED0")
    dynamo.transact(lines.moved(None, replace(old, title="As it was")))

    assert shelf.mend([missing, old]) == 2
    assert shelf.mend([missing, old]) == 0
    assert {line["title"] for line in shelf.open()} == {missing.title, old.title}


def test_a_week_notes_each_request_once_however_often_it_is_written(dynamo):
    one = a_request()
    dynamo.transact(noted(None, one))
    dynamo.transact(noted(None, one))

    start = monday(TODAY)

    assert list(Weeks(dynamo).noted([start], TODAY)) == [Noted(start, one.rlms)]
