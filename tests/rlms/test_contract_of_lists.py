"""What every adapter promises about its lists: the walk, one item, and the places it is handed."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest

from chalicelib import rlms
from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.eligibility import Standing
from chalicelib.domain.places import Batch, Place
from chalicelib.domain.talks import carried_out
from chalicelib.domain.telling import DeliveryError
from chalicelib.rlms._adapter import Adapter
from tests.domain.a_request import a_request

PLACE = Place("594", "991", {"course_id": "1", "list_id": "2", "citation_id": "594"})
#: Answers in every shape that is none of theirs.
ODD = (
    b"", b"null", b"[]", b"{}", b"7", b'"x"', b"<x/>", b"[" * 100_000, b"\xff",
    b'{"course": [null, {}, 7, {"id": {}, "instructor": [null, {"primary_id": []}]}]}',
    b'{"course": {"id": "1"}, "reading_list": {"id": "2"}, "citations": {"citation": [7, {}]}}',
    b'{"course": [{"id": "1"}], "reading_list": [{"id": "2"}],'
    b' "citations": {"citation": [{"id": "3", "metadata": []}, {"id": 4, "metadata": null}]}}',
    b'{"metadata": {"mms_id": {"value": "1"}}, "total_record_count": "many", "file_link": []}',
)  # fmt: skip


@pytest.fixture(params=rlms.names())
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return rlms.adapters()[request.param]


@pytest.mark.parametrize("go_on", ["", "7", "x", "-1", "9" * 5_000])
@pytest.mark.parametrize("body", ODD)
def test_a_walk_is_calls_and_batches_whatever_is_answered(adapter, body, go_on):
    walk, reply = adapter.places(go_on), None
    with suppress(StopIteration, DeliveryError):
        for _ in range(50):
            step = walk.send(reply)
            assert isinstance(step, Call | Batch)
            reply = Reply(200, body) if isinstance(step, Call) else None


def ended(adapter: Adapter, talk: Talk, body: bytes) -> Mapping[str, Any]:
    """What a talk ends with when everything is answered so; nothing where that stops it."""
    with suppress(DeliveryError):
        return carried_out(talk, lambda call: Reply(200, body), adapter.judge)
    return {}


@pytest.mark.parametrize("known", [[], [PLACE]])
@pytest.mark.parametrize("body", ODD)
def test_an_item_is_known_or_not_whatever_is_answered(adapter, body, known):
    facts = ended(adapter, adapter.examine("594", known), body)

    assert Standing(**facts)


@pytest.mark.parametrize("body", ODD)
def test_places_from_the_index_are_only_a_beginning(adapter, body):
    asked = a_request(theirs={"mms_id": "991", "user": "jo"})

    facts = ended(adapter, adapter.enrich(asked, [PLACE]), body)

    assert isinstance(facts.get("citations", []), list)


def test_settings_that_are_the_desks_own_business_reach_no_adapter():
    for name in rlms.names():
        assert rlms.adapter(name, {"offers": "digitisation"}) == rlms.adapter(name)
