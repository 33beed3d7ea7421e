"""How the local Talis hears a status: the trackback, checked as their PHP checks it.

Written from the description of their module, and from nothing of the desk's own.
"""

import hashlib
import hmac
from collections.abc import Mapping

from local.store import Drawers
from local.talis_asking import KEY, SECRET

REQUIRED = ("t", "status", "request", "api_key", "signature")
OPTIONAL = ("reason_code", "status_message", "bundle_id", "citation")
_UNTOUCHED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def hear(drawers: Drawers, said: Mapping[str, str], at: str) -> str:
    """Take a status in; what is answered, always with 200: nothing, or why it was refused."""
    missing = [name for name in REQUIRED if not said.get(name)]
    if missing:
        return f"A required parameter ({missing[0]}) was missing"
    if not said["t"].isdecimal() or not said["request"].isdecimal():
        return "Invalid parameter value detected"
    told = {name: said[name] for name in (*REQUIRED[:4], *OPTIONAL) if said.get(name)}
    told = {name: one for name, one in told.items() if one != "0"}
    if told.get("api_key") != KEY:
        return "API Key does not match"
    if said["signature"] != signature(told, SECRET):
        return "Signature does not match"
    record = drawers.one("record", told["t"])
    if record is None:
        return ""
    # What is not said this time stays as it was, reason and all: so does their module.
    news = {"status": told["status"], "at": at}
    for theirs, ours in (("reason_code", "reason"), ("status_message", "message"),
                         ("bundle_id", "bundle")):  # fmt: skip
        if theirs in told:
            news[ours] = told[theirs]
    line = {"status": told["status"], "reason": told.get("reason_code", ""), "at": at}
    drawers.put("record", told["t"], {**record, **news, "told": [*record["told"], line]})
    return ""


def signature(told: Mapping[str, str], secret: str) -> str:
    """Each name and value encoded, sorted, joined; the whole encoded once more; then signed."""
    pairs = sorted((urlencode(name), urlencode(one)) for name, one in told.items())
    joined = urlencode("&".join(f"{name}={one}" for name, one in pairs))
    return hmac.new(secret.encode(), joined.encode(), hashlib.sha256).hexdigest()


def urlencode(text: str) -> str:
    """PHP's: letters, figures and -_. stay, a space is a plus, all else is %XX."""
    return "".join(
        chr(one) if one in _UNTOUCHED else "+" if one == 0x20 else f"%{one:02X}"
        for one in text.encode()
    )
