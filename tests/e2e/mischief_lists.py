"""Everything odd that can be sent where reading lists and administrators send things.

Beside mischief.py, which knows the desk's own doors: the DCS API, Talis's forms, the generic
signed webhook, tables of courses and lecturers, what a list may ask first, connections.
"""

import base64
import csv
import io
import itertools
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote_plus

from chalicelib.domain import course_import, history_import, lecturer_import
from chalicelib.rlms._dcs_arguments import NAMES
from chalicelib.rlms._webhook_events import FIELDS
from chalicelib.rlms.webhook import keys, signature
from local import keylinks_polling as keylinks
from local import talis_asking
from local.deploy import WEBHOOK_SECRET
from tests.e2e.mischief import BODIES, Call, as_json, dealt, quoted

_numbers = itertools.count(1)

# -- the DCS API ---------------------------------------------------------------------------------

_SIGNED_IN = base64.b64encode(f"{keylinks.USER}:{keylinks.PASSWORD}".encode()).decode()
DCS = {"Authorization": f"Basic {_SIGNED_IN}", **keylinks.HEADERS}
COURSE = ("course", "new-course", "course-name", "weeks", "students", "department", "subject",
          "lead", "lead-email", "status")  # fmt: skip
USUAL = {"hei": keylinks.HEI, "coursecode": "FUZZDCS", "coursename": "Fuzz", "title": "Fuzz",
         "extracttitle": "Fuzz", "isbook": "true"}  # fmt: skip
#: Each method with its verb, and which of its arguments are read.
METHODS: Mapping[str, tuple[str, Sequence[str]]] = {
    "v2/SubmitRequest": ("POST", tuple(NAMES)),
    "v1/GetCourseContent": ("GET", ("hei", "course")),
    "v3/GetCourseContent": ("GET", ("course", "request")),
    "v2/SubmitCourse": ("POST", COURSE),
    "v3/AmendCourse": ("PUT", COURSE),
    "v2/GetCourses": ("GET", ("hei",)),
}


def in_arguments(things: Sequence[str], each: int) -> Iterator[Call]:
    """In every argument of every method of the DCS API, and in names that it does not have."""
    fields = [(method, name) for method, (_, names) in METHODS.items() for name in names]
    for (method, name), thing in dealt(things, fields, each):
        yield dcs(method, {**USUAL, NAMES[name][0]: thing})
    for thing in things[:each]:
        yield dcs("v2/SubmitRequest", {**USUAL, thing: thing})


def in_passwords(things: Sequence[str], each: int) -> Iterator[Call]:
    """In the name, the password and the key of whoever calls it."""
    for (place, thing), n in zip(dealt(things, ("user", "bare", "key"), each), itertools.count()):
        held = thing.encode("utf-8", "replace")[:3_000]
        headers: dict[str, Any] = DCS
        if place == "user":
            basic = base64.b64encode(held if n % 2 else held + b":" + held)
            headers = {**DCS, "Authorization": "Basic " + basic.decode()}
        elif shown := printable(held):
            name = "Authorization" if place == "bare" else "Ocp-Apim-Subscription-Key"
            headers = {**DCS, name: shown}
        else:
            continue
        yield "GET", f"/dcs/v2/GetCourses?hei={keylinks.HEI}", {"headers": headers}


def dcs(method: str, said: Mapping[str, str]) -> Call:
    asked = "&".join(f"{quoted(name)}={quoted(one)}" for name, one in said.items())
    return METHODS[method][0], f"/dcs/{method}?{asked}", {"headers": DCS}


def printable(held: bytes) -> bytes:
    """What a header can hold; nothing where it cannot."""
    return b"" if set(held) & {0, 10, 13} else held.strip()


# -- Talis ---------------------------------------------------------------------------------------

FORM = {"url_ver": "Z39.88-2004", "rft.btitle": "Fuzz", "rft.atitle": "Fuzz", "rft.spage": "1",
        "rft.epage": "9", "svc.metadata": "request"}  # fmt: skip
TALIS = ("rft.atitle", "rft.btitle", "rft.jtitle", "rft.isbn", "rft.issn", "rft.doi", "rft_id",
         "rft.au", "rft.spage", "rft.epage", "rft.pages", "rft.date", "rft.volume", "rfr_id",
         "svc.neededby", "svc.trackback", "svc.refer", "svc.message", "ctx_id", "rfe.code",
         "rfe.sdate", "rfe.edate", "rfe.size", "req.name", "req.email", "res.odd")  # fmt: skip


