"""A little of the Talis Aspire API, version 3: a token, the draft of an item, its resource."""

import base64
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.store import Drawers, Thing

CLIENT, CLIENT_SECRET = "scandesk", "local-talis-client-secret"
SHORT_CODE, EFFECTIVE_USER = "northgate", "8d0cf2b4-0000-4000-8000-00000000f00d"
TOKEN_SECONDS = 1_800
LIMIT = 600


@dataclass(frozen=True)
class Asked:
    """A call: method, path below the stand-in, query, headers in small letters, JSON or form."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


Answer = tuple[int, Thing]


def answer(drawers: Drawers, asked: Asked) -> Answer:
    """Their answer: a status and JSON."""
    if asked.path == "/oauth/tokens":
        return _token(drawers, asked)
    if refused := _refused(drawers, asked):
        return refused
    code, _, rest = asked.path.removeprefix("/3/").partition("/")
    kind, _, name = rest.partition("/")
    if code != SHORT_CODE:
        return _error(404, "There is no such tenancy.")
    if (asked.method, kind) == ("GET", "draft_items"):
        return _item(drawers, name, asked.query.get("include", ""))
    if (asked.method, kind) == ("PATCH", "resources"):
        return _patched(drawers, name, asked.body)
    return _error(404, "There is no such thing.")


def _token(drawers: Drawers, asked: Asked) -> Answer:
    password = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
    if asked.headers.get("authorization") != f"Basic {password}":
        return 401, {"error": "invalid_client", "error_description": "The client is not known."}
    if asked.body != {"grant_type": "client_credentials"}:
        return 400, {"error": "unsupported_grant_type", "error_description": "Not this one."}
    token = secrets.token_hex(20)
    drawers.put("token", token, {"until": time.time() + TOKEN_SECONDS})
    return 200, {"access_token": token, "expires_in": TOKEN_SECONDS, "token_type": "bearer"}


def _refused(drawers: Drawers, asked: Asked) -> Answer | None:
    word, _, token = asked.headers.get("authorization", "").partition(" ")
    known = drawers.one("token", token)
    if word != "Bearer" or known is None or known["until"] < time.time():
        return _error(401, "The token is not valid.")
    if asked.headers.get("x-effective-user") != EFFECTIVE_USER:
        return _error(403, "X-Effective-User must be a person of this tenancy.")
    return None


def _item(drawers: Drawers, name: str, include: str) -> Answer:
    item = drawers.one("item", name)
    if item is None:
        return _error(404, "There is no such item.")
    relation = {"data": {"type": "resources", "id": item["resource"]}}
    data = {"type": "draft_items", "id": name, "attributes": {},
            "relationships": {"resource": relation}}  # fmt: skip
    held = [_resource(item)] if "resource" in include.split(",") else []
    return 200, {"data": data, "included": held}


def _patched(drawers: Drawers, name: str, body: Any) -> Answer:
    item = next((one for one in drawers.all("item") if one["resource"] == name), None)
    if item is None:
        return _error(404, "There is no such resource.")
    data = body.get("data") if isinstance(body, dict) else None
    if not isinstance(data, dict) or (data.get("type"), data.get("id")) != ("resources", name):
        return _error(422, "data must name this very resource.")
    said: Thing = data.get("attributes") or {}
    if unknown := sorted(set(said) - {"web_addresses", "online_resource"}):
        return _error(422, f"{unknown[0]} cannot be written.")
    addresses = said["web_addresses"] if "web_addresses" in said else item["web_addresses"]
    shown = said["online_resource"] if "online_resource" in said else item["online_resource"]
    if "online_resource" in said and (
        not shown or shown.get("source") != "uri" or shown.get("link") not in addresses
    ):
        return _error(422, "online_resource.link must be one of the web_addresses.")
    changed = {**item, "web_addresses": addresses, "online_resource": shown}
    changed.pop("place", None)
    drawers.put("item", item["id"], changed)
    return 200, {"data": _resource(changed)}


def _resource(item: Thing) -> Thing:
    attributes = {name: item[name] for name in ("title", "web_addresses", "online_resource")}
    return {"type": "resources", "id": item["resource"], "attributes": attributes}


def _error(status: int, words: str) -> Answer:
    return status, {"errors": [{"status": str(status), "title": words}]}
