"""What a list may ask first, over HTTP."""

from typing import Any

import pytest

from app import app
from chalicelib import wiring
from tests.handlers.conftest import SignIn, forget
from tests.handlers.doors import Reply, knock

ITEM = "/api/eligibility?rlms=leganto&citation=594"


@pytest.fixture
def viewer(sign_in: SignIn) -> dict[str, str]:
    token = sign_in.token(sub="vera", name="Vera", groups=["scandesk-viewer"])
    return {"Authorization": f"Bearer {token}"}


def ask(path: str, who: dict[str, str]) -> Reply:
    return knock(app, "GET", path, headers=who)


def kinds(answer: Reply) -> dict[str, str]:
    found: list[dict[str, Any]] = answer.json["kinds"]
    return {one["kind"]: one["standing"] for one in found}


def test_nobody_asks_without_a_sign_in(sign_in):
    assert ask(ITEM, {}).status == 401


def test_where_their_system_cannot_be_asked_it_is_not_known_and_no_failure(viewer):
    answer = ask(ITEM, viewer)

    assert answer.status == 200
    assert kinds(answer) == {"digitisation": "not-known", "copyright-clearance": "not-known"}
    words = answer.json["kinds"][0]["reasons"][0]["words"]
    assert words == "No address is configured for leganto. Ask the library."


def test_a_kind_that_is_switched_off_is_hidden(viewer, monkeypatch):
    monkeypatch.setenv("SYSTEMS", '{"leganto": {"offers": "digitisation"}}')
    forget()

    answer = ask(ITEM, viewer)

    assert kinds(answer)["copyright-clearance"] == "hidden"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/eligibility?rlms=nobody&citation=1", 404),
        ("/api/eligibility?citation=1", 404),
        ("/api/eligibility?rlms=leganto", 400),
        ("/api/eligibility?rlms=leganto&citation=" + "x" * 301, 400),
        ("/api/eligibility?rlms=leganto&citation=1&view=odd", 400),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(viewer, path, status):
    answer = ask(path, viewer)

    assert answer.status == status
    assert answer.json["instead"]


def test_a_system_that_can_be_asked_nothing_leaves_it_not_known(viewer):
    others = [name for name in wiring.adapters() if name != "leganto"]

    for name in others:
        answer = ask(f"/api/eligibility?rlms={name}&citation=1", viewer)
        assert set(kinds(answer).values()) == {"not-known"}


class AFile:
    """Leganto, asked about a file on a course's list whose copyright nobody determined."""

    def item(self, rlms: str, citation: str) -> tuple[dict[str, Any], str]:
        return {"listed": True, "course": True, "items": 0, "file": True, "rights": ""}, ""


@pytest.mark.parametrize(
    ("systems", "opens"), [("{}", False), ('{"leganto": {"clearance_opens": "true"}}', True)]
)
def test_a_form_for_clearance_opens_by_itself_where_the_library_says_so(
    viewer, monkeypatch, systems, opens
):
    monkeypatch.setenv("SYSTEMS", systems)
    forget()
    monkeypatch.setattr(wiring, "asking", AFile)

    (one,) = [one for one in ask(ITEM, viewer).json["kinds"] if one["kind"].startswith("copy")]

    assert (one["standing"], one["opens"]) == ("offered", opens)
