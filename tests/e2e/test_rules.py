"""Rules on the deployed stack: written, tried, in force within a minute, viewed as they were."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx

from local.product import Product
from tests.e2e.desk_user import DeskUser

Bearer = Callable[[str], dict[str, str]]
SCAN = {"name": "chapter.pdf", "bytes": 1000, "type": "application/pdf"}


def a_rule(code: str) -> dict[str, Any]:
    """Whatever is asked for this course waits for an approver before anything is scanned."""
    course = {"kind": "evaluation", "property": "course", "test": "is", "value": code}
    return {
        "name": f"Ask first for {code}",
        "clauses": [course],
        "outcome": {"approval": "needed", "meanwhile": "wait"},
    }


def started(user: DeskUser, code: str, version: int) -> Any:
    """A request that was asked about under that version: other workers hear of it in a minute."""
    said = {"title": "A chapter", "extract_title": "One", "pages": "1-10", "course": code}
    until = time.monotonic() + 90
    while True:
        key = {"Idempotency-Key": uuid.uuid4().hex}
        shown = user.until_answered("POST", "/api/requests", json=said, headers=key).json()
        if (shown["request"]["ruling"] or {}).get("version") == version:
            return shown["request"]
        assert time.monotonic() < until, "the rules came into force nowhere"
        time.sleep(3)


def test_a_rule_that_is_written_is_in_force_within_a_minute_and_makes_scanning_wait(
    product: Product, bearer: Bearer
) -> None:
    code = f"R{uuid.uuid4().hex[:8]}".upper()
    admin, dan, ada = (
        DeskUser(product, bearer(who)) for who in ("administrator", "digitiser", "approver")
    )
    with admin.web, dan.web, ada.web:
        dan.until_answered("POST", "/api/courses", json={"code": code, "name": "The sea"})
        stands = admin.until_answered("GET", "/api/rules").json()
        draft = stands["book"] | {"rules": [a_rule(code), *stands["book"]["rules"]]}

        tried = admin.until_answered("POST", "/api/rules/dry-run", json=draft).json()
        seen = {"If-Match": f'"{stands["version"]}"'}
        saved = httpx.put(
            f"{product.url}/api/rules", json=draft, headers=bearer("administrator") | seen
        )
        request = started(dan, code, stands["version"] + 1)

        assert (tried["changed"], saved.status_code) == ([], 200)
        assert (request["approval"], request["ruling"]["name"]) == (
            "wanted",
            f"Ask first for {code}",
        )
        scans = f"/api/requests/{request['id']}/scans"
        early = dan.until_answered("POST", scans, json=SCAN)
        assert (early.status_code, code in early.json()["detail"]) == (422, True)
        assert ada.act(request["id"], "approve", reason="other").status_code == 200
        assert dan.until_answered("POST", scans, json=SCAN).status_code == 201
