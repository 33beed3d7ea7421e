"""Every version of the reasons stays, and a warm worker reads them again after two seconds."""

from dataclasses import replace

import pytest

from chalicelib.aws.reason_rows import Reasons
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.reason_lists import ReasonLists
from chalicelib.domain.reasons import Reason

SHIPS = ReasonLists(refusals=(Reason("other", "Other"),))
SAVED = replace(SHIPS, refusals=(Reason("other", "Something else"),), version=1, by="Amir")


def test_what_ships_stands_until_something_is_saved(dynamo):
    kept = Reasons(dynamo, SHIPS)
    before = kept.newest()

    kept.save(SAVED)

    assert (before, kept.newest(), kept.versions()) == (SHIPS, SAVED, [SAVED])


def test_a_version_is_written_once(dynamo):
    Reasons(dynamo, SHIPS).save(SAVED)

    with pytest.raises(ChangedMeanwhile):
        Reasons(dynamo, SHIPS).save(replace(SAVED, by="Somebody else"))

    assert Reasons(dynamo, SHIPS).newest().by == "Amir"


def test_another_worker_sees_it_within_two_seconds(dynamo):
    times = iter([0.0, 1.0, 2.5, 2.5])
    other = Reasons(dynamo, SHIPS, lambda: next(times))
    assert other.lists() == SHIPS

    Reasons(dynamo, SHIPS).save(SAVED)

    assert (other.lists(), other.lists()) == (SHIPS, SAVED)
