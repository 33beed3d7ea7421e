"""The copy as Alma's catalogue shows it: a remote representation with the request that it answers.

Only where the library names a repository; which other fields its Alma demands is its own setting.
"""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.calls import Call
from chalicelib.domain.request import Request
from chalicelib.rlms._adapter import clean
from chalicelib.rlms._alma_refusals import complaint
from chalicelib.rlms._alma_search import Step, at

#: "Bib record is not assigned to a collection."
NO_COLLECTION = "402260"


def represented(request: Request, link: str, repository: str, more: Mapping[str, str]) -> Step:
    """Hand the copy to the catalogue once; what is there already is left alone."""
    record = request.theirs.get("mms_id", "")
    if not (repository and record and link):
        return ""
    path = at("bibs", record, "representations")
    there = yield Call("GET", path, query={"limit": "100", "offset": "0"})
    held = there.json.get("representation") if there.ok else None
    known = held if isinstance(held, list) else [held] if held else []
    if any(clean(one.get("originating_record_id")) == request.id for one in known):
        return ""
    reply = yield Call("POST", path, drawn(request, link, repository) | chosen(more))
    if reply.ok:
        return ""
    number, words = complaint(reply)
    if number == NO_COLLECTION:
        return "Alma keeps no representation of it: its record is in no collection."
    return f"Alma keeps no representation of it: {words or reply.status}"


def drawn(request: Request, link: str, repository: str) -> dict[str, Any]:
    """The representation; `request_id` is Alma's "related digitization request id"."""
    extract = request.extract
    first, _, last = extract.pages.partition("-")
    whole = last and "," not in extract.pages
    told = {
        "title": extract.title,
        "author": extract.authors,
        "start_page": first.strip() if whole else "",
        "end_page": last.strip() if whole else "",
        "request_id": request.theirs.get("request_id", ""),
    }
    kind = "ARTICLE" if request.work and request.work.issn else "CHAPTER"
    return {
        "is_remote": True,
        "repository": {"value": repository},
        "originating_record_id": request.id,
        "linking_parameter_1": link,
        "entity_type": {"value": kind},
        **{name: value for name, value in told.items() if value},
    }


def chosen(more: Mapping[str, str]) -> dict[str, Any]:
    return {name: {"value": value} for name, value in more.items()}
