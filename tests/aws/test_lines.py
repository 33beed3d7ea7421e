"""The open queue's rows: with every change, read whole, mended where they are wrong."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.aws import lines
from chalicelib.aws.dynamo import Dynamo, Put
from chalicelib.aws.lines import Lines
from chalicelib.aws.table import head, request_in
from chalicelib.domain.facts import Requester
from chalicelib.domain.lines import found
from chalicelib.domain.request import Request, State
from chalicelib.domain.search import wanted
from chalicelib.domain.wish import Wish
from tests.domain.a_request import NOON, a_request

CHANGES = lines.changes_of(NOON)


def closed(one: Request) -> Request:
    return replace(one, state=State.REJECTED, version=one.version + 1)


@pytest.fixture
def shelf(dynamo: Dynamo) -> Lines:
    return Lines(dynamo, lambda: NOON)


def test_who_is_open_has_a_line_and_who_is_closed_has_none(dynamo, shelf):
    one = a_request()
    dynamo.transact(lines.moved(None, one))

    assert [line["id"] for line in shelf.open()] == [one.id]

    closed = replace(
        one, state=State.REJECTED, version=one.version + 1, updated_on=NOON + timedelta(seconds=5)
    )
    dynamo.transact(lines.moved(one, closed))

    assert list(shelf.open()) == []
    assert list(Lines(dynamo, lambda: NOON).open()) == []


def test_who_has_read_the_queue_reads_only_what_changed_since(dynamo):
    now = [NOON]
    shelf = Lines(dynamo, lambda: now[0])
    old, one = (a_request(id=name, updated_on=NOON) for name in ("OLD00000", "CHANGED0"))
    for request in (old, one):
        dynamo.transact(lines.moved(None, request))
    assert len(list(shelf.open())) == 2

    later = replace(
        one, title="Another", version=one.version + 1, updated_on=NOON + timedelta(hours=1)
    )
    dynamo.transact(lines.moved(one, later))
    # What nobody changed is not read again: gone behind its back, it is still known.
    dynamo.delete(lines.shard_of(old.id), old.id)
    now[0] = NOON + timedelta(hours=1)

    assert {line["title"] for line in shelf.open()} == {old.title, "Another"}


def test_what_was_closed_hours_ago_is_taken_off_by_who_read_it_before(dynamo):
    now = [NOON]
    shelf, one = Lines(dynamo, lambda: now[0]), a_request(updated_on=NOON)
    dynamo.transact(lines.moved(None, one))
    assert len(list(shelf.open())) == 1

    late = NOON + timedelta(hours=2, minutes=5)
    closed = replace(one, state=State.REJECTED, version=one.version + 1, updated_on=late)
    dynamo.transact(lines.moved(one, closed))
    now[0] = NOON + timedelta(hours=5)

    assert list(shelf.open()) == []


def test_after_some_hours_the_queue_is_read_whole_again(dynamo):
    now = [NOON]
    shelf, one = Lines(dynamo, lambda: now[0]), a_request(updated_on=NOON)
    dynamo.transact(lines.moved(None, one))
    assert len(list(shelf.open())) == 1

    dynamo.delete(lines.shard_of(one.id), one.id)
    now[0] = NOON + timedelta(hours=7)

    assert list(shelf.open()) == []


def test_a_line_that_is_missing_or_old_is_mended(dynamo, shelf):
    missing, old = a_request(id="MISSING0"), a_request(id="CHANGED0")
    dynamo.transact([Put(head(missing)), Put(head(old))])
    dynamo.transact(lines.moved(None, replace(old, title="As it was")))

    assert shelf.mend([missing, old]) == 2
    assert shelf.mend([missing, old]) == 0
    assert {line["title"] for line in shelf.open()} == {missing.title, old.title}


def test_a_request_that_was_closed_while_lines_were_mended_stays_closed(dynamo, shelf):
    one = a_request()
    dynamo.put(head(closed(one)))

    shelf.mend([one])

    assert list(shelf.open()) == []


@pytest.mark.parametrize("stands", [True, False])
def test_a_line_without_an_open_request_is_taken_off(dynamo, shelf, stands):
    one = a_request()
    dynamo.transact(lines.moved(None, one))
    if stands:
        dynamo.put(head(closed(one)))

    assert shelf.mend([]) == 1
    assert list(shelf.open()) == []


def test_a_line_whose_request_shows_late_on_its_shelf_stays(dynamo, shelf):
    one = a_request()
    dynamo.transact([Put(head(one)), *lines.moved(None, one)])

    assert shelf.mend([]) == 0
    assert [line["id"] for line in shelf.open()] == [one.id]


def test_nobody_finds_a_wish_for_an_accessible_copy_by_who_has_it(dynamo, shelf):
    who = Requester("u0451", "Rosalind Ashgrove", "r@example.edu")
    wish = Wish(about="FIRST000", course="HIS101", helps=("A screen reader",), comment="Soon.")
    asked, usual = (a_request(id=f"{name}REQUEST", requester=who) for name in "AB")
    for one in (replace(asked, wish=wish), usual):
        dynamo.transact(lines.moved(None, one))

    found_by_name = [line["id"] for line in shelf.open() if found(line, wanted("ashgrove"))]
    stored = dynamo.query(lines.shard_of(asked.id)).rows + list(dynamo.all(CHANGES))

    assert found_by_name == [usual.id]
    said = [row["line"].casefold() for row in stored if asked.id in row["line"]]
    assert len(said) == 2
    assert not any(word in one for one in said for word in ("rosalind", "ashgrove", "u0451"))


def test_the_line_of_such_a_wish_is_right_as_it_was_written(dynamo, shelf):
    wish = Wish(about="FIRST000", course="HIS101")
    one = a_request(wish=wish)
    dynamo.transact([Put(head(one)), *lines.moved(None, one)])

    assert shelf.mend([request_in(head(one))]) == 0
