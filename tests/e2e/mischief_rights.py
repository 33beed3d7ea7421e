"""Everything odd that can be said at the doors of the licence desk and on the request form.

Rules are tried and never written: what one test writes would decide in all others.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote_plus

from chalicelib.domain import extent_question
from chalicelib.domain.request_form import FIELDS
from tests.e2e.mischief import SHAPES, Call, as_json, dealt, quoted

BOOK: dict[str, Any] = {
    "rules": [{
        "name": "Fuzz", "enabled": True,
        "clauses": [{"kind": "evaluation", "property": "pages", "test": "is", "value": "9"}],
        "outcome": {"approval": "needed", "clearance": False, "reason": "", "note": ""},
    }],
    "default": {"approval": "not-needed", "clearance": False, "reason": "", "note": ""},
    "note": "",
}  # fmt: skip
IN_QUERIES: Mapping[str, Sequence[str]] = {
    "/api/approvals": ("status", "q", "record", "cursor", "limit"),
    "/api/closing": ("days", "cursor", "limit"),
    "/api/requests": (
        "course",
        "assignee",
        "source",
        "needed_by",
        "verdict",
        "waiting",
        "tag",
        "record",
    ),
    "/api/dashboard": ("q", "weeks"),
    "/api/starting": ("q",),
    "/api/me/views": ("q",),
    "/api/cleanup": ("dry",),
    "/api/packs": ("q",),
    "/api/rules": ("q",),
    "/api/reasons": ("q",),
    "/api/letters": ("q",),
    "/api/suppressed": ("cursor",),
    "/api/works": ("doi",),
    "/api/permissions": ("isn",),
    "/api/extent": tuple(extent_question.FIELDS),
    "/api/extent?course=HIST2041&title=Fuzz&pages=1-9": tuple(extent_question.FIELDS),
    "/request": tuple(FIELDS),
    "/request/mine": ("after",),
}
IN_PATHS = (
    ("GET", "/api/rules/{}"),
    ("PUT", "/api/rules"),
    ("PUT", "/api/reasons"),
    ("GET", "/api/letters/{}"),
    ("POST", "/api/suppressed/{}/lift"),
    ("PUT", "/api/letters/{}"),
    ("POST", "/api/letters/{}/preview"),
    ("POST", "/api/requests/{id}/letters/{}/preview"),
    ("POST", "/api/requests/{}/delivery"),
    ("POST", "/api/requests/{id}/delivery/{}"),
    ("GET", "/api/requests/{id}/delivery/{}"),
    ("POST", "/api/requests/{}/evidence"),
    ("POST", "/api/requests/{id}/evidence/{}"),
    ("GET", "/api/requests/{id}/evidence/{}"),
    ("GET", "/api/requests/{}/decisions"),
    ("GET", "/request/sent/{}"),
)
FORMS: Mapping[tuple[str, str], Sequence[str]] = {
    ("POST", "/api/requests/{id}/here"): ("doing", "left", "name", "odd"),
    ("POST", "/api/requests/{id}/delivery"): ("url", "note", "file", "name", "bytes", "odd"),
    ("POST", "/api/requests/{id}/delivery/none"): ("url", "note", "delivery"),
    ("POST", "/api/requests/{id}/evidence"): ("url", "note", "file", "name", "bytes", "odd"),
    ("POST", "/api/requests/{id}/evidence/none"): ("url", "note", "evidence"),
    ("PUT", "/api/me/views"): ("views",),
    ("PUT", "/api/letters/publish"): ("subject", "text", "html", "note", "restore"),
    ("POST", "/api/letters/publish/preview"): ("subject", "text", "html", "case", "request"),
    ("POST", "/api/requests/{id}/letters/reject/preview"): ("to", "note", "reason"),
    ("POST", "/api/works"): ("doi", "family", "kind", "country", "others"),
}
#: Where a draft of rules is sent to be tried, and the page for academics.
TRIED, ASKED = ("POST", "/api/rules/dry-run"), ("POST", "/request")


def in_rules(things: Sequence[Any], each: int) -> Iterator[Call]:
    """In every place of a draft, however deep."""
    for place, thing in dealt([*things, *SHAPES], [*places(BOOK)], each):
        draft = copy.deepcopy(BOOK)
        put(draft, place, thing)
        yield *TRIED, as_json(draft)
    for thing in SHAPES:
        yield *TRIED, as_json(thing)


def places(whole: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = whole.items() if isinstance(whole, dict) else enumerate(whole)
    for name, one in inner:
        yield (*here, name)
        if isinstance(one, (dict, list)):
            yield from places(one, (*here, name))


def put(whole: Any, place: tuple[Any, ...], thing: Any) -> None:
    *way, last = place
    for step in way:
        whole = whole[step]
    whole[last] = thing


def in_the_form(things: Sequence[str], each: int, seen: str) -> Iterator[Call]:
    """In every field of the academics' form, as it is sent once the limit was seen."""
    for name, thing in dealt(things, [*FIELDS, "do", "seen", "once"], each):
        yield the_form(**{"do": "send", "seen": seen, name: thing[:20_000]})


def the_form(**said: str) -> Call:
    usual = {"course": "HIST2041", "title": "Fuzz", "extract_title": "Fuzz", "pages": "1-2",
             "needed_by": f"{date.today() + timedelta(days=60)}"}  # fmt: skip
    pairs = ((name, one.encode("utf-8", "replace")) for name, one in (usual | said).items())
    body = "&".join(f"{name}={quote_plus(one)}" for name, one in pairs)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return *ASKED, {"content": body.encode(), "headers": headers}


def in_queries(things: Sequence[str], each: int) -> Iterator[Call]:
    fields = [(path, name) for path, names in IN_QUERIES.items() for name in names]
    for (path, name), thing in dealt(things, fields, each):
        yield "GET", f"{path}{'&' if '?' in path else '?'}{name}={quoted(thing)}", {}


def in_paths(things: Sequence[str], each: int) -> Iterator[Call]:
    for (method, path), thing in dealt([one for one in things if one], IN_PATHS, each):
        more = {} if method == "GET" else as_json({"url": "https://licence.example/1"})
        if method == "PUT":
            more["headers"] |= {"If-Match": '"999999"'}
        yield method, path.replace("{}", quoted(thing)), more


def in_forms(things: Sequence[Any], each: int) -> Iterator[Call]:
    fields = [(door, name) for door, names in FORMS.items() for name in names]
    for (door, name), thing in dealt(things, fields, each):
        usual = {"title": "Fuzz"} if door[1] == "/api/works" else {}
        yield *door, as_json(usual | {name: thing})
