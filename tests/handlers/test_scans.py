"""Announcing a scan and looking at a checked one."""

import json
from dataclasses import replace
from typing import Any

import pytest
from chalice.app import Chalice

from chalicelib import wiring
from chalicelib.domain.people import Role
from chalicelib.domain.request import Approval, State
from chalicelib.domain.scans import ScanStatus
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import SCAN, TODAY, a_request, shelved, signed_in

CHAPTER = {"name": "chapter.pdf", "bytes": 3_240_000, "type": "application/pdf"}


@pytest.fixture
def app(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Chalice:
    monkeypatch.setenv("SCANS_BUCKET", "scans")
    monkeypatch.setenv("SCANS_URL", "http://127.0.0.1:8000")
    from app import app

    return app


def announced(
    app: Chalice, body: Any = CHAPTER, role: Role = Role.DIGITISER, key: str = ""
) -> Reply:
    return knock(
        app,
        "POST",
        "/api/requests/7K2M9QXA/scans",
        route="/api/requests/{request_id}/scans",
        params={"request_id": "7K2M9QXA"},
        headers=signed_in(role) | {"X-Scandesk": "1"} | ({"Idempotency-Key": key} if key else {}),
        body=json.dumps(body).encode(),
    )


def looked_at(app: Chalice, scan: str, role: Role = Role.VIEWER) -> Reply:
    return knock(
        app,
        path=f"/api/requests/7K2M9QXA/scans/{scan}",
        route="/api/requests/{request_id}/scans/{scan_id}",
        params={"request_id": "7K2M9QXA", "scan_id": scan},
        headers=signed_in(role),
    )


def test_announcing_a_scan_records_it_and_answers_a_form_for_that_file(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE, scans=(), selected=""))

    reply = announced(app)

    (scan,) = wiring.table().load("7K2M9QXA").scans
    assert reply.status == 201
    assert reply.json["scan"] == scan.id
    assert reply.json["url"] == "http://127.0.0.1:8000/scans"
    assert reply.json["fields"]["key"] == f"incoming/7K2M9QXA/{scan.id}"
    assert (scan.name, scan.size, scan.status) == ("chapter.pdf", 3_240_000, ScanStatus.UPLOADING)
    assert scan.added_by == "Sofia Student"


def test_a_repeated_click_announces_no_second_scan(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE, scans=(), selected=""))

    first, again = announced(app, key="click-1"), announced(app, key="click-1")

    assert first.json["scan"] == again.json["scan"]
    assert len(wiring.table().load("7K2M9QXA").scans) == 1


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"name": "a.docx", "type": "text/plain"}, 400, "neither a PDF nor a picture"),
        ({"bytes": 100_000_001}, 413, "the desk takes 100 MB a file for a course"),
        ({"bytes": 0}, 400, "bytes"),
        ({"name": ""}, 400, "name"),
        ({"path": "/etc"}, 400, "path"),
    ],
)
def test_what_cannot_be_uploaded_is_refused_before_anything_is_recorded(
    app: Chalice, changed: dict[str, Any], status: int, words: str
) -> None:
    shelved(a_request(state=State.ACTIVE, scans=(), selected=""))

    reply = announced(app, {**CHAPTER, **changed})

    assert reply.status == status
    assert words in reply.json["detail"]
    assert wiring.table().load("7K2M9QXA").scans == ()


def test_only_digitisers_announce_scans(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE))

    assert announced(app, role=Role.VIEWER).status == 403


def test_a_request_that_is_not_active_takes_no_scan(app: Chalice) -> None:
    shelved(a_request(state=State.NEW, link=None))

    assert announced(app).status == 409


def test_a_request_that_nobody_knows_takes_none_either(app: Chalice) -> None:
    assert announced(app).status == 404


def test_staff_look_at_a_checked_scan_at_an_address_that_lives_minutes(app: Chalice) -> None:
    shelved(a_request())

    reply = looked_at(app, "s1")

    assert reply.status == 200
    assert reply.json["url"].startswith("http://127.0.0.1:8000/scans/masters/7K2M9QXA/s1/ab12.pdf?")
    assert "X-Amz-Expires=300" in reply.json["url"]


def pages_of(app: Chalice, scan: str = "s1", role: Role = Role.VIEWER) -> Reply:
    return knock(
        app,
        path=f"/api/requests/7K2M9QXA/scans/{scan}/pages",
        route="/api/requests/{request_id}/scans/{scan_id}/pages",
        params={"request_id": "7K2M9QXA", "scan_id": scan},
        headers=signed_in(role),
    )


def test_staff_see_the_pages_of_a_scan_on_sheets_at_addresses_that_live_minutes(
    app: Chalice,
) -> None:
    shelved(a_request(scans=(replace(SCAN, pages=23, drawn=23),)))

    said = pages_of(app).json

    assert [(one["first"], one["last"]) for one in said["sheets"]] == [(1, 20), (21, 23)]
    assert "/scans/masters/7K2M9QXA/s1/ab12/2.jpg?" in said["sheets"][1]["url"]
    assert "X-Amz-Expires=300" in said["sheets"][1]["url"]
    assert (said["columns"], said["rows"], said["words"]) == (5, 4, "")


def test_a_scan_of_before_there_were_pictures_says_so(app: Chalice) -> None:
    shelved(a_request())

    said = pages_of(app).json

    assert said["sheets"] == []
    assert said["words"].startswith("There are no pictures of its pages.")


def test_readers_see_no_pages_this_way(app: Chalice) -> None:
    shelved(a_request(scans=(replace(SCAN, drawn=17),)))

    assert pages_of(app, role=Role.READER).status == 403


def test_pages_of_a_scan_that_was_removed_are_not_shown(app: Chalice) -> None:
    shelved(a_request(scans=(replace(SCAN, drawn=17, removed_on=TODAY),)))

    assert pages_of(app).status == 409


def test_a_scan_that_was_not_checked_yet_is_shown_to_nobody(app: Chalice) -> None:
    shelved(a_request(scans=(replace(SCAN, master="", status=ScanStatus.UPLOADING),)))

    assert looked_at(app, "s1").status == 409


def test_another_requests_scan_is_not_found_here(app: Chalice) -> None:
    shelved(a_request())

    assert looked_at(app, "s2").status == 404


def test_readers_do_not_look_at_scans_this_way(app: Chalice) -> None:
    shelved(a_request())

    assert looked_at(app, "s1", Role.READER).status == 403


def test_after_a_refused_approval_no_scan_is_announced(app: Chalice) -> None:
    shelved(a_request(state=State.REJECTED, approval=Approval.REFUSED, scans=(), link=None))

    reply = announced(app)

    assert (reply.status, wiring.table().load("7K2M9QXA").scans) == (409, ())