def in_talis(things: Sequence[str], each: int) -> Iterator[Call]:
    """In every field of a form that is signed as it must be; some fields are new ones."""
    for name, thing in dealt(things, TALIS, each):
        yield talis({**FORM, name: thing[:20_000]})
    for thing in things[:each]:
        yield talis({**FORM, thing[:200]: thing[:200]})


def talis(form: Mapping[str, str]) -> Call:
    said = {fit(name): fit(one) for name, one in form.items() if name}
    said |= {"res.signature": talis_asking.signature(said), "res.api_key": talis_asking.KEY}
    body = "&".join(f"{quote_plus(name)}={quote_plus(one)}" for name, one in said.items())
    return talis_body(body.encode())


def talis_body(body: bytes) -> Call:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return "POST", "/api/webhooks/talis/request", {"content": body, "headers": headers}


def fit(text: str) -> str:
    """What UTF-8 can hold of it: half characters are replaced."""
    return text.encode("utf-8", "replace").decode()


# -- the generic webhook -------------------------------------------------------------------------


def an_event(happened: str = "created", **said: Any) -> bytes:
    usual = {"id": f"fuzz-{next(_numbers)}", "title": "Fuzz"}
    return json.dumps({"type": f"scandesk.request.{happened}", "data": usual | said}).encode()


def delivered(body: bytes, **other: Any) -> Call:
    """Signed after the Standard Webhooks specification, unless `other` headers are said."""
    message, at = f"msg_{next(_numbers)}", str(int(time.time()))
    (key,) = keys([WEBHOOK_SECRET])
    told = {
        "webhook-id": message, "webhook-timestamp": at,
        "webhook-signature": signature(key, message, at, body),
    }  # fmt: skip
    headers = {"Content-Type": "application/json"} | told | other
    kept = {name: one for name, one in headers.items() if one is not None}
    return "POST", "/api/webhooks/webhook", {"content": body, "headers": kept}


def in_webhook(things: Sequence[Any], each: int) -> Iterator[Call]:
    """In every field of an event that is signed as it must be."""
    for field, thing in dealt(things, [one.name for one in FIELDS], each):
        body = an_event(**{field: thing})
        yield delivered(body if len(body) <= 250_000 else an_event(title="x" * 200_000))


def mangled(things: Sequence[str], each: int) -> Iterator[Call]:
    """In each of its three headers, or without it: none of these is to be trusted."""
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    odd = [held for held in (printable(one.encode("utf-8", "replace")[:3_000]) for one in things)
           if held]  # fmt: skip
    for name, thing in dealt(odd, names, each):
        yield delivered(an_event(), **{name: thing})
    for name in names:
        yield delivered(an_event(), **{name: None})
    long_ago = str(int(time.time()) - 86_400)
    yield delivered(an_event(), **{"webhook-timestamp": long_ago})
    for body in BODIES:
        yield delivered(body, **{"webhook-signature": "v1," + "A" * 43 + "="})


# -- tables --------------------------------------------------------------------------------------

IMPORTS: Mapping[str, tuple[Sequence[str], Mapping[str, str]]] = {
    "/api/courses/import": (
        course_import.COLUMNS, {"CourseCode": "FUZZCSV", "CourseName": "Fuzz"},
    ),
    "/api/lecturers/import": (lecturer_import.COLUMNS, {"LecturerId": "fuzzcsv", "Name": "Fuzz"}),
    "/api/history/import": (history_import.COLUMNS, {
        "CourseCode": "HIST2041", "Title": "Fuzz", "ExtractTitle": "Fuzz", "Pages": "1-9",
    }),
}  # fmt: skip
#: What no spreadsheet writes.
TABLES: Sequence[bytes] = (
    b'"', b'CourseCode,CourseName,Name\n"', b"CourseCode\tName\tCourseName\r1\t2\t3\r",
    b"CourseCode,CourseName,Name,Email\n" + b"x,y,z,a@b\n" * 2_001, b"," * 50_000,
    b"Name,CourseCode,CourseName\n" + b"x," * 20_000, b"Name,Name\na,b\n", b"\r\r\r",
    b"CourseCode,CourseName,Name,Email\n\0,\0,\0,\0\n", b"PK\x03\x04" + bytes(range(256)) * 20,
    "CourseCode;CourseName;Name;Email\nA;\u00e9;\u00e9;a@b".encode("utf-16"), b"\xff\xfe\xd8",
    b"CourseCode,CourseName\n" + b'"' + b"x" * 200_000 + b'"\n', b"\xef\xbb\xbfName\n\xef\xbb\xbf",
    b"CourseCode,CourseName,StartDate,EndDate\nF1,x,99/99/9999,31/02/0000\n",
    b"CourseCode,NewCourseCode,CourseName\nF2,F2,x\nF2,F3,x\nF3,F2,x\n",
)  # fmt: skip


