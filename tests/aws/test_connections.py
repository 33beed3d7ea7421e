"""What is kept of how a system answered, on a real table."""

from datetime import datetime, timedelta

import pytest

from chalicelib.aws.connections import Connections
from chalicelib.aws.dynamo import Dynamo
from chalicelib.domain.telling import Connection, Contact
from tests.domain.a_request import NOON


@pytest.fixture
def connections(dynamo: Dynamo) -> Connections:
    return Connections(dynamo)


def at(seconds: float, words: str = "") -> Contact:
    when: datetime = NOON + timedelta(seconds=seconds)
    return Contact(when, "status of ABCD2345", words)


def test_nothing_is_known_of_a_system_that_was_never_called(connections):
    assert connections.of("leganto") == Connection()
    assert connections.of("leganto").is_well is None


def test_the_last_success_and_the_last_failure_are_kept_beside_each_other(connections):
    connections.note("leganto", at(0), True)
    connections.note("leganto", at(5, "Alma answered 503."), False)

    found = connections.of("leganto")

    assert found == Connection(at(0), at(5, "Alma answered 503."))
    assert found.is_well is False


def test_while_nothing_changes_it_is_written_once_a_minute(connections):
    connections.note("leganto", at(0), True)
    connections.note("leganto", at(59), True)
    before = connections.of("leganto").success
    connections.note("leganto", at(60), True)

    assert (before, connections.of("leganto").success) == (at(0), at(60))


def test_a_change_is_written_at_once(connections):
    connections.note("leganto", at(0), True)
    connections.note("leganto", at(1, "Gone."), False)
    connections.note("leganto", at(2), True)

    assert connections.of("leganto") == Connection(at(2), at(1, "Gone."))
    assert connections.of("leganto").is_well


def test_systems_are_kept_apart(connections):
    connections.note("leganto", at(0), True)

    assert connections.of("talis") == Connection()
