"""The daily letter, from the schedule to the row that the sender takes up."""

import json
from datetime import timedelta

import pytest

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.messages import Messages
from chalicelib.aws.table import Table, head
from chalicelib.domain import digest
from chalicelib.domain.request import State
from chalicelib.settings import NotConfigured, read
from tests.domain.a_request import NOON, TERMS, a_request

ENV = {"TABLE": "desk", "PUBLIC_URL": "https://desk.university.example"}


def test_the_letter_lists_what_came_in_yesterday_whatever_became_of_it(dynamo: Dynamo) -> None:
    hours = {"TODAY": 0, "LATE": 13, "EARLY": 35, "BEFORE": 37}
    for name, ago in hours.items():
        state = State.REJECTED if name == "EARLY" else State.NEW
        request = a_request(id=name, state=state, added_on=NOON - timedelta(hours=ago))
        dynamo.put(head(request))
    day, start, end = digest.yesterday(NOON, TERMS.zone)

    added = list(Table(dynamo).added_between(start, end))

    (letter,) = digest.letters(added, {"leganto"}, day, NOON)
    assert letter.facts["requests"] == "EARLY LATE"


def test_a_letter_that_is_posted_twice_stands_once_and_is_due(dynamo: Dynamo) -> None:
    messages = Messages(dynamo)
    (letter,) = digest.letters([a_request()], {"leganto"}, NOON.date(), NOON)

    messages.post(letter)
    messages.post(letter)

    assert messages.lanes_due(NOON) == ["lane#mail#digest-leganto"]
    assert messages.due("lane#mail#digest-leganto") == [letter]


def test_who_is_mailed_is_read_from_the_environment() -> None:
    said = {"leganto": {"to": ["a@b.edu", "c@d.edu"], "when": "at-once"},
            "talis": {"to": ["e@f.edu"], "when": "daily"}}  # fmt: skip

    notices = read(ENV | {"NOTICES": json.dumps(said)}).notices

    assert notices["leganto"].to == ("a@b.edu", "c@d.edu")
    assert [notices[name].daily for name in ("leganto", "talis")] == [False, True]
    assert read(ENV).notices == {}


@pytest.mark.parametrize(
    "said",
    [
        "[]",
        '{"leganto": []}',
        '{"leganto": {"to": [], "when": "daily"}}',
        '{"leganto": {"to": "a@b.edu", "when": "daily"}}',
        '{"leganto": {"to": ["nobody"], "when": "daily"}}',
        '{"leganto": {"to": ["a@b.edu"], "when": "sometimes"}}',
    ],
)
def test_a_notice_that_cannot_be_read_stops_the_start(said: str) -> None:
    with pytest.raises(NotConfigured, match="NOTICES"):
        read(ENV | {"NOTICES": said})
