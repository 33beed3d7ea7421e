"""Writing our link onto a Talis Aspire reading list, over its API (version 3, JSON:API).

Three calls: a token, the draft of the item with its resource, and the resource with our link,
the last only where the one before shows that it is due.
"""

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.request import Phase
from chalicelib.rlms._adapter import clean

Step = Generator[Call, Reply, str]
ITEM = re.compile(r"/items/([0-9A-Za-z-]{8,64})(?=$|[/.?#])")
JSON_API = {"Accept": "application/json", "Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
#: After these our link opens nothing any more and does not come back.
OVER = (Phase.REFUSED, Phase.WITHDRAWN, Phase.DELETED)
NO_ITEM = "The request names no item of a Talis list, so that the link stands on none."
GONE = "The item is no longer on the reading list."


@dataclass(frozen=True, slots=True)
class Aspire:
    """One library's Talis Aspire; `user` is the GUID of the person on whose behalf we write."""

    short_code: str
    user: str

    def write(self, item_address: str, phase: Phase, link: str) -> Step:
        """Put the link on the item's resource or take it off; ends in what people should know."""
        if phase is not Phase.LIVE and phase not in OVER or not link:
            return ""
        item = ITEM.search(item_address)
        if not item:
            return NO_ITEM if phase is Phase.LIVE else ""
        known = yield from self.signed_in()
        drafted = yield Call("GET", self.at("draft_items", item[1]),
                             query={"include": "resource"}, headers=known, host="api")  # fmt: skip
        resource = resource_in(drafted.json) if drafted.ok else None
        if resource is None:
            return GONE
        name, attributes = resource
        if wanted := due(attributes, phase, link):
            data = {"type": "resources", "id": name, "attributes": wanted}
            yield Call("PATCH", self.at("resources", name), {"data": data},
                       headers=known, host="api")  # fmt: skip
        return ""

    def signed_in(self) -> Generator[Call, Reply, Mapping[str, str]]:
        """The headers of every further call. The token lives longer than any talk does."""
        body = b"grant_type=client_credentials"
        reply = yield Call("POST", "/oauth/tokens", body, headers=FORM, host="users")
        token = clean(reply.json["access_token"])
        return {**JSON_API, "Authorization": f"Bearer {token}", "X-Effective-User": self.user}

    def at(self, *parts: str) -> str:
        return "/".join(["/3", *(quote(one, safe="") for one in (self.short_code, *parts))])


def resource_in(answer: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]] | None:
    """The item's own resource: its id and what it holds."""
    related = (answer["data"].get("relationships") or {}).get("resource") or {}
    name = (related.get("data") or {}).get("id")
    included = [one for one in answer.get("included") or [] if one.get("type") == "resources"]
    found = [one for one in included if name in (None, one.get("id"))]
    return (str(found[0]["id"]), found[0].get("attributes") or {}) if found else None


def due(held: Mapping[str, Any], phase: Phase, link: str) -> dict[str, Any]:
    """What is still to be written: nothing where it stands there already. Others' links stay.

    How a resource is left without any online link is not documented: ours then stays shown as
    the online one, and says itself that it is over.
    """
    addresses = list(held.get("web_addresses") or [])
    shown = (held.get("online_resource") or {}).get("link")
    if phase is Phase.LIVE:
        kept = addresses if link in addresses else [*addresses, link]
        first: str | None = link
    else:
        kept = [one for one in addresses if one != link]
        first = (kept[0] if kept else None) if shown == link else shown
    wanted: dict[str, Any] = {"web_addresses": kept} if kept != addresses else {}
    if first and first != shown:
        wanted = {"web_addresses": kept, "online_resource": {"source": "uri", "link": first}}
    return wanted
