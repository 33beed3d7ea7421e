"""A Talis form at the desk's door: answered in their JSON, refused without their signature."""

import json

import pytest

from app import app
from chalicelib import wiring
from chalicelib.domain.request import State
from tests.handlers.conftest import SignIn, forget
from tests.handlers.doors import Reply, knock
from tests.rlms.openurls import KEY, SECRET, fields, sent


@pytest.fixture(autouse=True)
def talis(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that has set up Talis, with an old secret and a new one."""
    chosen = {"talis": {"api_key": KEY, "address": "https://desk.example/library"}}
    monkeypatch.setenv("SYSTEMS", json.dumps(chosen))
    forget()
    wiring.client("ssm").put_parameter(
        Name="/scandesk/test/talis/webhook-secret", Value=f"new\n{SECRET}", Type="SecureString"
    )


def delivered(said: dict[str, str], secret: str = SECRET) -> Reply:
    delivery = sent(said, secret=secret)
    return knock(
        app, "POST", "/api/webhooks/talis/request/", route="/api/webhooks/{rlms}/request",
        params={"rlms": "talis"}, headers=delivery.headers, body=delivery.body,
    )  # fmt: skip


def test_a_signed_form_is_a_request_and_is_answered_in_their_json():
    reply = delivered(fields())

    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    assert (reply.json["status"], reply.json["reason_code"]) == ("REFERRED", "CopyPending")
    number = int(reply.json["id"].rpartition("/")[2])
    (request,) = wiring.table().on_shelf("open")
    assert (request.number, request.rlms, request.state) == (number, "talis", State.NEW)


def test_the_same_form_again_has_the_same_number():
    assert delivered(fields()).json["id"] == delivered(fields()).json["id"]


def test_another_secret_is_refused_and_nothing_is_kept():
    assert delivered(fields(), secret="another").status == 401
    assert list(wiring.table().on_shelf("open")) == []


def test_a_signed_form_that_names_nothing_is_kept_and_answered():
    reply = delivered({"rfe.code": "HIS101"})

    assert reply.status == 200
    assert reply.json["errors"] == ["This form has neither a title nor an identifier."]
    assert len(wiring.aside().page().rows) == 1
