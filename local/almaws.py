"""What each call of Alma's REST API answers: those few that the desk makes, errors included."""

import re
from collections.abc import Callable
from typing import TypeAlias

from local.alma_records import (
    Answer,
    Call,
    Refused,
    bare,
    citations_of,
    counted,
    kept_thing,
    list_brief,
    listed_citation,
    open_request,
    part_of,
    the_user,
)
from local.catalogue import CANCELLATIONS, STATUSES, SUFFIX, UNCOLLECTED, valued
from local.store import Drawers, Thing

STEPS = {"Digitization": "Document Delivery", "Document Delivery": None}
# Alma writes these itself; what a PUT says about them is not heard.
_OUTPUT_ONLY = ("id", "leganto_permalink", "public_note", "last_modified_date", "section_info")

Says: TypeAlias = Callable[[Drawers, Call, dict[str, str]], Answer]


def answer(drawers: Drawers, call: Call) -> Answer:
    """Find who answers this call, and let them."""
    for method, path, says in CALLS:
        names = re.fullmatch(path, call.path)
        if names and method == call.method:
            return says(drawers, call, names.groupdict())
    raise Refused("NOT_FOUND", f"No such API: {call.method} {call.path}", 404)


def user(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """A user, with e-mail addresses of which one is preferred."""
    return Answer(the_user(drawers, names["user"]))


def requests(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """The open requests of a user; without any, the list itself is absent."""
    the_user(drawers, names["user"])
    open_ = [
        kept["user_request"]
        for kept in drawers.all("request")
        if kept["state"] == "open" and kept["user_request"]["user_primary_id"] == names["user"]
    ]
    wanted = call.query.get("request_type")
    open_ = [one for one in open_ if wanted in (None, "", one["request_type"])]
    return Answer(counted("user_request", part_of(open_, call), len(open_)))


def request(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """One open request."""
    return Answer(open_request(drawers, names, missing="401694")["user_request"])


def next_step(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """Move a digitisation request on: Digitization, Document Delivery, then closed and gone."""
    if call.query.get("op") != "next_step":
        raise Refused("401666", "op parameter is not valid.")
    kept = open_request(drawers, names, missing="401907")
    said = kept["user_request"]
    if said["request_type"] != "DIGITIZATION":
        raise Refused("401932", f"Request {said['request_id']} is not a Digitization request")
    if said["task_name"] not in STEPS:
        where = f"Request ID: {said['request_id']}, Step: {said['task_name']}"
        raise Refused("401933", f"Cannot move forward in workflow. {where}")
    step = STEPS[said["task_name"]]
    if step is None:
        kept["state"] = "closed"
    else:
        said |= {"task_name": step, "request_status": "IN_PROCESS"}
    drawers.put("request", said["request_id"], kept)
    return Answer(said, event=None if step else ("REQUEST_CLOSED", said))


def cancel(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """Cancel a request for a reason of the code table; Alma's own webhook then tells of it."""
    kept = open_request(drawers, names, missing="401694")
    if call.query.get("reason") not in CANCELLATIONS:
        raise Refused("401666", "reason parameter is not valid.")
    kept |= {
        "state": "cancelled",
        "reason": call.query["reason"],
        "note": call.query.get("note", ""),
        "notified": call.query.get("notify_user", "false") == "true",
    }
    drawers.put("request", names["request"], kept)
    return Answer(status=204, event=("REQUEST_CANCELED", kept["user_request"]))


def courses(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """Search courses: q=field~words, joined by AND; exact_search=true for whole values."""
    found = [bare(one) for one in drawers.all("course")]
    exact = call.query.get("exact_search") == "true"
    for part in filter(None, re.split(r"\s+AND\s+", call.query.get("q", ""))):
        name, _, words = part.partition("~")
        if name not in _SEARCHED:
            raise Refused("401666", f"q parameter is not valid: {name}")
        found = [one for one in found if _holds(_SEARCHED[name](one), words, exact)]
    return Answer(counted("course", part_of(found, call), len(found)))


def course(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """One course."""
    return Answer(bare(kept_thing(drawers, "course", names["course"])))


def reading_lists(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """The reading lists of a course, in brief."""
    kept_thing(drawers, "course", names["course"])
    all_ = [one for one in drawers.all("list") if one["course"] == names["course"]]
    return Answer({"reading_list": [list_brief(one) for one in all_]})


def reading_list(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """One reading list; with view=full, its citations too."""
    kept = kept_thing(drawers, "list", names["list"])
    if kept["course"] != names["course"]:
        raise Refused("402119", f"Reading list {names['list']} is not of this course.")
    body = list_brief(kept)
    if call.query.get("view") == "full":
        body["citations"] = {"citation": citations_of(drawers, names["list"])}
    return Answer(body)


def citations(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """The citations of one list."""
    reading_list(drawers, call, names)
    return Answer({"citation": citations_of(drawers, names["list"])})


def citation(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """One citation of a list."""
    reading_list(drawers, call, names)
    return Answer(listed_citation(drawers, names)["citation"])


def swap_citation(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """Replace a citation: what is not sent is gone, but for what only Alma writes."""
    reading_list(drawers, call, names)
    kept = listed_citation(drawers, names)
    said = call.body if isinstance(call.body, dict) else {}
    status = said.get("status")
    code = status.get("value") if isinstance(status, dict) else None
    if not code or not isinstance(said.get("metadata"), dict) or not said["metadata"]:
        missing = "metadata" if code else "status"
        raise Refused("401664", f"Mandatory field is missing: {missing}")
    if code not in STATUSES:
        raise Refused("401666", "status parameter is not valid.")
    own = {name: kept["citation"][name] for name in _OUTPUT_ONLY}
    kept["citation"] = {**said, **own, "status": valued(code, STATUSES)}
    drawers.put("citation", names["citation"], kept)
    return Answer(kept["citation"])


def bib(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """The catalogue record behind a citation, in brief."""
    for kept in drawers.all("citation"):
        said = kept["citation"]["metadata"]
        if said.get("mms_id") == names["mms"]:
            return Answer(
                {
                    "mms_id": names["mms"],
                    "record_format": "marc21",
                    "title": said["title"],
                    "author": said.get("author"),
                    "isbn": said.get("isbn"),
                    "issn": said.get("issn"),
                    "publisher_const": said.get("publisher"),
                    "date_of_publication": said.get("publication_date"),
                }
            )
    raise Refused("402203", f"Input parameters mmsId {names['mms']} is not valid.")


def volumes(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """The physical items of a record, of which only the count is of use here."""
    bib(drawers, call, names)
    listed = [kept for kept in drawers.all("citation") if _record(kept) == names["mms"]]
    count = max(int(kept.get("volumes", 1)) for kept in listed)
    items = [{"item_data": {"pid": f"23{names['mms']}{n}"}} for n in range(count)]
    return Answer(counted("item", part_of(items, call), count))


def representations(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """The representations of a record."""
    bib(drawers, call, names)
    held = [bare(one) for one in drawers.all("representation") if one["mms_id"] == names["mms"]]
    return Answer(counted("representation", part_of(held, call), len(held)))


def represent(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """Add a remote representation; a record in no collection takes none."""
    bib(drawers, call, names)
    said = call.body if isinstance(call.body, dict) else {}
    missing = [name for name in ("repository", "originating_record_id") if not said.get(name)]
    if missing:
        raise Refused("401664", f"Mandatory field is missing: {missing[0]}")
    if names["mms"] in UNCOLLECTED:
        raise Refused("402260", "Bib record is not assigned to a collection.")
    number = f"12{len(drawers.all('representation')) + 1:08}{SUFFIX}"
    made = {**said, "id": number, "mms_id": names["mms"]}
    drawers.put("representation", number, made)
    return Answer(made)


def _representation(drawers: Drawers, names: dict[str, str]) -> Thing:
    kept = drawers.one("representation", names["rep"])
    if kept is None or kept["mms_id"] != names["mms"]:
        raise Refused("NOT_FOUND", f"No representation {names['rep']}.", 404)
    return kept


def represent_anew(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """Replace a representation."""
    kept = _representation(drawers, names)
    said = call.body if isinstance(call.body, dict) else {}
    made = {**said, "id": kept["id"], "mms_id": kept["mms_id"]}
    drawers.put("representation", names["rep"], made)
    return Answer(made)


def represent_no_more(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """Delete a representation; the record stays."""
    _representation(drawers, names)
    drawers.take("representation", names["rep"])
    return Answer(status=204)


def bib_request(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """One open request, found by the record that it is for."""
    kept = drawers.one("request", names["request"])
    said = kept["user_request"] if kept and kept["state"] == "open" else {}
    if said.get("mms_id") != names["mms"]:
        raise Refused("401694", "Request Identifier not found")
    return Answer(said)


def cancellation_reasons(drawers: Drawers, call: Call, names: dict[str, str]) -> Answer:
    """The institution's code table of cancellation reasons."""
    rows = [
        {"code": code, "description": words, "default": "false", "enabled": True}
        for code, words in CANCELLATIONS.items()
    ]
    return Answer(
        {
            "name": "RequestCancellationReasons",
            "description": "Request Cancellation Reasons",
            "language": "en",
            "row": rows,
        }
    )


_NAME = r"[^/]+"
_USER, _COURSE = rf"/users/(?P<user>{_NAME})", rf"/courses/(?P<course>{_NAME})"
_REQUEST = rf"{_USER}/requests/(?P<request>{_NAME})"
_LIST = rf"{_COURSE}/reading-lists/(?P<list>{_NAME})"
_CITATION = rf"{_LIST}/citations/(?P<citation>{_NAME})"
CALLS: list[tuple[str, str, Says]] = [
    ("GET", _USER, user),
    ("GET", rf"{_USER}/requests", requests),
    ("GET", _REQUEST, request),
    ("POST", _REQUEST, next_step),
    ("DELETE", _REQUEST, cancel),
    ("GET", "/courses", courses),
    ("GET", _COURSE, course),
    ("GET", rf"{_COURSE}/reading-lists", reading_lists),
    ("GET", _LIST, reading_list),
    ("GET", rf"{_LIST}/citations", citations),
    ("GET", _CITATION, citation),
    ("PUT", _CITATION, swap_citation),
    ("GET", rf"/bibs/(?P<mms>{_NAME})", bib),
    ("GET", rf"/bibs/(?P<mms>{_NAME})/holdings/ALL/items", volumes),
    ("GET", rf"/bibs/(?P<mms>{_NAME})/representations", representations),
    ("POST", rf"/bibs/(?P<mms>{_NAME})/representations", represent),
    ("PUT", rf"/bibs/(?P<mms>{_NAME})/representations/(?P<rep>{_NAME})", represent_anew),
    ("DELETE", rf"/bibs/(?P<mms>{_NAME})/representations/(?P<rep>{_NAME})", represent_no_more),
    ("GET", rf"/bibs/(?P<mms>{_NAME})/requests/(?P<request>{_NAME})", bib_request),
    ("GET", "/conf/code-tables/RequestCancellationReasons", cancellation_reasons),
]


def _record(kept: Thing) -> str:
    return str(kept["citation"]["metadata"].get("mms_id", ""))


def _people(one: Thing) -> list[str]:
    return [" ".join(who.values()) for who in one["instructor"]]


_SEARCHED: dict[str, Callable[[Thing], list[str]]] = {
    "code": lambda one: [one["code"]],
    "section": lambda one: [one["section"]],
    "name": lambda one: [one["name"]],
    "notes": lambda one: [note["content"] for note in one["note"]],
    "instructors": _people,
    "searchable_ids": lambda one: one["searchable_id"],
    "all": lambda one: [one["code"], one["name"], *_people(one), *one["searchable_id"]],
}


def _holds(values: list[str], words: str, exact: bool) -> bool:
    if exact:
        return words.lower() in [value.lower() for value in values]
    text = " ".join(values).lower()
    return all(word in text for word in words.lower().replace("_", " ").split())
