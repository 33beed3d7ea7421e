"""Builders: deliveries as Alma sends them, signed; only keys that its documentation lists."""

import base64
import hashlib
import hmac
import json
from typing import Any

from chalicelib.domain.calls import Call, Delivery, Reply, Talk

SECRET = "a-secret"


def a_delivery(body: bytes, signature: str | None = None, **headers: str) -> Delivery:
    made = base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256)).decode()
    signed = {"x-exl-signature": made if signature is None else signature} | headers
    return Delivery("POST", "/api/webhooks/leganto", {}, signed, body)


def a_user_request(**known: Any) -> dict[str, Any]:
    """A request for some pages of a book; a value of None takes the key away."""
    usual: dict[str, Any] = {
        "title": "A history of ports",
        "author": "Haddad, Leila",
        "comment": "",
        "user_primary_id": "lhaddad",
        "request_id": "48739955550002212",
        "request_type": "DIGITIZATION",
        "request_sub_type": {"value": "PHYSICAL_TO_DIGITIZATION", "desc": "Digitization"},
        "mms_id": "9910022212",
        "material_type": {"value": "BOOK", "desc": "Book"},
        "chapter_or_article_title": "Harbours of the east",
        "required_pages_range": [{"from_page": "10", "to_page": "25"}],
        "request_status": "NOT_STARTED",
        "request_date": "2026-11-20Z",
    }
    return {name: value for name, value in (usual | known).items() if value is not None}


def an_envelope(event: str, action: str = "REQUEST", **request: Any) -> dict[str, Any]:
    return {
        "id": "7", "action": action, "time": "2026-11-20T09:00:00.000Z",
        "institution": {"value": "44NGU_INST", "desc": "Northgate University"},
        "event": {"value": event, "desc": event.replace("_", " ").capitalize()},
        "user_request": a_user_request(**request),
    }  # fmt: skip


def an_event(event: str = "REQUEST_CREATED", action: str = "REQUEST", **request: Any) -> Delivery:
    told = an_envelope(event, action, **request)
    return a_delivery(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def answer(body: object = None, status: int = 200) -> Reply:
    return Reply(status, json.dumps(body).encode() if body is not None else b"")


def refusal(code: str, status: int = 400, words: str = "No.") -> Reply:
    error = {"errorCode": code, "errorMessage": words, "trackingId": "E01"}
    return answer({"errorsExist": True, "errorList": {"error": [error]}, "result": None}, status)


def play(talk: Talk, *replies: Reply) -> tuple[list[Call], Any]:
    """The calls that a talk makes when it is answered so, and what it ends with."""
    calls: list[Call] = []
    waiting = list(replies)
    try:
        calls.append(next(talk))
        while True:
            calls.append(talk.send(waiting.pop(0)))
    except StopIteration as end:
        return calls, end.value
