"""Whoever drives the deployed desk over HTTP as scripts do, and keeps trying when it falters."""

import hashlib
import hmac
import itertools
import json
import time
import uuid
from base64 import b64encode
from typing import Any

import httpx

from local.product import Product

SECRET = b"local-leganto-secret"
_numbers = itertools.count(83_000)


def signed(body: bytes) -> dict[str, str]:
    made = hmac.digest(SECRET, body, hashlib.sha256)
    return {"X-Exl-Signature": b64encode(made).decode(), "Content-Type": "application/json"}


def an_event(title: str, **known: Any) -> bytes:
    """A digitisation request as Alma sends it, of a user and a record that nobody knows."""
    number = str(next(_numbers))
    asked = {"request_id": number, "request_type": "DIGITIZATION", "title": title, **known}
    event = {
        "id": number,
        "action": "REQUEST",
        "institution": {"value": "44NGU_INST", "desc": "Northgate University"},
        "time": "2026-11-21T11:10:12.005Z",
        "event": {"value": "REQUEST_CREATED", "desc": "Request created"},
        "user_request": asked,
    }
    return json.dumps(event).encode()


class DeskUser:
    """One person with a token. A broken answer is asked for again, with the same key."""

    def __init__(self, product: Product, headers: dict[str, str]) -> None:
        self.web = httpx.Client(base_url=product.url, headers=headers, timeout=60, trust_env=False)

    def read(self, request_id: str) -> Any:
        return self.until_answered("GET", f"/api/requests/{request_id}").json()

    def act(self, request_id: str, action: str, **said: Any) -> httpx.Response:
        """One action on the version that is seen now, and again where somebody was first.

        The desk itself may be: what it finds out comes at any time.
        """
        path = f"/api/requests/{request_id}/actions/{action}"
        while True:
            version = self.read(request_id)["request"]["version"]
            headers = {"If-Match": f'"{version}"', "Idempotency-Key": uuid.uuid4().hex}
            answer = self.until_answered("POST", path, json=said, headers=headers)
            if answer.status_code != 409 or "changed" not in answer.json():
                return answer

    def until_answered(self, method: str, path: str, **more: Any) -> httpx.Response:
        """As a good client does: what was cut off, or answered 5xx, is asked again."""
        until = time.monotonic() + 120
        while True:
            try:
                answer = self.web.request(method, path, **more)
                if answer.status_code < 500:
                    return answer
                why = f"{answer.status_code} {answer.text[:200]}"
            except httpx.TransportError as broken:
                why = repr(broken)
            assert time.monotonic() < until, f"{method} {path}: {why}"
            time.sleep(0.5)
