"""Reasons over HTTP: read, written over the version that was seen, and in force at once."""

import json
from typing import Any

import pytest

from app import app
from chalicelib import wiring
from chalicelib.aws.table import head
from chalicelib.domain.people import Role
from chalicelib.domain.request import State
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import a_request, signed_in


@pytest.fixture(autouse=True)
def desk(sign_in: SignIn) -> SignIn:
    return sign_in


def read(role: Role = Role.VIEWER) -> Reply:
    return knock(app, "GET", "/api/reasons", headers=signed_in(role))


def write(body: dict[str, Any], seen: int | None = 0) -> Reply:
    version = {} if seen is None else {"If-Match": f'"{seen}"'}
    headers = signed_in(Role.ADMINISTRATOR) | {"X-Scandesk": "1"} | version
    return knock(app, "PUT", "/api/reasons", headers=headers, body=json.dumps(body).encode())


def of(reply: Reply, name: str) -> list[dict[str, Any]]:
    found = next(one for one in reply.json["lists"] if one["name"] == name)
    return [dict(one) for one in found["reasons"]]


def without(name: str, code: str) -> dict[str, Any]:
    """The list that stands with this reason retired."""
    rows = [{key: one[key] for key in ("code", "label", "alma", "retired")} for one in of(
        read(), name)]  # fmt: skip
    return {name: [one | {"retired": one["retired"] or one["code"] == code} for one in rows]}


def reject(request_id: str, reason: str) -> Reply:
    headers = signed_in(Role.DIGITISER) | {"X-Scandesk": "1", "If-Match": '"1"'}
    path = f"/api/requests/{request_id}/actions/reject"
    route = "/api/requests/{request_id}/actions/{action}"
    body = json.dumps({"reason": reason}).encode()
    params = {"request_id": request_id, "action": "reject"}
    return knock(app, "POST", path, route=route, params=params, headers=headers, body=body)


def test_a_viewer_reads_what_the_settings_say_as_version_0() -> None:
    reply = read()

    assert (reply.status, reply.headers["etag"], reply.json["versions"]) == (200, '"0"', [])
    assert [one["name"] for one in reply.json["lists"]] == [
        "rejections", "cancellations", "approvals", "refusals"
    ]  # fmt: skip
    assert of(reply, "rejections")[1]["label"] == "The library does not hold it"


def test_a_retired_reason_is_refused_in_words_and_old_requests_keep_its_own() -> None:
    for name in ("OLD23456", "NEW23456"):
        wiring.dynamo().put(head(a_request(id=name, version=1, state=State.IN_PROGRESS)))
    assert reject("OLD23456", "not-held").status == 200

    saved = write(without("rejections", "not-held") | {"note": "As agreed"})
    refused = reject("NEW23456", "not-held")

    assert (saved.status, saved.headers["etag"]) == (200, '"1"')
    assert refused.status == 400
    assert "is retired" in refused.json["fields"][0]["words"]
    old = wiring.table().load("OLD23456")
    assert old.rejection is not None
    assert old.rejection.label == "The library does not hold it"
    assert saved.json["versions"][0]["note"] == "As agreed"


def test_reasons_are_written_over_the_version_that_was_seen() -> None:
    draft = without("cancellations", "no-answer")
    write(draft)

    assert (write(draft, seen=None).status, write(draft, seen=0).status) == (428, 409)


def test_a_rule_that_decides_by_a_reason_is_named_beside_it() -> None:
    headers = signed_in(Role.ADMINISTRATOR) | {"X-Scandesk": "1", "If-Match": '"0"'}
    clause = {"kind": "evaluation", "property": "pages", "test": "more-than", "value": "20"}
    outcome = {"approval": "reject", "reason": "over-limit"}
    rule = {"name": "Too long", "clauses": [clause], "outcome": outcome}
    body = json.dumps({"rules": [rule], "default": {"approval": "not-needed"}}).encode()
    assert knock(app, "PUT", "/api/rules", headers=headers, body=body).status == 200

    (line,) = [one for one in of(read(), "rejections") if one["code"] == "over-limit"]
    assert line["rules"] == ["Too long"]
