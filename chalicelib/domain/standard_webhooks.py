"""Signatures of webhooks after the Standard Webhooks specification, standardwebhooks.com."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.calls import Call


def keys(secrets: Iterable[str]) -> list[bytes]:
    """The keys in secrets like `whsec_<base64>`; what is none is left out."""
    found = []
    for one in secrets:
        try:
            found.append(base64.b64decode(one.removeprefix("whsec_"), validate=True))
        except (binascii.Error, ValueError):
            continue
    return [key for key in found if key]


def signature(key: bytes, message: str, at: str, body: bytes) -> str:
    signed = f"{message}.{at}.".encode(errors="replace") + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def signed(call: Call, secrets: Iterable[str], now: datetime) -> Call | None:
    """The call with a signature by each of these secrets; None where there is none to sign with."""
    at, body = str(int(now.timestamp())), call.body if isinstance(call.body, bytes) else b""
    made = [signature(key, call.message, at, body) for key in keys(secrets)]
    if not made:
        return None
    ours = {
        "webhook-id": call.message,
        "webhook-timestamp": at,
        "webhook-signature": " ".join(made),
    }
    return replace(call, headers={**call.headers, **ours})
