"""The reading lists as a person sees them: their items, how each request goes, and its link."""

from local.catalogue import CANCELLATIONS
from local.deliveries import EVENTS, shown
from local.store import Drawers, Thing

_SOURCES = ("file_link", *(f"source{number}" for number in range(1, 11)), "open_url")
_OUTCOMES = {
    "waiting": "not yet taken by the desk; trying again",
    "given up": "not taken by the desk; given up",
    "delivered": "taken by the desk",
}


def lists(drawers: Drawers, only: str | None = None) -> list[Thing]:
    """Every reading list with its course and its items; or with one item only."""
    requests = {one["citation"]: one for one in drawers.all("request")}
    deliveries: dict[str, list[Thing]] = {}
    for one in drawers.all("delivery"):
        deliveries.setdefault(one["request_id"], []).append(shown(one))
    kept = [one for one in drawers.all("citation") if only in (None, one["citation"]["id"])]
    seen = []
    for shelf in drawers.all("list"):
        course = drawers.one("course", shelf["course"]) or {}
        items = [
            item(one["citation"], requests.get(one["citation"]["id"]), deliveries)
            for one in kept
            if one["list"] == shelf["id"]
        ]
        seen.append(
            {
                "id": shelf["id"],
                "name": shelf["name"],
                "course": {name: course.get(name) for name in ("id", "code", "name", "end_date")},
                "instructors": course.get("instructor", []),
                "citations": items,
            }
        )
    return seen


def item(citation: Thing, request: Thing | None, deliveries: dict[str, list[Thing]]) -> Thing:
    """One item of a list."""
    metadata = citation["metadata"]
    return {
        "citation": citation["id"],
        "kind": citation.get("secondary_type", {}).get("desc", "Item"),
        "title": metadata.get("title", ""),
        "line": _line(metadata),
        "numbers": _numbers(metadata),
        "isbn": metadata.get("isbn"),
        "issn": metadata.get("issn"),
        "section": citation.get("section_info", {}).get("name", ""),
        "status": citation["status"]["value"],
        "status_label": citation["status"]["desc"],
        "link": link(citation),
        "public_note": citation.get("public_note", ""),
        "request": None if request is None else _request(request, deliveries),
    }


def link(citation: Thing) -> str | None:
    """Where the item's title leads: the first address among its file link and its sources."""
    for name in _SOURCES:
        address = citation.get(name)
        if isinstance(address, str) and address.startswith(("http://", "https://")):
            return address
    return None


def _request(kept: Thing, deliveries: dict[str, list[Thing]]) -> Thing:
    said = kept["user_request"]
    sent = deliveries.get(said["request_id"], [])
    return {
        "request_id": said["request_id"],
        "state": kept["state"],
        "task": said["task_name"],
        "asked_on": said["request_date"].rstrip("Z"),
        "reason": kept["reason"],
        "reason_label": CANCELLATIONS.get(kept["reason"] or ""),
        "note": kept["note"],
        "notified": kept["notified"],
        "deliveries": [{**one, "words": _words(one)} for one in sent],
    }


def _words(delivery: Thing) -> str:
    words = _OUTCOMES[delivery["outcome"]]
    heard = f" ({delivery['status']})" if delivery["status"] else ""
    tries = f", sent {delivery['tries']} times" if delivery["tries"] > 1 else ""
    return f"{EVENTS[delivery['event']]}: {words}{heard}{tries}"


def _line(metadata: Thing) -> str:
    place = metadata.get("journal_title") or metadata.get("publisher")
    volume = metadata.get("volume") and f"vol. {metadata['volume']}"
    issue = metadata.get("issue") and f"no. {metadata['issue']}"
    pages = metadata.get("pages") and f"pp. {metadata['pages']}"
    known = (
        metadata.get("author"),
        place,
        volume,
        issue,
        metadata.get("publication_date"),
        metadata.get("edition"),
        pages,
    )
    return " · ".join(part for part in known if part)


def _numbers(metadata: Thing) -> str:
    known = [
        f"{name.upper()} {metadata[name]}" for name in ("isbn", "issn", "doi") if metadata.get(name)
    ]
    return " · ".join(known)
