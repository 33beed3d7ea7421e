"""What was found of physical volumes, as staff see it; no request is refused for it (A080)."""

import pytest

from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import DESK
from chalicelib.domain.remarks import ITEMS_NOT_KNOWN, NO_ITEM, ON_SHELF
from chalicelib.domain.request import Change, State
from tests.domain.a_request import a_request, moment


def found(*remarks: str, **facts: object) -> Change:
    request = a_request(state=State.NEW, remarks=remarks)
    return move(request, "enrich", facts, moment(DESK, found=(None, None)))


@pytest.mark.parametrize(
    ("items", "remarks", "words"),
    [(0, (NO_ITEM,), "none"), (None, (ITEMS_NOT_KNOWN,), "not known"), (3, (), "3")],
)
def test_what_was_found_is_remarked_and_stands_in_the_history(items, remarks, words):
    change = found(items=items)

    assert change.request.remarks == remarks
    assert change.request.state is State.NEW
    assert change.event.said["physical volumes"] == words


def test_where_nobody_looked_nothing_is_said():
    change = found(name="Jo")

    assert change.request.remarks == ()
    assert "physical volumes" not in change.event.said


def test_a_later_look_takes_the_place_of_an_earlier_one_and_of_no_other_remark():
    assert found(ON_SHELF, NO_ITEM, items=1).request.remarks == (ON_SHELF,)
    assert found(ITEMS_NOT_KNOWN, ON_SHELF, items=0).request.remarks == (ON_SHELF, NO_ITEM)


def test_a_look_that_failed_is_not_taken_for_no_volume():
    assert found(NO_ITEM, items=None).request.remarks == (ITEMS_NOT_KNOWN,)
