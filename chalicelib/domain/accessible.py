"""Accessible copies (A113-A116): a reader asks for a text in another form, and hears what became.

A kind of request of its own: received, worked on, delivered or refused with a reason. It claims
nothing of any extent, because the exceptions for disabled people stand apart from the licence
(CDPA 1988, s.31A-F), and no reading list is told of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.channels import ACCESSIBLE
from chalicelib.domain.errors import Refused, off
from chalicelib.domain.facts import Original, Requester
from chalicelib.domain.people import Person
from chalicelib.domain.request import (
    Change,
    Event,
    Kind,
    Message,
    Phase,
    Purpose,
    Request,
)
from chalicelib.domain.scans import ScanStatus
from chalicelib.domain.terms import Moment
from chalicelib.domain.wish import HELPS, Given, Wish

LONGEST = 2_000
#: What is beside the one thing that such a request came with.
ITEM = "Request of the item"
NO_ADDRESS = "The sign-in gave no e-mail address, so that the copy cannot be mailed."


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it was filled in; `wrong` says by field what is to be mended."""

    helps: tuple[str, ...] = ()
    comment: str = ""
    wrong: Mapping[str, str] | None = None


def read(said: Mapping[str, str]) -> Asked:
    """What was typed; what is not seen by any eye is left out."""
    helps = tuple(one for one in HELPS if said.get(one))
    lines = said.get("comment", "").replace("\r\n", "\n").split("\n")
    seen = ("".join(one if one.isprintable() else " " for one in line) for line in lines)
    comment = "\n".join(" ".join(one.split()) for one in seen).strip()
    if len(comment) > LONGEST:
        words = f"At most {LONGEST} characters, and this has {len(comment)}."
        return Asked(helps, comment, {"comment": words})
    if not helps and not comment:
        return Asked(wrong={"helps": "Choose what would help, or say it in your own words."})
    if helps == ("other",) and not comment:
        return Asked(helps, wrong={"comment": "Say what would help."})
    return Asked(helps, comment)


def why_not(item: Request) -> str:
    """Why no accessible copy can be asked for of this item, in words; empty where one can (A113).

    Only what readers of a course have: a digitisation that is live and has its file.
    """
    if item.kind is not Kind.DIGITISATION or item.purpose is not Purpose.COURSE:
        return "This is no text that a course reads."
    if item.state.phase is not Phase.LIVE or item.link is None:
        return "This text is not available at present."
    if item.scan is None or not item.scan.master:
        return "The file of this text has not come yet."
    return ""


def begin(
    item: Request, reader: Person, asked: Asked, drawn: tuple[str, int], now: datetime
) -> tuple[Change, Original]:
    """The new request, and what it is about: the reader's own words stand in neither history."""
    if why := why_not(item):
        raise Refused(why, instead="Write to the library, naming the text.")
    course = ", ".join(dict.fromkeys(f"{one.code} {one.name}".strip() for one in item.runs))
    wish = Wish(
        about=item.id,
        token=item.link.token if item.link else "",
        course=course or item.course_asked,
        helps=asked.helps,
        comment=asked.comment,
    )
    request = Request(
        id=drawn[0],
        number=drawn[1],
        rlms=ACCESSIBLE,
        added_on=now,
        updated_on=now,
        kind=Kind.ACCESSIBLE_COPY,
        purpose=Purpose.PATRON,
        requester=Requester(reader.id, reader.name, reader.email, *_no_address(reader)),
        title=item.title,
        work=item.work,
        extract=item.extract,
        # The file that is there may do already, or is what another is made of.
        scans=tuple(replace(one, reused=item.id) for one in (item.scan,) if one),
        wish=wish,
    )
    event = Event(1, now, ACCESSIBLE, "A reader", "receive", after=request.state.value)
    mail = Message("accessible", "mail", {"letter": "accessible-copy"})
    return Change(request, event, (mail,)), original(item, now)


def original(item: Request, now: datetime) -> Original:
    """The citation, as it stood when the copy was asked for."""
    work = item.work
    return Original(
        received_on=now,
        title=item.extract.title or item.title,
        work_title=work.title if work else "",
        author=item.extract.authors or (work.authors if work else ""),
        isn=(work.isbn or work.issn) if work else "",
        pages=item.extract.pages,
        fields=((ITEM, item.id),),
    )


def _no_address(reader: Person) -> tuple[str, ...]:
    return () if reader.email else (NO_ADDRESS,)


def deliver(request: Request, heard: Any, moment: Moment) -> Request:
    """The copy is there for its reader: here, in the mail, or at an address."""
    wish = request.wish
    if wish is None:
        raise Refused("This request is for no accessible copy.")
    scan = request.scan
    if heard.how == "here" and (scan is None or scan.status is not ScanStatus.READY):
        raise off("how", "No checked file is selected: add one, or say how else it was sent.")
    if heard.how == "elsewhere" and not heard.url.startswith("https://"):
        raise off("url", "Give the address at which it is; it begins with https://.")
    url = heard.url if heard.how == "elsewhere" else ""
    return replace(
        request, wish=replace(wish, given=Given(heard.how, moment.today, url, heard.note))
    )


def is_over(request: Request) -> bool:
    """Refused, withdrawn or taken away: the same may be asked for anew."""
    return request.is_ended or request.state.phase is Phase.WITHDRAWN


#: A word and a sentence for the reader, by phase.
STANDS: Mapping[Phase, tuple[str, str]] = {
    Phase.RECEIVED: ("Asked", "The library has your request and has not begun on it yet."),
    Phase.WORKING: ("Being made", "Somebody at the library is making it."),
    Phase.LIVE: ("Ready", "Your copy is there."),
    Phase.REFUSED: ("Not possible", "The library cannot make this copy."),
    Phase.WITHDRAWN: ("Withdrawn", "Nothing more is done about it."),
    Phase.DELETED: ("Taken away", "The library has taken this copy away."),
}


def told(request: Request) -> dict[str, Any]:
    """A request as its reader is told of it."""
    wish, rejection = request.wish, request.rejection
    word, words = STANDS.get(request.state.phase, ("Asked", ""))
    given = wish.given if wish and request.state.phase is Phase.LIVE else None
    refused = rejection if request.state.phase is Phase.REFUSED else None
    return {
        "id": request.id, "title": request.extract.title or request.title,
        "work": request.work.title if request.work else "", "course": wish.course if wish else "",
        "pages": request.extract.pages, "word": word, "words": words,
        "reason": refused.label if refused else "",
        "note": refused.note if refused else (given.note if given else ""),
        "helps": wish.in_words if wish else "", "comment": wish.comment if wish else "",
        "gone": request.scan.removed_on if request.scan else None,
        "given": given, "mail": request.requester.email,
    }  # fmt: skip
