"""Keeping evidence beside a request over HTTP, and downloading it."""

import json
from typing import Any

import pytest
from chalice.app import Chalice

from chalicelib import wiring
from chalicelib.domain.evidence import LARGEST, Attachment, Evidence
from chalicelib.domain.people import Role
from chalicelib.domain.request import State
from chalicelib.handlers.scan_check import arrived
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import NOON, a_request, shelved, signed_in
from tests.handlers.test_scan_check import batch, notification

LETTER = {"name": "letter.eml", "bytes": 1200, "note": "The publisher agrees."}
KEPT = Evidence(
    id="e1", added_on=NOON, added_by="Ada", file=Attachment("f1", "Brief 1.pdf", 9, "v1")
)


@pytest.fixture
def app(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Chalice:
    monkeypatch.setenv("SCANS_BUCKET", "scans")
    monkeypatch.setenv("SCANS_URL", "http://127.0.0.1:8000")
    from app import app

    return app


def asked(
    app: Chalice, method: str, piece: str = "", body: Any = None, role: Role = Role.APPROVER,
    key: str = "",
) -> Reply:  # fmt: skip
    path, route = "/api/requests/7K2M9QXA/evidence", "/api/requests/{request_id}/evidence"
    params = {"request_id": "7K2M9QXA"}
    if piece:
        path, route = f"{path}/{piece}", f"{route}/{{evidence_id}}"
        params["evidence_id"] = piece
    more = {"X-Scandesk": "1"} | ({"Idempotency-Key": key} if key else {})
    sent = None if body is None else json.dumps(body).encode()
    return knock(app, method, path, route=route, params=params, headers=signed_in(role) | more,
                 body=sent)  # fmt: skip


def pieces() -> tuple[Evidence, ...]:
    return wiring.table().load("7K2M9QXA").evidence


@pytest.mark.parametrize("role", [Role.DIGITISER, Role.APPROVER])
def test_a_file_is_announced_and_answered_with_a_form_for_exactly_that_file(
    app: Chalice, role: Role
) -> None:
    shelved(a_request(state=State.ACTIVE))

    reply = asked(app, "POST", body=LETTER, role=role)

    (piece,) = pieces()
    assert (reply.status, reply.json["evidence"]) == (201, piece.id)
    assert piece.coming
    assert reply.json["fields"]["key"] == f"evidence/7K2M9QXA/{piece.coming.id}"
    assert reply.json["fields"]["Content-Type"] == "message/rfc822"
    assert (piece.note, piece.added_by) == ("The publisher agrees.", "Sofia Student")


def test_once_it_has_arrived_staff_download_that_very_version_as_a_file(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE))
    key = asked(app, "POST", body=LETTER).json["fields"]["key"]

    assert arrived(batch(notification(key, "v7")), None) == {"batchItemFailures": []}
    reply = asked(app, "GET", pieces()[0].id, role=Role.VIEWER)

    assert reply.status == 200
    assert reply.json["url"].startswith(f"http://127.0.0.1:8000/scans/{key}?")
    for part in ("versionId=v7", "attachment", "octet-stream", "X-Amz-Expires=300"):
        assert part in reply.json["url"]


def test_a_repeated_click_keeps_one_piece(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE))

    first, again = (asked(app, "POST", body=LETTER, key="click-1") for _ in range(2))

    assert first.json["evidence"] == again.json["evidence"]
    assert (len(pieces()), again.json["fields"]["key"]) == (1, first.json["fields"]["key"])


def test_an_address_alone_needs_no_form(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE))

    reply = asked(app, "POST", body={"url": "https://ccc.example/1"})

    assert (reply.status, "fields" in reply.json) == (201, False)
    assert pieces()[0].url == "https://ccc.example/1"


def test_a_piece_is_edited_with_a_new_file(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE, evidence=(KEPT,)))

    reply = asked(app, "POST", "e1", {"name": "new.pdf", "bytes": 10, "note": "Signed."})

    (piece,) = pieces()
    assert reply.status == 200
    assert piece.coming
    assert (piece.note, piece.coming.name, piece.file) == ("Signed.", "new.pdf", KEPT.file)
    assert reply.json["fields"]["key"].endswith(piece.coming.id)


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"name": "page.html"}, 400, "of a type that the desk does not keep"),
        ({"bytes": LARGEST + 1}, 413, "the desk keeps 25 MB a file"),
        ({"bytes": 0}, 400, "is empty"),
        ({"bytes": "much"}, 400, "bytes"),
        ({"url": "ftp://there"}, 400, "begins with https"),
        ({"path": "/etc"}, 400, "path"),
    ],
)
@pytest.mark.parametrize("piece", ["", "e1"], ids=["added", "edited"])
def test_what_cannot_be_kept_is_refused_in_words(
    app: Chalice, piece: str, changed: dict[str, Any], status: int, words: str
) -> None:
    shelved(a_request(state=State.ACTIVE, evidence=(KEPT,)))

    reply = asked(app, "POST", piece, {**LETTER, **changed})

    assert (reply.status, reply.json["instead"] != "") == (status, True)
    assert words in reply.json["detail"]
    assert pieces() == (KEPT,)


def test_a_viewer_keeps_nothing(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE))

    assert asked(app, "POST", body=LETTER, role=Role.VIEWER).status == 403


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_reader_gets_nowhere_near(app: Chalice, method: str) -> None:
    shelved(a_request(evidence=(KEPT,)))

    body = LETTER if method == "POST" else None
    assert asked(app, method, "e1", body, role=Role.READER).status == 403


def test_what_has_not_arrived_is_no_download(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE))
    piece = asked(app, "POST", body=LETTER).json["evidence"]

    assert asked(app, "GET", piece).status == 409
    assert asked(app, "GET", "nothing").status == 404
