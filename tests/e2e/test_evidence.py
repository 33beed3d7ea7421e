"""Evidence on the deployed stack: up by the form, in by S3's own word, down for staff alone."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from local.product import Product
from tests.e2e.desk_user import DeskUser, an_event, signed

Bearer = Callable[[str], dict[str, str]]
LETTER = b"%PDF-1.7 we agree <script>alert(1)</script>"


@pytest.fixture(scope="module")
def request_id(product: Product) -> str:
    body = an_event("Evidence for a chapter")
    address = f"{product.url}/api/webhooks/leganto"
    answer = httpx.post(address, content=body, headers=signed(body)).raise_for_status()
    return str(answer.json()["request"])


def announced(user: DeskUser, request_id: str, **more: Any) -> dict[str, Any]:
    said = {"name": "Zustimmung Köln.pdf", "bytes": len(LETTER), **more}
    answer = user.web.post(f"/api/requests/{request_id}/evidence", json=said)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def sent(made: dict[str, Any], file: bytes = LETTER) -> int:
    """The status with which the bucket answers the form."""
    return httpx.post(made["url"], data=made["fields"], files={"file": ("a", file)}).status_code


def piece(user: DeskUser, request_id: str, name: str) -> dict[str, Any] | None:
    held = user.read(request_id)["request"]["evidence"]
    return next((one for one in held if one["id"] == name), None)


def in_place(user: DeskUser, request_id: str, name: str) -> dict[str, Any]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        one = piece(user, request_id, name)
        if one and one["status"] == "ready":
            return one
        time.sleep(0.3)
    raise AssertionError("the evidence did not arrive within a minute")


def test_what_staff_upload_is_downloaded_by_staff_as_a_file(
    ada: DeskUser, product: Product, bearer: Bearer, request_id: str
):
    made = announced(ada, request_id, note="By letter.")
    assert sent(made) == 204

    kept = in_place(ada, request_id, made["evidence"])
    at = f"{product.url}/api/requests/{request_id}/evidence/{kept['id']}"
    told = httpx.get(at, headers=bearer("viewer"))
    file = httpx.get(told.json()["url"])

    assert (kept["name"], kept["note"]) == ("Zustimmung Köln.pdf", "By letter.")
    assert (file.status_code, file.content) == (200, LETTER)
    assert file.headers["content-disposition"].startswith("attachment;")
    assert file.headers["content-type"] == "application/octet-stream"


def test_a_reader_and_a_stranger_are_refused_and_the_bucket_is_shut(
    ada: DeskUser, product: Product, bearer: Bearer, request_id: str
):
    made = announced(ada, request_id)
    assert sent(made) == 204
    in_place(ada, request_id, made["evidence"])
    at = f"{product.url}/api/requests/{request_id}/evidence/{made['evidence']}"

    assert httpx.get(at, headers=bearer("student")).status_code == 403
    assert httpx.get(at).status_code == 401
    assert httpx.get(f"{made['url']}/{made['fields']['key']}").status_code == 403


def test_the_form_takes_that_file_and_no_other_and_reaches_no_master(
    ada: DeskUser, request_id: str
):
    made = announced(ada, request_id)

    assert sent(made, LETTER + b"!") == 400
    fields = made["fields"]
    for key in ("masters/7K/s1/x.pdf", f"incoming/{request_id}/s1", f"{fields['key']}x"):
        assert sent({**made, "fields": {**fields, "key": key}}) == 403


def test_a_new_file_takes_the_place_of_the_old_one_and_what_is_removed_leaves_the_list(
    ada: DeskUser, request_id: str
):
    made = announced(ada, request_id)
    assert sent(made) == 204
    name = in_place(ada, request_id, made["evidence"])["id"]

    said = {"name": "Signed.txt", "bytes": 3, "note": "Signed."}
    again = ada.web.post(f"/api/requests/{request_id}/evidence/{name}", json=said).json()
    assert sent(again, b"yes") == 204
    edited = in_place(ada, request_id, name)
    removed = ada.act(request_id, "remove-evidence", evidence=name)

    assert (edited["name"], edited["note"]) == ("Signed.txt", "Signed.")
    assert removed.status_code == 200
    assert piece(ada, request_id, name) is None
    history = [one["action"] for one in ada.read(request_id)["history"]]
    assert history[0] == "remove-evidence"
