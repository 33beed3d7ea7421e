"""How a patron gets the copy: by a link, as a file with the letter, or from the repository.

The rule that applied says which (A130); staff may choose another with a note. Nothing is delivered
before it is approved: the tables see to that.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.rules import DELIVERIES
from chalicelib.domain.scans import file_name, megabytes

if TYPE_CHECKING:  # request.py holds what was delivered, so it is known here by name only
    from chalicelib.domain.request import Request

LINK, ATTACHMENT, INVENTORY = "link", "attachment", "inventory"
WAYS = dict(DELIVERIES)
LETTER = "deliver"
#: The cover sheet and its notice come on top of a scan, in bytes; a page of text and no picture.
COVER = 100_000
#: More files than this make a letter that nobody likes to open.
MOST_ATTACHED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What was delivered: `how`, the day, to whom, until which day and how often it may be opened.

    `until` None is no end of its own, `views` None no limit. `ruled` is what the rule said; `why`
    is said where it came to the patron in another way, by staff's choice, or by itself (`late`)
    because no mail takes its files.
    """

    how: str
    on: date
    to: str = "requester"
    until: date | None = None
    views: int | None = None
    ruled: str = LINK
    why: str = ""
    late: bool = False


def ruled_way(request: "Request") -> str:
    """How the rule that applied would deliver it; by a link where no rule has spoken."""
    way = request.ruling.outcome.delivery if request.ruling else LINK
    return way if way in WAYS else LINK


def encoded(size: int) -> int:
    """What so many bytes are in a mail: base64, in lines of 76 characters."""
    return ceil(size / 57) * 78


def parcel(request: "Request") -> list[int]:
    """The sizes of all files that go to the patron, in bytes: the scan with its cover, and more."""
    scan = request.scan
    sizes = [scan.size + COVER] if scan else []
    return sizes + [one.file.size for one in request.delivery if one.file]


def too_much(sizes: list[int], terms: DeliveryTerms) -> str:
    """Why these files are not mailed, in words; empty where they can be (A184)."""
    if len(sizes) > MOST_ATTACHED:
        return f"{len(sizes)} files are too many for one mail, so they are behind the link."
    return too_large(sizes, terms.attachment_mb)


def too_large(sizes: list[int], mb: int) -> str:
    """The same of their size alone; `mb` is what a mail may have, encoded."""
    mail, limit = sum(map(encoded, sizes)), mb * 1_000_000
    if mail <= limit:
        return ""
    return (
        f"The files would be {megabytes(mail)} in a mail, which may have {megabytes(limit)}, "
        "so they are behind the link."
    )


def letter(request: "Request") -> Mapping[str, str]:
    """What the letter to the patron needs to know beside the request: which files go with it.

    `reading` stands for the scan's reading copy, which is made after the delivery was decided; a
    file is named with the version that was checked.
    """
    one, files = request.delivered, [piece.file for piece in request.delivery if piece.file]
    scan = ["reading"] if request.scan else []
    keys = [f"delivery/{request.id}/{file.id}?{file.version}" for file in files]
    title = request.extract.title or request.title
    called = [file_name(title)] * bool(scan) + [file.name.replace("/", "-") for file in files]
    places = [{"url": one.url, "note": one.note} for one in request.delivery if one.url]
    facts = {
        "letter": LETTER,
        "attach": " ".join([*scan, *keys]) if one and one.how == ATTACHMENT else "",
        "attach-names": "/".join(called),
        "attached": "yes" if one and one.how == ATTACHMENT else "",
        "inventory": "yes" if one and one.how == INVENTORY else "",
        "views": "" if one is None or one.views is None else str(one.views),
        "late": one.why if one and one.late else "",
        "places": json.dumps(places) if places else "",
    }
    return {name: said for name, said in facts.items() if said}


def in_words(one: Delivered) -> str:
    """A delivery in a line, for the history and for staff."""
    how = {LINK: "by a link", ATTACHMENT: "as a file with the mail"}.get(
        one.how, "into the digital inventory"
    )
    until = f", until {one.until}" if one.until else ""
    views = "" if one.views is None else f", {one.views} views"
    return f"{how}{until}{views}"


def is_shown(request: "Request") -> bool:
    """Whether the repository is to show it now."""
    one = request.delivered
    return bool(one and one.how == INVENTORY and request.state.phase.value == "live")


def shown_as(request: "Request") -> object:
    """All that the repository is told of it; when this changes, it is told again."""
    work = request.work
    return (
        is_shown(request), request.title, request.extract, work and (work.id, work.title),
        request.link.token if request.link else "",
    )  # fmt: skip


def concerns_inventory(before: "Request", after: "Request") -> bool:
    """Whether the repository has to hear of this change."""
    either = any(one.delivered and one.delivered.how == INVENTORY for one in (before, after))
    return either and shown_as(before) != shown_as(after)
