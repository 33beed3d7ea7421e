"""What happens in Alma when somebody presses Request digitisation: a user request comes to be."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from local.catalogue import STATUSES, SUFFIX, valued
from local.deliveries import moment
from local.store import Drawers, Thing

MOST_RANGES, MOST_NOTES = 10, 3
_NUMERIC = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


class Wrong(Exception):
    """Something about the form is not as it must be; the words are for the person."""


def ask(drawers: Drawers, said: Mapping[str, Any]) -> Thing:
    """Make the digitisation request that this form asks for; only one may be open for an item."""
    kept = drawers.one("citation", str(said.get("citation", "")))
    if kept is None:
        raise Wrong("There is no such item on any list.")
    citation = kept["citation"]
    if any(
        one["citation"] == citation["id"] and one["state"] == "open"
        for one in drawers.all("request")
    ):
        raise Wrong("There is already an open digitisation request for this item.")
    user = _requester(drawers, kept, said)
    user_request = _user_request(citation["metadata"], said, user)
    request_id = user_request["request_id"]
    drawers.put(
        "request",
        request_id,
        {
            "citation": citation["id"],
            "user_request": user_request,
            "state": "open",
            "reason": None,
            "note": None,
            "notified": False,
        },
    )
    if citation["status"]["value"] == "BeingPrepared":
        _set_status(drawers, kept, "ReadyForProcessing")
    return user_request


def withdraw(drawers: Drawers, request_id: str) -> Thing:
    """The list takes its request back."""
    kept = drawers.one("request", request_id)
    if kept is None or kept["state"] != "open":
        raise Wrong("This request is not open any more.")
    kept |= {"state": "withdrawn"}
    drawers.put("request", request_id, kept)
    listed = drawers.one("citation", kept["citation"])
    if listed is not None:
        _set_status(drawers, listed, "BeingPrepared")
    user_request: Thing = kept["user_request"]
    return user_request


def ranges(text: str) -> list[str]:
    """Page ranges as people write them, one by one."""
    return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]


def _user_request(metadata: Thing, said: Mapping[str, Any], user: str) -> Thing:
    numeric, others = _pages(said.get("pages") or metadata.get("pages") or [])
    chapter = said.get("chapter") or metadata.get("article_title")
    made: Thing = {
        "title": metadata.get("journal_title") or metadata.get("title"),
        "author": metadata.get("author"),
        "comment": _comment(said, others),
        "user_primary_id": user,
        "mms_id": metadata.get("mms_id"),
        "material_type": {"value": "BOOK", "desc": "Book"} if "isbn" in metadata else {},
        "partial_digitization": bool(chapter or numeric or others),
        "chapter_or_article_title": chapter or "",
        "chapter_or_article_author": said.get("chapter_author", ""),
        "volume": metadata.get("volume", ""),
        "issue": metadata.get("issue", ""),
        "part": metadata.get("part", ""),
        "date_of_publication": metadata.get("publication_date", ""),
        **_alma_adds(),
    }
    # What is not known is absent rather than empty, as in Alma's own answers.
    if numeric:
        made["required_pages_range"] = numeric
    if said.get("needed_by"):
        made["last_interest_date"] = f"{said['needed_by']}Z"
    return made


def _alma_adds() -> Thing:
    """What every new digitisation request has, whoever asks for whatever."""
    now = moment()
    return {
        "description": None,
        "request_id": f"{secrets.randbelow(9 * 10**9) + 10**9}{SUFFIX}",
        "request_type": "DIGITIZATION",
        "request_sub_type": {
            "value": "PHYSICAL_TO_DIGITIZATION",
            "desc": "Patron digitization request",
        },
        "target_destination": {"value": "DIGI_DEPT_INST", "desc": "Digitization department"},
        "request_status": "NOT_STARTED",
        "place_in_queue": 1,
        "request_date": f"{now[:10]}Z",
        "request_time": now,
        "task_name": "Digitization",
    }


def _pages(said: Any) -> tuple[list[Thing], list[str]]:
    """Ranges of numbers, and whatever else was written: Alma's ranges take numbers only."""
    written = ranges(said) if isinstance(said, str) else [str(one).strip() for one in said]
    written = [one for one in written if one]
    if len(written) > MOST_RANGES:
        raise Wrong(f"At most {MOST_RANGES} page ranges can be asked for.")
    numeric, others = [], []
    for one in written:
        found = _NUMERIC.fullmatch(one)
        if found is None:
            others.append(one)
            continue
        first, last = found[1], found[2] or found[1]
        if int(first) > int(last):
            raise Wrong(f"Pages {one}: the first page comes after the last.")
        numeric.append({"from_page": first, "to_page": last})
    return numeric, others


def _comment(said: Mapping[str, Any], others: list[str]) -> str:
    """Everything that Alma's request has no field of its own for, a line each."""
    notes = [str(note).strip() for note in said.get("notes") or [] if str(note).strip()]
    if len(notes) > MOST_NOTES:
        raise Wrong(f"At most {MOST_NOTES} notes can be sent.")
    start, end = said.get("start"), said.get("end")
    if start and end and start > end:
        raise Wrong("The start date comes after the end date.")
    lines = [f"Pages: {', '.join(others)}"] if others else []
    if start or end:
        lines.append(f"Dates: {start or '...'} to {end or '...'}")
    if said.get("images"):
        lines.append("Include images: yes")
    lines += [f"Note: {note}" for note in notes]
    # Alma wants a comment wherever only a part is asked for.
    return "\n".join(lines) or "Course-related digitization"


def _requester(drawers: Drawers, kept: Thing, said: Mapping[str, Any]) -> str:
    shelf = drawers.one("list", kept["list"])
    course = drawers.one("course", shelf["course"]) if shelf else None
    teachers = [one["primary_id"] for one in course["instructor"]] if course else []
    user = str(said.get("user") or (teachers[0] if teachers else ""))
    if drawers.one("user", user) is None:
        raise Wrong("Nobody of that name can request here.")
    return user


def _set_status(drawers: Drawers, kept: Thing, code: str) -> None:
    kept["citation"]["status"] = valued(code, STATUSES)
    drawers.put("citation", kept["citation"]["id"], kept)