def in_tables(things: Sequence[str], each: int) -> Iterator[Call]:
    """In every cell of a row that is good but for it, and instead of a whole table."""
    cells = [(path, column) for path, (columns, _) in IMPORTS.items() for column in columns]
    for (path, column), thing in dealt(things, cells, each):
        row = {**IMPORTS[path][1], column: fit(thing)}
        yield "POST", f"{path}?apply=good", {"content": table(row)[:250_000]}
    for path in IMPORTS:
        for body in (*TABLES, *BODIES):
            yield "POST", f"{path}?apply=good", {"content": body}
        for thing in things[:each]:
            yield "POST", f"{path}?dry={quoted(thing)}&apply={quoted(thing)}", {"content": b"Name"}


def table(row: Mapping[str, str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([row.keys(), row.values()])
    return out.getvalue().encode()


# -- all the other doors -------------------------------------------------------------------------

IN_QUERIES: Mapping[str, Sequence[str]] = {
    "/api/eligibility?rlms=leganto": ("citation",),
    "/api/eligibility?rlms=webhook": ("citation",),
    "/api/eligibility?citation=1": ("rlms",),
    "/api/eligibility?rlms=talis&citation=1": ("view",),
    "/api/connections": ("q",),
    "/api/courses/export": ("q",),
    "/api/lecturers/export": ("q",),
    "/api/history/template": ("q",),
    "/api/courses": ("q", "cursor", "limit"),
    "/api/lecturers": ("cursor", "limit", "retired"),
    "/api/openapi.json": ("q",),
    "/api/record-forms": ("q",),
    "/api/health": ("q",),
    "/api/me": ("q",),
    "/api/webhooks/webhook": ("challenge",),
    "/api/webhooks/talis": ("challenge",),
}
IN_PATHS = (
    ("GET", "/dcs/{}/GetCourses"),
    ("GET", "/dcs/v2/{}"),
    ("POST", "/dcs/v2/{}"),
    ("PUT", "/dcs/{}/AmendCourse"),
    ("POST", "/api/connections/{}/actions/test"),
    ("POST", "/api/webhooks/{}/request"),
    ("POST", "/api/set-aside/{}/actions/read-again"),
    ("POST", "/api/set-aside/none/actions/{}"),
    ("POST", "/api/undelivered/none/actions/{}"),
    ("POST", "/api/undelivered/{}/actions/send-again"),
    ("GET", "/api/works/{}"),
    ("PUT", "/api/works/{}"),
    ("HEAD", "/l/{}"),
)
FORMS: Mapping[tuple[str, str], Sequence[str]] = {
    ("POST", "/api/courses"): ("code", "name", "department", "year", "start", "end", "weeks",
                               "students"),
    ("POST", "/api/lecturers"): ("name", "email", "retired"),
    ("PUT", "/api/works/FUZZWORK"): ("title", "authors", "isbn", "issn", "year", "pages"),
    ("POST", "/api/works/lookup"): ("isn", "title", "author"),
    ("POST", "/api/history/files"): ("name", "bytes", "type"),
    ("POST", "/api/connections/leganto/actions/test"): ("odd",),
    ("POST", "/api/connections/webhook/actions/test"): ("odd",),
    ("POST", "/auth/out"): ("odd",),
}  # fmt: skip


def in_queries(things: Sequence[str], each: int) -> Iterator[Call]:
    fields = [(path, name) for path, names in IN_QUERIES.items() for name in names]
    for (path, name), thing in dealt(things, fields, each):
        yield "GET", f"{path}{'&' if '?' in path else '?'}{name}={quoted(thing)}", {}


def in_paths(things: Sequence[str], each: int) -> Iterator[Call]:
    for (method, path), thing in dealt([one for one in things if one], IN_PATHS, each):
        more = {} if method in ("GET", "HEAD") else as_json({"title": "Fuzz"})
        where = path.replace("{}", quoted(thing))
        yield method, where, {**more, "headers": DCS} if path.startswith("/dcs/") else more


def in_forms(things: Sequence[Any], each: int) -> Iterator[Call]:
    fields = [(door, name) for door, names in FORMS.items() for name in names]
    for (door, name), thing in dealt(things, fields, each):
        yield *door, as_json({"code": f"FUZZ{next(_numbers)}", "name": "F", "title": "F"}
                             | {name: thing})  # fmt: skip
