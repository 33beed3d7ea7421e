"""Open requests by the item of a list: found with one Query, as long as they are open."""

from dataclasses import replace

import pytest

from chalicelib.aws import cited
from chalicelib.domain.request import State
from tests.domain.a_request import a_request

OPEN = a_request(rlms="leganto", theirs={"citation_id": "31415"})


@pytest.fixture
def stored(dynamo):
    dynamo.transact(cited.moved(None, OPEN))
    return dynamo


def test_an_open_request_is_found_by_its_item(stored):
    assert cited.open_for(stored, "leganto", "31415") == [OPEN.id]


@pytest.mark.parametrize(
    ("rlms", "citation"), [("talis", "31415"), ("leganto", "3"), ("leganto", "")]
)
def test_no_other_item_finds_it(stored, rlms, citation):
    assert cited.open_for(stored, rlms, citation) == []


def test_what_is_closed_is_found_no_more(stored):
    stored.transact(cited.moved(OPEN, replace(OPEN, state=State.REJECTED)))

    assert cited.open_for(stored, "leganto", "31415") == []


def test_a_change_that_leaves_the_item_alone_writes_nothing():
    assert cited.moved(OPEN, replace(OPEN, title="Another")) == []


def test_an_item_that_becomes_known_later_is_found(dynamo):
    unknown = replace(OPEN, theirs={})
    dynamo.transact(cited.moved(unknown, OPEN))

    assert cited.open_for(dynamo, "leganto", "31415") == [OPEN.id]


def test_a_name_of_any_length_and_script_is_a_key(dynamo):
    odd = replace(OPEN, theirs={"citation_id": "مرجع" * 900})
    dynamo.transact(cited.moved(None, odd))

    assert cited.open_for(dynamo, "leganto", "مرجع" * 900) == [OPEN.id]
