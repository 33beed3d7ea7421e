"""One open request for an accessible copy for each reader and item, and no name beside it."""

from dataclasses import replace

import pytest

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.own import Own
from chalicelib.aws.table import Table
from chalicelib.copies_asked import CopiesAsked
from chalicelib.desk import draw
from chalicelib.domain.accessible import Asked
from chalicelib.domain.channels import ACCESSIBLE
from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import Person, Role
from chalicelib.domain.request import Request
from tests.domain.a_request import NOON, moment, ready

SUE = Person("sue", "Sue Student", "sue@example.edu", roles=frozenset({Role.READER}))
TOM = Person("tom", "Tom Student", "tom@example.edu", roles=frozenset({Role.READER}))
WANTS = Asked(("audio",), "I cannot see small print.")


@pytest.fixture
def item() -> Request:
    return move(ready(), "publish", {}, moment()).request


@pytest.fixture
def copies(dynamo: Dynamo) -> CopiesAsked:
    return CopiesAsked(Table(dynamo), lambda: NOON, draw)


def test_asking_twice_asks_once(copies: CopiesAsked, item: Request):
    first = copies.ask(item, SUE, WANTS)

    assert copies.ask(item, SUE, Asked(("word",))) == first
    assert copies.ask(item, TOM, WANTS) != first
    assert copies.ask(replace(item, id="OTHER234"), SUE, WANTS) != first


def test_what_was_refused_may_be_asked_for_again(
    copies: CopiesAsked, item: Request, dynamo: Dynamo
):
    first = copies.ask(item, SUE, WANTS)
    table = Table(dynamo)
    request = table.load(first)
    table.save(request, move(request, "reject", {"reason": "other"}, moment()))

    assert copies.standing(item, SUE) is None
    assert copies.ask(item, SUE, WANTS) != first


def test_only_the_row_of_personal_data_says_who_asked_and_why(
    copies: CopiesAsked, item: Request, dynamo: Dynamo
):
    made = copies.ask(item, SUE, WANTS)

    rows = {row["sk"]: repr(row) for row in dynamo.all(f"request#{made}")}
    telling = {
        place
        for place, text in rows.items()
        if any(word in text for word in ("Sue", "sue@", "small print", "audio"))
    }
    assert telling == {"person"}
    whole = Table(dynamo).load(made)
    assert (whole.requester.email, whole.wish.comment) == ("sue@example.edu", WANTS.comment)
    assert Table(dynamo).bare(made).requester.label == ""


def test_who_works_on_it_loses_nothing_of_what_was_asked(
    copies: CopiesAsked, item: Request, dynamo: Dynamo
):
    table = Table(dynamo)
    request = table.load(copies.ask(item, SUE, WANTS))

    table.save(request, move(request, "assign", {}, moment()))

    after = table.load(request.id)
    assert (after.requester.name, after.wish.helps) == ("Sue Student", ("audio",))


def test_a_reader_finds_it_among_their_own_and_not_among_what_teachers_asked(
    copies: CopiesAsked, item: Request, dynamo: Dynamo
):
    made = copies.ask(item, SUE, WANTS)

    assert Own(dynamo).of("sue", channel=ACCESSIBLE)[0] == [made]
    assert Own(dynamo).of("sue")[0] == []
