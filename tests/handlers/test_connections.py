"""The page of connections: what lacks, how it went, and a test over real HTTP."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app import app
from chalicelib import wiring
from chalicelib.domain.people import Role
from chalicelib.domain.telling import Circuit, Contact
from tests.handlers.conftest import SignIn, forget
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import signed_in
from tests.library.cla_answers import COVERED
from tests.rlms.test_caller import THERE, Lists, serving

KEY = "a-key-that-nobody-may-see"


@pytest.fixture
def alma(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lists]:
    """An Alma on this machine, which the deployment names, with our key."""
    for alma in serving(Lists(body=b'{"course": []}')):
        monkeypatch.setenv("ALMA_URL", f"http://{THERE}:{alma.port}")
        monkeypatch.setenv("PRIVATE_HOSTS", THERE)
        forget()
        wiring.client("ssm").put_parameter(
            Name="/scandesk/test/leganto/api-key", Value=KEY, Type="SecureString"
        )
        yield alma


def shown(name: str = "leganto") -> dict[str, Any]:
    reply = knock(app, "GET", "/api/connections", headers=signed_in(Role.ADMINISTRATOR))
    found: list[dict[str, Any]] = reply.json["connections"]
    return next(one for one in found if one["system"] == name)


def a_test_now(name: str = "leganto") -> Reply:
    return knock(
        app, "POST", f"/api/connections/{name}/actions/test", params={"system": name},
        route="/api/connections/{system}/actions/test", body=b"{}",
        headers=signed_in(Role.ADMINISTRATOR) | {"X-Scandesk": "1"},
    )  # fmt: skip


def test_every_system_there_is_a_file_for_is_listed(alma):
    reply = knock(app, "GET", "/api/connections", headers=signed_in(Role.ADMINISTRATOR))

    assert [one["system"] for one in reply.json["connections"]] == sorted(wiring.adapters())


def test_it_says_what_is_configured_and_never_what_a_secret_is(alma):
    found = shown()

    assert found["hosts"] == [{"name": "leganto", "configured": True}]
    assert found["secrets"] == [
        {"name": "leganto/webhook-secret", "present": False},
        {"name": "leganto/api-key", "present": True},
    ]
    assert KEY not in json.dumps(found)
    assert shown("webhook")["hosts"] == [{"name": "webhook", "configured": False}]


def test_it_says_how_it_went_last_and_whether_the_system_is_left_alone(alma):
    now = wiring.clock()
    wiring.connections().note("leganto", Contact(now, "status of X", "Alma answered 503."), False)
    worse = Circuit(5, now + timedelta(seconds=30))
    wiring.messages().put_circuit("leganto", Circuit(), worse)

    found = shown()

    assert found["failure"]["words"] == "Alma answered 503."
    assert (found["success"], found["well"]) == (None, False)
    assert (found["failures_in_a_row"], found["due"]) == (5, 0)
    assert found["resting_until"]


def test_a_test_asks_something_harmless_and_notes_what_came_of_it(alma):
    reply = a_test_now()

    assert [(how, path) for how, path, _ in alma.asked] == [("GET", "/almaws/v1/courses?limit=1")]
    assert reply.json["ok"], reply.json
    assert shown()["success"]["what"] == "test"


def test_a_test_that_goes_wrong_says_how_they_answered(alma):
    error = {"errorCode": "UNAUTHORIZED", "errorMessage": "API-key not defined"}
    alma.status, alma.body = 400, json.dumps({"errorList": {"error": [error]}}).encode()

    reply = a_test_now()

    assert (reply.status, reply.json["ok"]) == (200, False)
    assert "API-key not defined" in reply.json["words"]
    assert reply.json["answer"].startswith("400 ")
    assert shown()["well"] is False


def test_a_system_that_can_be_asked_nothing_says_so(alma):
    assert shown("webhook")["can_be_tested"] is False
    assert a_test_now("webhook").status == 409


def test_there_is_nothing_to_test_of_a_system_that_is_none(alma):
    assert a_test_now("nobody").status == 404


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DIGITISER, Role.APPROVER, Role.READER])
def test_only_an_administrator_sees_it(alma, role):
    assert knock(app, "GET", "/api/connections", headers=signed_in(role)).status == 403


@pytest.fixture
def cla(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lists]:
    """CLA's permission service on this machine, with our key."""
    for service in serving(Lists(body=COVERED.body)):
        monkeypatch.setenv("HOSTS", json.dumps({"cla": f"http://{THERE}:{service.port}"}))
        monkeypatch.setenv("PRIVATE_HOSTS", THERE)
        forget()
        wiring.client("ssm").put_parameter(
            Name="/scandesk/test/cla/key", Value=KEY, Type="SecureString"
        )
        yield service


def test_the_permission_service_is_listed_where_its_address_is_set(cla):
    found = shown("cla")

    assert found["hosts"] == [{"name": "cla", "configured": True}]
    assert found["secrets"] == [{"name": "cla/key", "present": True}]
    assert found["can_be_tested"]


def test_the_permission_service_is_asked_about_a_book_that_everybody_has(cla):
    reply = a_test_now("cla")

    assert (reply.json["ok"], reply.json["words"]) == (True, "CLA answered: Permitted")
    assert "/check-permissions/v1/GetPermissionByIdentifier/ISBN/" in cla.asked[0][1]
