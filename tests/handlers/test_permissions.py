"""What CLA allows of a title, over HTTP: answered from what is kept, asked for where nothing is."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from app import app
from chalicelib import wiring, wiring_rights
from chalicelib.domain.permissions import Allowed, Permissions, Use
from tests.handlers.conftest import SignIn, forget
from tests.handlers.doors import Reply, knock

ISN = "9781408855652"
LANE = f"lane#cla#isn-{ISN}"


@pytest.fixture
def viewer(sign_in: SignIn) -> dict[str, str]:
    token = sign_in.token(sub="vera", name="Vera", groups=["scandesk-viewer"])
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def asking(viewer, monkeypatch) -> Mapping[str, str]:
    monkeypatch.setenv("HOSTS", '{"cla": "https://api.cla.example"}')
    forget()
    return dict(viewer)


def ask(who: Mapping[str, str], isn: str = ISN) -> Reply:
    return knock(app, "GET", f"/api/permissions?isn={isn}", headers=dict(who))


def kept(days: int = 30, **known: object) -> None:
    today = wiring.clock().date()
    usual = {
        "isn": ISN, "checked_on": today, "valid_until": today + timedelta(days=days),
        "scanning": Use(Allowed.YES, "Permitted"), "digital": Use(Allowed.NO, "Excluded"),
    }  # fmt: skip
    wiring_rights.allowances().keep(Permissions(**usual | known))  # type: ignore[arg-type]  # a dict of fields


def test_nobody_asks_without_a_sign_in(sign_in):
    assert ask({}).status == 401


def test_three_answers_are_given_with_their_dates(asking):
    kept()

    said = ask(asking).json

    assert said["standing"] == "known"
    assert [(one["use"], one["allowed"], one["words"]) for one in said["uses"]] == [
        ("photocopying", "not-known", ""),
        ("scanning", "allowed", "Permitted"),
        ("digital", "not-allowed", "Excluded"),
    ]
    assert said["checked_on"] < said["valid_until"]
    assert wiring.messages().due(LANE) == []


def test_what_nobody_asked_yet_is_asked_now_and_answered_at_once(asking):
    said = ask(asking).json

    assert (said["standing"], said["coverage"]) == ("asked", "not-known")
    assert {one["allowed"] for one in said["uses"]} == {"not-known"}
    (message,) = wiring.messages().due(LANE)
    assert (message.to, message.kind, message.facts) == ("cla", "permission", {"isn": ISN})


def test_asking_twice_asks_once(asking):
    ask(asking)
    ask(asking, "978-1-4088-5565-2")

    assert len(wiring.messages().due(LANE)) == 1


def test_an_answer_past_its_day_is_shown_as_such_and_asked_for_again(asking):
    kept(days=-1)

    said = ask(asking).json

    assert (said["standing"], said["coverage"]) == ("past", "not-known")
    assert len(wiring.messages().due(LANE)) == 1


def test_a_service_that_did_not_answer_is_said(asking):
    kept(why="CLA answered 503.")

    said = ask(asking).json

    assert (said["standing"], said["words"]) == ("no-answer", "CLA answered 503.")


def test_without_the_service_it_says_where_to_look_instead(viewer):
    said = ask(viewer).json

    assert said["standing"] == "not-asked"
    assert "CLA's own page" in said["words"]
    assert wiring.messages().due(LANE) == []


@pytest.mark.parametrize("isn", ["", "9781408855653", "x" * 60, "%00", "hello"])
def test_what_is_no_number_is_refused_in_words(viewer, isn):
    answer = ask(viewer, isn)

    assert answer.status == 400
    assert answer.json["fields"][0]["field"] == "isn"
