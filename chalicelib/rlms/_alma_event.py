"""An event of a request as an Alma webhook carries it, read with all the shapes it comes in.

Keys may be missing or null, choices empty (`material_type {}`), flags text, figures text, dates
with a literal Z; Roman pages, notes and wishes stand in the free text of `comment`.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from chalicelib.domain.facts import Dates, Original, Requester
from chalicelib.domain.intake import Asked, Heard, Noted, NothingToDo, SetAside, Withdrawn
from chalicelib.domain.remarks import CLOSED_THERE, ON_SHELF
from chalicelib.domain.request import Purpose
from chalicelib.domain.works import Extract, Portion, counted_pages
from chalicelib.rlms._adapter import clean, json_in
from chalicelib.rlms._alma_xml import NotRead, is_xml, tree_of

Thing = Mapping[str, Any]

LABELS = (
    ("Requested by", "user_primary_id"),
    ("Request number", "request_id"),
    ("Kind", "request_sub_type"),
    ("Title", "title"),
    ("Author", "author"),
    ("Chapter or article", "chapter_or_article_title"),
    ("Its author", "chapter_or_article_author"),
    ("Whole chapter", "full_chapter"),
    ("Part of the work", "partial_digitization"),
    ("Volume", "volume"),
    ("Issue", "issue"),
    ("Part", "part"),
    ("Published", "date_of_publication"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("Catalogue number", "mms_id"),
    ("Material", "material_type"),
    ("Description", "description"),
    ("Further description", "manual_description"),
    ("Barcode", "barcode"),
    ("Call number", "call_number"),
    ("Holding", "holding_id"),
    ("Managed by", "managed_by_library"),
    ("At the desk", "managed_by_circulation_desk"),
    ("Pick-up", "pickup_location"),
    ("Digitisation department", "target_destination"),
    ("Copyright declaration signed", "copyrights_declaration_signed_by_patron"),
    ("Wanted until", "last_interest_date"),
    ("Expires", "expiry_date"),
    ("Requested on", "request_date"),
    ("Status there", "request_status"),
    ("Step there", "task_name"),
)
#: What is read out of a request rather than a field of it.
PAGES, IMAGES, COMMENT = ALSO = ("Pages", "Include images", "Comment")
LONGEST_PAGES = 1_000
LINE = re.compile(r"^\s*(pages?|dates|note|include images)\s*:\s*(.+?)\s*$", re.I)
OURS = ("DIGITIZATION", "GENERAL_DIGITIZATION")
#: Events that change nothing here, and that staff should see on what is still open.
REMARKS = {"REQUEST_CLOSED": CLOSED_THERE, "REQUEST_PLACED_ON_SHELF": ON_SHELF}
DAY = r"(\d{4}-\d{2}-\d{2}|\.\.\.)"
PERIOD = re.compile(rf"{DAY}\s*(?:to|until|-|–)\s*{DAY}Z?", re.I)
IN_TEXT = re.compile(r"\b(?:pages?|pp?\.)\s*([ivxlcdm\d]+(?:\s*[-–,]\s*[ivxlcdm\d]+)*)\b", re.I)
KEPT = {
    "request_id": "request_id",
    "mms_id": "mms_id",
    "user": "user_primary_id",
    "barcode": "barcode",
    "title": "title",
}


def heard(body: bytes) -> Heard:
    """The event in a body that was signed with our secret, be it JSON or XML."""
    form = "XML" if is_xml(body) else "JSON"
    try:
        told = tree_of(body) if form == "XML" else json_in(body)
    except NotRead as refused:
        return SetAside(str(refused))
    except ValueError:
        return SetAside("This is not JSON, so it cannot be read.")
    if not isinstance(told, dict) or not code(told.get("action")):
        return SetAside(f"This is {form}, but no event of Alma's: it names no action.")
    if code(told["action"]) != "REQUEST":
        return NothingToDo("It is no event of a request.")
    happened, thing = code(told.get("event")), told.get("user_request")
    if not happened or not isinstance(thing, dict):
        return SetAside("This event of a request lacks the event or the request.")
    return meant(happened, thing, code(told.get("institution")), body)


def meant(happened: str, thing: Thing, institution: str, body: bytes) -> Heard:
    """What this event of a request means for the desk."""
    sort, number = text(thing, "request_type").upper(), text(thing, "request_id")
    if sort and sort not in OURS:
        return NothingToDo("It is no digitisation request.")
    # A request without its number can only be told from others by its very bytes.
    key = f"{institution}/{number}" if number else hashlib.sha256(body).hexdigest()
    if happened == "REQUEST_CANCELED":
        return Withdrawn(key)
    if happened in REMARKS:
        return Noted(key, REMARKS[happened])
    if happened != "REQUEST_CREATED":
        return NothingToDo("Nothing follows from this event.")
    if not sort:
        return SetAside("This request does not say of which type it is.")
    if not named(thing):
        return SetAside("This request has neither a title nor an identifier.")
    return asked(thing, institution, key)


def named(thing: Thing) -> bool:
    """Whether there is anything by which a person could find what is meant."""
    known = ("title", "chapter_or_article_title", "mms_id", "isbn", "issn", "barcode")
    return any(text(thing, name) for name in known)


def asked(thing: Thing, institution: str, key: str, now: datetime | None = None) -> Asked:
    """The request that this event asks for."""
    comment = text(thing, "comment")
    pages = pages_of(thing.get("required_pages_range") or thing.get("required_pages"), comment)
    theirs = {name: text(thing, field) for name, field in KEPT.items()}
    original = Original(
        received_on=now or datetime.now(UTC),
        title=text(thing, "chapter_or_article_title"),
        work_title=text(thing, "title"),
        author=text(thing, "author"),
        isn=text(thing, "isbn") or text(thing, "issn"),
        pages=pages,
        needed_by=day(text(thing, "last_interest_date")),
        notes=tuple(notes_in(comment)),
        fields=tuple(shown(thing, pages)),
    )
    return Asked(
        key=key,
        original=original,
        theirs={"institution": institution} | {n: held for n, held in theirs.items() if held},
        lane=theirs["mms_id"] or theirs["request_id"] or key,
        requester=Requester(user=theirs["user"]),
        dates=period(comment),
        extract=extract_of(thing, pages),
        purpose=purpose(thing),
        enrich=("requester", "course", "citation"),
    )


def purpose(thing: Thing) -> Purpose:
    """Only patrons sign Alma's copyright declaration; without it staff say for whom it is."""
    signed = said(thing.get("copyrights_declaration_signed_by_patron")) == "yes"
    return Purpose.PATRON if signed else Purpose.COURSE


