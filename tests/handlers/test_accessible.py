"""The doors of accessible copies: who gets in, what they see, and what nobody else does."""

from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from chalice.app import Chalice

from chalicelib import wiring, wiring_delivery
from chalicelib.domain.accessible import Asked
from chalicelib.domain.people import Person, Role
from chalicelib.domain.request import Change, Event, Request, State
from chalicelib.domain.wish import Given
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import SCAN, TOKEN, a_request, shelved, signed_in

SOFIA = Person("u-Sofia Student", "Sofia Student", roles=frozenset({Role.READER}))


@pytest.fixture
def app(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Chalice:
    monkeypatch.setenv("SCANS_BUCKET", "scans")
    monkeypatch.setenv("SCANS_URL", "http://127.0.0.1:8000")
    from app import app

    return app


def at_the_form(
    app: Chalice, method: str = "GET", headers: dict[str, str] | None = None, body: bytes = b""
) -> Reply:
    known = {"route": "/l/{token}/accessible", "params": {"token": TOKEN}}
    return ask(app, method, f"/l/{TOKEN}/accessible", headers, body, **known)


def at_the_copy(
    app: Chalice, request_id: str, headers: dict[str, str], method: str = "GET"
) -> Reply:
    known = {"route": "/accessible/copy/{request_id}", "params": {"request_id": request_id}}
    return ask(app, method, f"/accessible/copy/{request_id}", headers, b"", **known)


def ask(
    app: Chalice, method: str, path: str, headers: dict[str, str] | None, body: bytes, **known: Any
) -> Reply:
    sent = body if method == "POST" else None
    return knock(app, method, path, headers=headers, body=sent, **known)


def asked_for() -> str:
    """What Sofia asked for."""
    item = a_request()
    shelved(item)
    return wiring_delivery.copies_asked().ask(item, SOFIA, Asked(("audio",), "Soon, please."))


def save(before: Request, after: Request) -> None:
    """As a move would write it."""
    now = replace(after, version=before.version + 1)
    event = Event(now.version, before.added_on, "dan", "Dan", "deliver-copy")
    wiring.table().save(before, Change(now, event))


def test_whoever_is_not_signed_in_is_sent_there_and_comes_back(app: Chalice) -> None:
    shelved(a_request())

    reply = at_the_form(app)

    assert reply.status == 303
    assert reply.headers["location"] == f"/auth/start?next=/l/{TOKEN}/accessible"


def test_a_reader_sees_the_form_which_sends_to_its_own_address(app: Chalice) -> None:
    shelved(a_request())

    reply = at_the_form(app, headers=signed_in(Role.READER))

    assert reply.status == 200
    assert f'action="/l/{TOKEN}/accessible"' in reply.text
    assert "<script" not in reply.text


def test_a_form_that_says_nothing_comes_back_in_words(app: Chalice) -> None:
    shelved(a_request())

    reply = at_the_form(app, "POST", headers=signed_in(Role.READER), body=b"")

    assert reply.status == 422
    assert "Choose what would help" in reply.text


def test_what_was_typed_stands_there_again_when_it_is_refused(app: Chalice) -> None:
    shelved(a_request())
    body = urlencode({"audio": "yes", "comment": "<b>" + "x" * 2_000}).encode()

    reply = at_the_form(app, "POST", headers=signed_in(Role.READER), body=body)

    assert (reply.status, "<b>xxx" in unescape(reply.text)) == (422, True)
    assert "<b>xxx" not in reply.text


def test_asking_leads_to_the_readers_own_page_and_asking_again_too(app: Chalice) -> None:
    shelved(a_request())
    body = urlencode({"large-print": "yes"}).encode()

    first = at_the_form(app, "POST", headers=signed_in(Role.READER), body=body)
    again = at_the_form(app, headers=signed_in(Role.READER))

    assert (first.status, again.status) == (303, 303)
    assert first.headers["location"] == again.headers["location"]


def test_whoever_is_no_reader_is_told_so(app: Chalice) -> None:
    shelved(a_request())

    reply = at_the_form(app, headers=signed_in(name="Gus Guest"))

    assert reply.status == 403
    assert "students and staff of the university" in reply.text


def test_nobody_else_learns_that_it_was_asked_for(app: Chalice) -> None:
    made = asked_for()

    own = at_the_copy(app, made, signed_in(Role.READER))
    others = at_the_copy(app, made, signed_in(Role.READER, name="Tom Student"))
    staff = at_the_copy(app, made, signed_in(Role.DIGITISER, name="Dan Digitiser"))

    assert (own.status, "Soon, please." in own.text) == (200, True)
    assert (others.status, staff.status) == (404, 404)
    assert "Soon, please." not in others.text + staff.text


def test_a_file_that_was_removed_is_said_and_not_opened(app: Chalice) -> None:
    item = a_request()
    shelved(item)
    made = wiring_delivery.copies_asked().ask(item, SOFIA, Asked(("audio",)))
    request = wiring.table().load(made)
    assert request.wish
    wish = replace(request.wish, given=Given("here", date(2026, 9, 2)))
    scan = replace(request.scans[0], removed_on=date(2026, 10, 2))
    done = replace(request, state=State.COMPLETE, wish=wish, scans=(scan,), selected=SCAN.id)
    save(request, done)

    shown = at_the_copy(app, made, signed_in(Role.READER))
    opened = at_the_copy(app, made, signed_in(Role.READER), "POST")

    assert "removed on 2 October 2026" in shown.text
    assert (opened.status, "no longer kept" in opened.text) == (404, True)
