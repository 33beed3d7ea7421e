"""From the state machine's answer to the words on the scan."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain import text_layer as layer
from chalicelib.domain.scans import Finding, Scan
from chalicelib.handlers.text_layer import told
from tests.domain.a_request import DIGITISER
from tests.handlers.conftest import SignIn
from tests.handlers.shelved import SCAN, a_request, shelved

WAITING = replace(
    SCAN, text="wanted", text_attempt=2, languages="eng", accessibility="image-only",
    findings=(Finding("No page has text.", code="no-text"),),
)  # fmt: skip
WORK = {"request": "7K2M9QXA", "scan": "s1", "attempt": 2}
KEY = "readable/7K2M9QXA/s1/cd.pdf"


@pytest.fixture(autouse=True)
def desk(sign_in: SignIn) -> None:
    shelved(a_request(scans=(WAITING,), selected=""))


def the_scan() -> Scan:
    (scan,) = wiring.table().load("7K2M9QXA").scans
    return scan


def made(**other: Any) -> dict[str, Any]:
    facts = {"text": "made", "readable": KEY, "languages": "eng",
             "accessibility": "machine-text", "note": ""}  # fmt: skip
    return {"outcome": "made", "work": WORK | other, "made": facts}


def ended(outcome: str, error: str = "", cause: str = "") -> dict[str, Any]:
    said = {"work": WORK} | ({"error": {"Error": error, "Cause": cause}} if error else {})
    return {"outcome": outcome, "said": said}


def test_what_was_made_is_put_on_the_scan() -> None:
    answer = told(made(), None)

    assert answer == {"what": "text-made"}
    assert (the_scan().text, the_scan().readable) == ("made", KEY)
    (event,) = [one for one in wiring.table().history("7K2M9QXA") if one.action == "text-made"]
    assert (event.said["scan"], event.said["languages"]) == ("chapter.pdf", "English")


def test_the_same_answer_twice_is_acted_on_once() -> None:
    told(made(), None)
    before = wiring.table().load("7K2M9QXA")

    assert told(made(), None) == {"what": "dropped"}
    assert wiring.table().load("7K2M9QXA") == before


@pytest.mark.parametrize("event", [made(), ended("not-set-up")], ids=["made", "not-set-up"])
def test_what_came_of_the_text_is_no_conflict_for_who_acts_meanwhile(event: Any) -> None:
    seen = wiring.table().load("7K2M9QXA").version
    told(event, None)

    after = wiring.desk().act("7K2M9QXA", "select-scan", {"scan": "s1"}, DIGITISER, seen)

    assert after.selected == "s1"


def test_an_answer_to_an_earlier_attempt_or_about_nothing_of_ours_is_dropped() -> None:
    for strange in ({"attempt": 1}, {"scan": "s9"}, {"request": "NOBODY99"}):
        assert told(made(**strange), None) == {"what": "dropped"}

    assert the_scan() == WAITING


@pytest.mark.parametrize(
    ("event", "text", "words"),
    [
        (ended("not-set-up"), "not-set-up", layer.NOT_HERE),
        (ended("failed", "States.Timeout"), "failed", "did not answer in time"),
        (ended("failed", "States.HeartbeatTimeout"), "failed", "did not answer in time"),
        (ended("failed", "Failed", "It broke off."), "failed", "It broke off."),
        (ended("unsuitable", "Unsuitable", "Split the scan."), "failed", "Split the scan."),
        (
            ended("failed", "Runtime.Strange", "private"),
            "failed",
            "ended without a reason",
        ),
    ],
)
def test_what_was_not_to_be_had_ends_in_words(event: dict[str, Any], text: str, words: str) -> None:
    told(event, None)

    assert the_scan().text == text
    assert words in layer.in_words(the_scan())
    assert "private" not in layer.in_words(the_scan())