def text(thing: Thing, name: str) -> str:
    return code(thing.get(name))


def code(value: object) -> str:
    """A plain value, or the value of a choice; an empty choice is nothing."""
    return clean(value.get("value") if isinstance(value, Mapping) else value)


def said(value: object) -> str:
    """A value as a person reads it: a choice by its words, a flag as yes or no."""
    if isinstance(value, Mapping):
        return clean(value.get("desc")) or clean(value.get("value"))
    if isinstance(value, bool) or clean(value).lower() in ("true", "false"):
        return "yes" if str(value).strip().lower() == "true" else "no"
    return clean(value)


def shown(thing: Thing, pages: str) -> Iterable[tuple[str, str]]:
    """Everything that a person should see, with its label; what was not sent is left out."""
    for label, name in LABELS:
        words = said(thing.get(name))
        dated = re.fullmatch(r"\d{4}-\d{2}-\d{2}Z", words)
        if words:
            yield label, words.rstrip("Z") if dated else words
    if pages:
        yield PAGES, pages
    if images := lines_of(text(thing, "comment"), "include images"):
        yield IMAGES, images[0]
    if comment := text(thing, "comment"):
        yield COMMENT, comment


def pages_of(ranges: object, comment: str) -> str:
    """The ranges that were sent as figures, after those of the comment: Roman pages come first."""
    if isinstance(ranges, Mapping):
        ranges = ranges.get("required_pages_range", ranges)
    ranges = [ranges] if isinstance(ranges, Mapping) else ranges
    pairs = [one for one in ranges if isinstance(one, Mapping)] if isinstance(ranges, list) else []
    ends = [(text(one, "from_page"), text(one, "to_page")) for one in pairs]
    figures = ["-".join(dict.fromkeys(filter(None, pair))) for pair in ends if any(pair)]
    return ", ".join([*written_pages(comment, alone=not figures), *figures])[:LONGEST_PAGES]


def lines_of(comment: str, label: str) -> list[str]:
    """What stands behind this label on lines of the comment."""
    found = filter(None, map(LINE.match, comment.splitlines()))
    return [one[2] for one in found if one[1].lower().startswith(label)]


def written_pages(comment: str, alone: bool) -> list[str]:
    """Pages on lines of their own in the comment; where there are no others, also in its text."""
    lines = lines_of(comment, "page")
    if lines or not alone:
        return lines
    return [found[1] for found in IN_TEXT.finditer(comment)]


def notes_in(comment: str) -> Iterable[str]:
    """The comment without what was read out of it, a note each line."""
    for line in comment.splitlines():
        found = LINE.match(line)
        label = found[1].lower() if found else ""
        if found and (label == "note" or (label == "dates" and period(line) == Dates())):
            yield found[2]
        elif not found and line.strip():
            yield line.strip()


def extract_of(thing: Thing, pages: str) -> Extract:
    """What is to be copied; pages that cannot be counted are left to staff."""
    images = lines_of(text(thing, "comment"), "include images")
    told = Extract(
        title=text(thing, "chapter_or_article_title"),
        authors=text(thing, "chapter_or_article_author"),
        portion=portion(thing),
        volume=text(thing, "volume"),
        issue=text(thing, "issue"),
        images=images[0].lower().startswith(("y", "t")) if images else None,
    )
    return counted_pages(told, pages)


def portion(thing: Thing) -> Portion:
    """A whole chapter where they say so, an article where the number is a journal's."""
    if text(thing, "issn") and not text(thing, "isbn"):
        return Portion.ARTICLE if text(thing, "chapter_or_article_title") else Portion.PAGES
    return Portion.CHAPTER if said(thing.get("full_chapter")) == "yes" else Portion.PAGES


def period(comment: str) -> Dates:
    """The days for which the list wants it, where the comment tells."""
    found = PERIOD.search(" ".join(lines_of(comment, "dates")))
    start, end = (day(found[1]), day(found[2])) if found else (None, None)
    return Dates() if start and end and end < start else Dates(start, end)


def day(written: str) -> date | None:
    """`2013-11-12Z`, with a literal Z; nothing where it is no date."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
