"""The signed call that tells a reading list how its request stands, in both of its generations.

Now: `t, status, request, reason_code, ...`, signed over its own encoding. Before: `itemUri,
request, status`, signed over values with bars between them. Which one is told by the address that
came with the request. That address gives the path only; the host is configuration's.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import SplitResult, parse_qsl, quote_plus, urlencode, urlsplit

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.telling import Permanent
from chalicelib.rlms._adapter import decoded

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
#: They answer 200 whatever happens; these are the words (or values) of their refusals.
REFUSALS = ("Signature does not match", "API Key does not match", "<VALUE>0</VALUE>")
#: What is signed in the generation before; `bundleId` only where there is one.
BEFORE = ("itemUri", "request", "status", "bundleId")
UNREADABLE = "The address at which the list wants to hear of it cannot be read."


def place(trackback: str) -> SplitResult:
    """The address in its parts; Permanent where it is none."""
    try:
        parts = urlsplit(trackback)
        parts.port  # noqa: B018  # looking is what finds out that it is no number
    except ValueError as none:
        raise Permanent(UNREADABLE) from none
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Permanent(UNREADABLE)
    return parts


def record(trackback: str) -> tuple[str, str]:
    """What their record is called and its number: `t` now, `itemUri` before, or neither."""
    try:
        query = dict(parse_qsl(urlsplit(trackback).query))
    except ValueError:
        return "", ""
    return next(((name, query[name]) for name in ("itemUri", "t") if query.get(name)), ("", ""))


def call(trackback: str, said: Mapping[str, str]) -> Call:
    """The call, still unsigned, to wherever the host that configuration names has this path.

    `said` is in the present names: status, request, api_key, reason_code, ... What else stands
    in their address (a token of Moodle's web services, say) goes along in the query.
    """
    parts = place(trackback)
    name, number = record(trackback)
    if name == "itemUri":
        told = {"request": said["request"], "status": said["status"], "api_key": said["api_key"]}
        told |= {"bundleId": said["bundle_id"]} if said.get("bundle_id") else {}
    else:
        told = dict(said)
    told = truthy(({name: number} if name else {}) | told)
    return Call(
        "POST", "/" + parts.path.lstrip("/"), urlencode(told).encode(),
        query=dict(parse_qsl(parts.query, keep_blank_values=True)), headers=FORM,
        origin=f"{parts.scheme}://{parts.netloc}",
    )  # fmt: skip


def signed(unsigned: Call, secret: str) -> Call:
    """The call with its signature, over the very arguments that its body says."""
    body = unsigned.body if isinstance(unsigned.body, bytes) else b""
    said = dict(parse_qsl(body.decode()))
    made = signature_before(said, secret) if "itemUri" in said else signature(said, secret)
    return replace(unsigned, body=urlencode({**said, "signature": made}).encode())


def signature(said: Mapping[str, str], secret: str) -> str:
    """HMAC-SHA256, in hex, over the sorted pairs, each encoded, and the whole encoded again."""
    kept = {php_encoded(name): php_encoded(value) for name, value in truthy(said).items()}
    pairs = "&".join(f"{name}={kept[name]}" for name in sorted(kept))
    return in_hex(php_encoded(pairs), secret)


def signature_before(said: Mapping[str, str], secret: str) -> str:
    """As in the generation before: `itemUri|request|status`, and the bundle where there is one."""
    return in_hex("|".join(said[name] for name in BEFORE if said.get(name)), secret)


def with_password(call: Call, name: str, password: str) -> Call:
    """The call with a name and a password, as HTTP's Basic authentication has it."""
    both = base64.b64encode(f"{name}:{password}".encode()).decode()
    return replace(call, headers={**call.headers, "Authorization": f"Basic {both}"})


def in_hex(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def php_encoded(text: str) -> str:
    """As PHP's urlencode does: a plus for a space, and the tilde is encoded too."""
    return quote_plus(text, safe="").replace("~", "%7E")


def truthy(said: Mapping[str, str]) -> dict[str, str]:
    """Without what PHP takes for nothing, which they leave out before they check."""
    return {name: value for name, value in said.items() if value not in ("", "0")}


def refused(reply: Reply) -> str:
    """Their words where they refused it, although they answer 200; nothing where they took it."""
    said = decoded(reply.body[:2_000])
    return next((words for words in REFUSALS if words in said), "")
