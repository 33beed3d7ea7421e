"""The way out's doors: nothing poisonous holds up what stands behind it."""

import json
from typing import Any

import pytest

from chalicelib.aws.notation import marshal
from chalicelib.aws.queue import Bell
from chalicelib.domain.errors import Busy
from chalicelib.handlers.relay import follow_each, tell_each

DUE = {"pk": "lane#leganto#9", "sk": "1", "what": "message", "status": "due"}


class Silent(Bell):
    """A bell without a queue: it remembers what it rang."""

    def __init__(self) -> None:
        self.rung: list[str] = []

    def ring(self, lanes: Any, seconds: float = 0) -> None:
        self.rung += lanes


class Broken(Silent):
    def ring(self, lanes: Any, seconds: float = 0) -> None:
        raise OSError("no queue")


class Words:
    """Follows rows, and chokes on poison."""

    def __init__(self) -> None:
        self.followed: list[str] = []

    def follow(self, before: Any, after: Any) -> None:
        if after["pk"] == "poison":
            raise TypeError("secret words")
        self.followed.append(after["pk"])


def a_bell(lane: str, name: str = "m1") -> dict[str, Any]:
    return {"messageId": name, "body": lane}


def a_change(row: dict[str, Any]) -> dict[str, Any]:
    return {"eventName": "INSERT", "dynamodb": {"NewImage": marshal(row)}}


def poisoned(lane: str) -> None:
    if lane == "poison":
        raise KeyError("secret words")


def test_each_lane_that_was_rung_is_told_once():
    told: list[str] = []

    answer = tell_each([a_bell("a"), a_bell("b", "m2"), a_bell("a", "m3")], told.append)

    assert told == ["a", "b"]
    assert answer == {"batchItemFailures": []}


def test_a_lane_that_fails_is_rung_again_alone():
    answer = tell_each([a_bell("poison"), a_bell("b", "m2"), a_bell("poison", "m3")], poisoned)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}, {"itemIdentifier": "m3"}]}


def test_what_failed_is_logged_without_its_words(capsys):
    tell_each([a_bell("poison")], poisoned)

    line = json.loads(capsys.readouterr().err)
    assert (line["level"], line["error"]) == ("error", "KeyError")
    assert "secret" not in str(line)


def test_the_stream_rings_for_messages_and_keeps_the_words():
    bell, words = Silent(), Words()

    follow_each([a_change(DUE), a_change({"pk": "request#A", "what": "head"})], bell, words)

    assert bell.rung == ["lane#leganto#9"]
    assert words.followed == ["lane#leganto#9", "request#A"]


POISON: tuple[Any, ...] = (
    {},
    {"dynamodb": {"NewImage": {"pk": {"?": 1}}}},
    a_change({"pk": "poison"}),
)


@pytest.mark.parametrize("poison", POISON)
def test_a_poisonous_record_is_skipped_and_what_comes_after_it_is_not(poison):
    bell = Silent()

    follow_each([poison, a_change(DUE)], bell, Words())

    assert bell.rung == ["lane#leganto#9"]


def test_where_the_table_was_busy_the_stream_comes_again_from_there():
    class Throttled(Words):
        def follow(self, before: Any, after: Any) -> None:
            if after["pk"] == "busy":
                raise Busy("Too much at once.")
            super().follow(before, after)

    bell, words = Silent(), Throttled()
    records = [a_change(DUE), a_change({"pk": "busy"}), a_change({"pk": "request#B"})]
    for number, record in enumerate(records):
        record["dynamodb"]["SequenceNumber"] = str(number)

    answer = follow_each(records, bell, words)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert words.followed == [bell.rung[0]] == ["lane#leganto#9"]


def test_a_bell_that_does_not_ring_stops_no_stream():
    words = Words()

    follow_each([a_change(DUE)], Broken(), words)

    assert words.followed == ["lane#leganto#9"]
