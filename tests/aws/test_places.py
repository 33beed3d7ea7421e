"""The index of reading lists on a real table: found by record and by item, as far as it is true."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.places import Places
from chalicelib.domain.places import REST, STALE, Place, Standing
from tests.domain.a_request import NOON, a_request

PLACE = Place(
    "594", "991", {"course_id": "231", "list_id": "593", "citation_id": "594"},
    "HIST2041", "Empire", "Core reading", "Ports", ("aokafor",),
)  # fmt: skip
WHOLE = Standing(1, "", 1, NOON)


@pytest.fixture
def places(dynamo: Dynamo) -> Places:
    return Places(dynamo)


def kept(places: Places, *some: Place, generation: int = 1, standing: Standing = WHOLE) -> None:
    places.keep("leganto", generation, some, NOON)
    places.stand("leganto", standing)


def test_an_empty_index_knows_nothing(places):
    assert places.standing("leganto") == Standing()
    assert places.of_record("leganto", "991", NOON) == []


def test_a_place_is_found_by_its_record_and_by_itself(places):
    kept(places, PLACE)

    assert places.of_record("leganto", "991", NOON) == [PLACE]
    assert places.of_item("leganto", "594", NOON) == [PLACE]


def test_a_request_finds_the_places_of_its_record(places):
    kept(places, PLACE)

    assert places.of("leganto", a_request(theirs={"mms_id": "991"}), NOON) == [PLACE]
    assert places.of("leganto", a_request(theirs={}), NOON) == []


def test_a_place_belongs_to_its_system(places):
    kept(places, PLACE)

    assert places.of_record("talis", "991", NOON) == []


def test_two_places_of_a_record_are_both_found_and_twice_is_once(places):
    other = replace(PLACE, id="595")
    kept(places, PLACE, other, PLACE)

    assert places.of_record("leganto", "991", NOON) == [PLACE, other]


def test_more_than_one_page_of_rows_is_kept(places):
    many = [replace(PLACE, id=str(n)) for n in range(60)]
    kept(places, *many)

    assert len(places.of_record("leganto", "991", NOON)) == 60


def test_what_a_later_walk_did_not_see_stands_nowhere(places):
    gone = replace(PLACE, id="595")
    kept(places, PLACE, gone)

    kept(places, PLACE, generation=2, standing=Standing(2, "", 2, NOON))

    assert places.of_record("leganto", "991", NOON) == [PLACE]
    assert places.of_item("leganto", "595", NOON) == []


def test_while_a_walk_is_under_way_the_last_whole_one_counts(places):
    new = replace(PLACE, id="595")
    kept(places, PLACE)

    kept(places, new, generation=2, standing=Standing(2, "7", 1, NOON))

    assert places.of_record("leganto", "991", NOON) == [PLACE, new]


def test_a_walk_that_was_never_whole_is_not_relied_upon(places):
    kept(places, PLACE, standing=Standing(1, "7"))

    assert places.of_record("leganto", "991", NOON) == []


def test_an_old_index_is_not_relied_upon(places):
    kept(places, PLACE)

    assert places.of_record("leganto", "991", NOON + STALE) == []


def test_rows_go_by_themselves_when_their_time_is_up(places, dynamo):
    kept(places, PLACE)

    row = dynamo.query("place#leganto#991").rows[0]

    assert row["ttl"] == int((NOON + timedelta(days=7)).timestamp())


def test_an_item_without_a_record_is_found_by_itself(places):
    upload = replace(PLACE, record="")
    kept(places, upload)

    assert places.of_item("leganto", "594", NOON) == [upload]


def test_ids_of_others_break_no_key(places):
    odd = replace(PLACE, id="ü" * 2_000, record="#\n" * 2_000)
    kept(places, odd)

    assert places.of_record("leganto", odd.record, NOON) == [odd]


@pytest.mark.parametrize(
    ("now", "rests"), [(NOON, True), (NOON + REST, False), (NOON - REST, True)]
)
def test_a_whole_walk_rests_for_some_hours(now: datetime, rests: bool):
    assert WHOLE.rests(now) is rests


def test_a_walk_goes_on_or_begins_anew():
    assert Standing(2, "7", 1, NOON).begun() == Standing(2, "7", 1, NOON)
    assert WHOLE.begun() == Standing(2, "", 1, NOON)
    assert not Standing(2, "7", 1, NOON).rests(NOON)
