"""Everything odd that can be sent to the API, in every place where something can be said.

Each call is a method, a path and what goes with it, as httpx takes it. `{id}` in a path is a
request that stands.
"""

import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from chalicelib.domain.request_form import FIELDS
from tests.e2e.desk_user import an_event, signed

Call = tuple[str, str, dict[str, Any]]

NAUGHTY = Path(__file__).parents[2].parent / "shared" / "data" / "text" / "naughty-strings.json"
LONG: list[Any] = [
    "x" * 2_000,
    "é" * 4_000,
    "𝔘" * 1_100,
    "1" * 5_000,
    "²",
    "[" * 6_000,
    "x" * 250_000,
]
ODD = [
    "", " ", "\0", "a\0b", "\x1b[31m", "\u202e", "\ufeff", "\uffff", "../../etc/passwd", "%00", "²",
    "null", "-1", "1e999", "#", "history#x", "' OR 1=1 --", "{{7*7}}", "<script>alert(1)</script>",
]  # fmt: skip
IN_FORMS = {
    "/api/requests": ("title", "isn", "extract_title", "pages", "course", "note"),
    "/api/works": ("title", "authors", "isbn", "issn", "publisher", "year", "edition", "pages"),
    "/api/courses/FUZZ1": ("name", "department", "status", "aliases", "runs", "code"),
    "/api/lecturers/fuzz1": ("name", "email"),
}
IN_QUERIES = {
    "/api/requests": ("view", "sort", "q", "cursor", "limit"),
    "/api/requests?view=all": ("q", "cursor", "limit"),
    "/api/requests?view=all&q=fuzz": ("cursor",),
    "/api/requests?view=set-aside": ("cursor", "limit"),
    "/api/undelivered": ("cursor",),
    "/api/requests/{id}/notes": ("q", "in"),
    "/api/people": ("q",),
    "/api/courses": ("q",),
    "/api/lecturers": ("q",),
    "/api/works": ("isn", "title"),
    "/request": ("course", "isn", "title", "pages"),
    "/request/mine": ("after",),
    "/accessible/mine": ("after",),
    "/auth/start": ("next",),
    "/auth/callback": ("state", "code", "iss", "error"),
    "/api/webhooks/leganto": ("challenge",),
}
IN_PATHS = (
    ("GET", "/api/requests/{}"),
    ("POST", "/api/requests/{}/actions/assign"),
    ("POST", "/api/requests/{id}/actions/{}"),
    ("POST", "/api/requests/{}/here"),
    ("POST", "/api/requests/{}/scans"),
    ("POST", "/api/requests/{id}/scans/{}/files"),
    ("GET", "/api/requests/{id}/scans/{}"),
    ("GET", "/api/requests/{id}/scans/{}/pages"),
    ("GET", "/api/requests/{}/notes"),
    ("GET", "/api/requests/{}/accessible"),
    ("GET", "/l/{}/accessible"),
    ("POST", "/l/{}/accessible"),
    ("GET", "/accessible/ask/{}"),
    ("POST", "/accessible/ask/{}"),
    ("GET", "/accessible/copy/{}"),
    ("POST", "/accessible/copy/{}"),
    ("GET", "/api/set-aside/{}"),
    ("POST", "/api/set-aside/{}/actions/dismiss"),
    ("POST", "/api/undelivered/{}/actions/give-up"),
    ("GET", "/api/courses/{}"),
    ("PUT", "/api/courses/{}"),
    ("PUT", "/api/lecturers/{}"),
    ("GET", "/api/webhooks/{}"),
    ("POST", "/api/webhooks/{}"),
    ("GET", "/request/sent/{}"),
    ("GET", "/l/{}"),
    ("POST", "/l/{}"),
)
IN_HEADERS = ("If-Match", "Idempotency-Key", "Authorization", "Cookie", "Origin", "X-Exl-Signature")
ACTIONS = {
    "assign": ("person",),
    "reassign": ("person",),
    "reject": ("reason", "note", "notify"),
    "note": ("note",),
    "match-course": ("course", "year"),
    "set-lecturer": ("lecturer",),
    "assign-metadata": ("work", "title", "authors", "chapter", "pages"),
    "update-range": ("pages",),
    "set-dates": ("start", "end"),
    "choose-citation": ("citation",),
    "verify-licence": ("basis", "coverage", "ownership", "original", "valid_until", "note"),
    "record-coverage": ("coverage", "evidence", "valid_until", "override"),
    "record-holdings": ("holdings", "ownership", "original", "evidence"),
    "second-extract": ("order", "price", "page_count", "students", "september"),
    "confirm-extent": ("basis", "note"),
    "set-purpose": ("purpose", "name", "email"),
    "add-delivery": ("url", "note", "file", "name", "bytes"),
    "edit-delivery": ("delivery", "url", "note"),
    "remove-delivery": ("delivery",),
    "select-scan": ("scan",),
    "wait": ("waits_for", "chase_on", "note"),
    "want-approval": ("clearance", "note"),
    "enrich": ("citations", "isn", "user", "name"),
    "add-scan": ("scan", "name", "size"),
    "add-files": ("scan", "files", "by"),
    "file-checked": ("scan", "file", "status", "findings"),
    "order-files": ("scan", "files"),
    "remove-file": ("file",),
    "remove-scan": ("scan",),
    "scan-checked": ("scan", "status", "findings"),
    "cancel": ("reason", "note"),
    "correct": ("work", "title", "pages", "basis", "over", "note"),
    "edit-note": ("id", "note"),
    "delete-note": ("id",),
    "deliver-copy": ("how", "url", "note"),
}
EVENTS = ("title", "author", "isbn", "issn", "mms_id", "request_id", "comment", "user_primary_id",
          "chapter_or_article_title", "required_pages_range", "last_interest_date", "material_type",
          "request_type", "barcode", "volume")  # fmt: skip
