"""Addresses that the desk signs: whoever changes a letter of one has an address that leads nowhere.

An address names one request and is good for as long as a key that signed it is valid; two keys may
be valid at a time, so that a key is changed without breaking what stands on reading lists.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable

PURPOSE = "accessible-copy"
#: Characters of the digest that are kept: 132 bits.
LENGTH = 22


def signed(request_id: str, key: str) -> str:
    """The name under which this request is asked for."""
    return f"{request_id}.{_digest(request_id, key)}"


def opened(name: str, keys: Iterable[str]) -> str:
    """The request that a name is good for; empty where no valid key signed it."""
    request_id, _, digest = name.partition(".")
    good = [hmac.compare_digest(_digest(request_id, key), digest) for key in keys if key]
    return request_id if any(good) and request_id else ""


def _digest(request_id: str, key: str) -> str:
    made = hmac.new(key.encode(), f"{PURPOSE}:{request_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode()[:LENGTH]
