"""Builders: forms as Talis sends them, signed; values of our own in the shape of the module's."""

import hashlib
import hmac
from typing import Any
from urllib.parse import quote_plus

from chalicelib.domain.calls import Delivery

KEY, SECRET = "KEY1", "shhh"
TRACKBACK = "https://lists.example/mod/tadc/trackback.php?t=42&api_key=KEY1"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def fields(**known: Any) -> dict[str, str]:
    """A chapter of a book; names have `_` for the dot, and None takes a field away."""
    usual: dict[str, Any] = {
        "url_ver": "Z39.88-2004",
        "url_ctx_fmt": "info:ofi/fmt:kev:mtx:ctx",
        "url_tim": "2026-11-20T09:00:00+0000",
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:book",
        "rft.atitle": "Harbours of the east",
        "rft.btitle": "A history of ports",
        "rft.isbn": "9780691090108",
        "rft.au": "Haddad, Leila; Brandt, T.",
        "rft.spage": "10",
        "rft.epage": "25",
        "rft.date": "2011",
        "rft.pub": "Northgate Press",
        "svc.neededby": "2026-12-24",
        "rfr_id": "https://lists.example/items/2B3C4D5E-0001-4F00-8000-00000000A1B2",
        "rfr.type": "http://schemas.talis.com/tadc/v1/referrers/moodle/2",
        "rfe.code": "HIS101",
        "rfe.name": "The long century",
        "rfe.sdate": "2026-09-21",
        "rfe.edate": "2027-06-30",
        "rfe.size": "64",
        "req.email": "l.haddad@northgate.example",
        "req.name": "Leila Haddad",
        "svc.trackback": TRACKBACK,
        "svc.metadata": "request",
    }
    dotted = {name.replace("__", "."): value for name, value in known.items()}
    return {name: str(one) for name, one in (usual | dotted).items() if one is not None}


def encoded(said: dict[str, str]) -> bytes:
    """Their module encodes the values and leaves the names as they are."""
    return "&".join(f"{name}={quote_plus(one)}" for name, one in said.items()).encode()


def sent(said: dict[str, str], key: str = KEY, secret: str = SECRET) -> Delivery:
    """The form with its signature, which is made before the two fields of it are added."""
    base = "|".join([key, *(said[name] for name in sorted(said))])
    made = hmac.new(secret.encode(), base.encode(), hashlib.sha256).hexdigest()
    body = encoded(said | {"res.signature": made, "res.api_key": key})
    return Delivery("POST", "/api/webhooks/talis", {}, FORM, body)


def a_form(**known: Any) -> Delivery:
    return sent(fields(**known))