#: Bodies that are no event of anybody's, as bytes.
BODIES: Sequence[bytes] = (
    b"", b" ", b"null", b"[]", b"{}", b'"x"', b"1e999", b"{", b"\0", b"\xff\xfe{\0}\0",
    b"[" * 100_000, b'{"a":' * 50_000, '{"title": "\xe9"}'.encode("latin-1"),
    b'{"action": "REQUEST", "n": ' + b"9" * 5_000 + b"}", b'["\\ud800"]',
    b"<webhook/>", b"\xef\xbb\xbf{}", b"{}" * 1_000, b'{"action": {"value": {"value": 1}}}',
    b'{"action": "REQUEST", "event": {"value": "REQUEST_CREATED"}, "user_request": []}',
    b'{"action": "REQUEST", "event": {"value": "REQUEST_CREATED"}, "user_request": {}}',
)  # fmt: skip
#: What stands where a text belongs.
SHAPES: Sequence[Any] = (
    None, True, 0, -1, 1e308, 10**400, [], {}, [[]], [None], {"value": None}, {"value": {}},
    ["x"] * 1_000, {"required_pages_range": [{"from_page": "1" * 50}] * 2_000}, "9999-12-31",
    "0001-01-01", "1-9999999", "i" * 500,
)  # fmt: skip


def words() -> list[str]:
    """The Big List of Naughty Strings and ours; skipped where the list does not stand beside us."""
    if not NAUGHTY.is_file():
        pytest.skip(f"there is no {NAUGHTY.name} beside the repository")
    found: list[str] = json.loads(NAUGHTY.read_text())
    return [*found, *ODD, *LONG]


def dealt(things: Sequence[Any], places: Sequence[Any], each: int) -> Iterator[tuple[Any, Any]]:
    """`each` of the things to every place, the next ones to the next, round and round."""
    deck = itertools.cycle(things)
    return ((place, thing) for place in places for thing in itertools.islice(deck, each))


def as_json(said: object) -> dict[str, Any]:
    return {"content": json.dumps(said).encode(), "headers": {"Content-Type": "application/json"}}


def in_forms(things: Sequence[Any], each: int) -> Iterator[Call]:
    """In every field of every form that writes a record."""
    fields = [(path, field) for path, names in IN_FORMS.items() for field in names]
    for (path, field), thing in dealt(things, fields, each):
        yield verb(path), path, as_json({"title": "Fuzz", "name": "Fuzz"} | {field: thing})


def verb(path: str) -> str:
    """With which a form goes there: those with a name of its own in the address are put."""
    return "POST" if path in ("/api/requests", "/api/works") else "PUT"


def on_the_request_form(things: Sequence[str], each: int) -> Iterator[Call]:
    """In every field of the page on which teachers ask."""
    for name, thing in dealt(things, (*FIELDS, "once", "seen", "course_is", "course_was"), each):
        said = {"course": "HIST2041", "title": "Fuzz", "pages": "1-9", name: thing[:50_000]}
        body = urlencode(said, errors="replace").encode()
        yield "POST", "/request", {"content": body}


def in_actions(things: Sequence[Any], each: int) -> Iterator[Call]:
    """In every field of every action; the version is filled in by who sends it."""
    fields = [(action, field) for action, names in ACTIONS.items() for field in names]
    for (action, field), thing in dealt(things, fields, each):
        yield "POST", f"/api/requests/{{id}}/actions/{action}", as_json({field: thing})


def in_queries(things: Sequence[str], each: int) -> Iterator[Call]:
    """In every parameter of every query."""
    fields = [(path, name) for path, names in IN_QUERIES.items() for name in names]
    for (path, name), thing in dealt(things, fields, each):
        glue = "&" if "?" in path else "?"
        yield "GET", f"{path}{glue}{name}={quoted(thing)}", {}


def in_paths(things: Sequence[str], each: int) -> Iterator[Call]:
    """In every place of every path; some of these are other paths then."""
    for (method, path), thing in dealt([one for one in things if one], IN_PATHS, each):
        body = {} if method == "GET" else as_json({"name": "Fuzz"})
        yield method, path.replace("{}", quoted(thing)), body


def in_headers(things: Sequence[str], each: int) -> Iterator[Call]:
    """In every header that is read; what no header can hold is left out."""
    fit = [
        one.encode("utf-8", "replace")[:4_000]
        for one in things
        if one.strip() and not set(one) & {"\0", "\r", "\n"}
    ]
    for name, thing in dealt(fit, IN_HEADERS, each):
        headers = {**as_json({})["headers"], name: thing}
        yield "POST", "/api/requests/{id}/actions/note", {"content": b"{}", "headers": headers}


def in_events(things: Sequence[Any], each: int) -> Iterator[bytes]:
    """Signed events that hold odd things; no body has more than the desk takes."""
    for field, thing in dealt(things, EVENTS, each):
        body = an_event(**{"title": "Fuzz", field: thing})
        yield body if len(body) <= 250_000 else an_event("x" * 250_000)


def quoted(thing: str) -> str:
    """As part of an address, which has 6,000 characters at most."""
    return quote(thing.encode("utf-8", "replace")[:2_000], safe="")


def delivered(body: bytes) -> Call:
    return "POST", "/api/webhooks/leganto", {"content": body, "headers": signed(body)}
