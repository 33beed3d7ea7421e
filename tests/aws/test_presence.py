"""Who else has a request open, in a real table: a minute after the last word nobody is there."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.presence import Presence
from chalicelib.domain.people import Person
from chalicelib.domain.presence import Present

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOON = NOON + timedelta(seconds=40)
ADA = Person("u-1", "Ada Approver", "", frozenset())
DAN = Person("u-2", "Dan Digitiser", "", frozenset())
VERA = Person("u-3", "Vera Viewer", "", frozenset())


@pytest.fixture
def presence(dynamo: Dynamo) -> Presence:
    return Presence(dynamo)


def test_whoever_is_alone_sees_nobody(presence: Presence):
    presence.stay("AAAA0000", DAN, "", NOON)

    assert presence.stay("AAAA0000", DAN, "", SOON) == []


def test_two_on_one_request_see_each_other_and_what_is_done(presence: Presence):
    presence.stay("AAAA0000", ADA, "dates", NOON)

    assert presence.stay("AAAA0000", DAN, "", SOON) == [Present("Ada Approver", NOON, "dates")]


def test_whoever_came_first_stands_first(presence: Presence):
    presence.stay("AAAA0000", VERA, "", NOON)
    presence.stay("AAAA0000", ADA, "", NOON + timedelta(seconds=1))

    others = presence.stay("AAAA0000", DAN, "", SOON)

    assert [one.name for one in others] == ["Vera Viewer", "Ada Approver"]


def test_since_when_somebody_is_here_does_not_move_with_each_word(presence: Presence):
    for second in range(0, 200, 20):
        presence.stay("AAAA0000", ADA, "", NOON + timedelta(seconds=second))

    (ada,) = presence.stay("AAAA0000", DAN, "", NOON + timedelta(seconds=200))

    assert ada.since == NOON


def test_a_minute_after_the_last_word_somebody_is_gone_though_the_row_stands(
    presence: Presence, dynamo: Dynamo
):
    presence.stay("AAAA0000", ADA, "", NOON)

    assert presence.stay("AAAA0000", DAN, "", NOON + timedelta(seconds=60)) == []
    assert len(dynamo.query("here#AAAA0000").rows) == 2


def test_whoever_comes_back_is_here_since_then(presence: Presence):
    presence.stay("AAAA0000", ADA, "", NOON)
    back = NOON + timedelta(minutes=5)
    presence.stay("AAAA0000", ADA, "", back)

    (ada,) = presence.stay("AAAA0000", DAN, "", back)

    assert ada.since == back


def test_whoever_leaves_is_seen_no_more(presence: Presence):
    presence.stay("AAAA0000", ADA, "", NOON)
    presence.leave("AAAA0000", ADA)

    assert presence.stay("AAAA0000", DAN, "", SOON) == []


def test_another_request_is_another_place(presence: Presence):
    presence.stay("AAAA0000", ADA, "", NOON)

    assert presence.stay("BBBB0000", DAN, "", SOON) == []


def test_every_row_goes_by_itself(presence: Presence, dynamo: Dynamo):
    presence.stay("AAAA0000", ADA, "", NOON)

    (row,) = dynamo.query("here#AAAA0000").rows
    assert int(row["ttl"]) == int(NOON.timestamp()) + 60
