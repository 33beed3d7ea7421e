"""The stable link that students follow: sign in, read the notice, open the text while it may be.

Only the button makes an address of the file, so robots, link previews and a page left open
consume nothing. Every refusal is a page that says why and whom to ask.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import DeskError, NotAllowed, NotSignedIn, Unknown
from chalicelib.domain.people import Person, Role
from chalicelib.handlers.http import ANY, may, redirect, request, whoever
from chalicelib.handlers.pages import UNSEEN, page
from chalicelib.handlers.problems import problems, status_of

if TYPE_CHECKING:
    from chalicelib.domain.openings import Open, Shut
    from chalicelib.domain.request import Request
    from chalicelib.domain.scans import Scan

links = Blueprint(__name__)

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
GONE, FORBIDDEN = 410, 403
STATUS = {"Over": GONE, "Gone": GONE}
HEADINGS: dict[type[DeskError], str] = {
    Unknown: "This link leads nowhere",
    NotSignedIn: "Please sign in again",
    NotAllowed: "Not open to you",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A link that opens now for whoever asks: the request, its scan, and until when."""

    request: "Request"
    scan: "Scan"
    standing: "Open"


class Closed(Exception):
    """The link stands and does not open now."""

    def __init__(self, asked: "Request", why: "Shut") -> None:
        super().__init__(type(why).__name__)
        self.request = asked
        self.why = why


def for_readers(route: Callable[[str], Response]) -> Callable[[str], Response]:
    """Whoever is not signed in is sent there and comes back; a refusal is a kind page."""

    @wraps(route)
    def kindly(token: str) -> Response:
        try:
            return route(token)
        except Closed as closed:
            return _closed(closed)
        except DeskError as error:
            return _refused(token, error)

    return kindly


@links.route("/l/{token}", methods=["GET", "HEAD"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def show(token: str) -> Response:
    """What the text is, until when it opens, and the notice that goes with it."""
    from chalicelib import wiring
    from chalicelib.domain.notices import blocks

    found, ours = _found(token), wiring.settings()
    said = _notice(found.standing.opening.basis)
    notice = blocks(said, ours.institution, _courses(found))
    return page("link", token=token, text=_text(found), found=found, notice=notice)


@links.route("/l/{token}", methods=["POST"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def open_text(token: str) -> Response:
    """The notice was read: a page with an address of the file that lives minutes.

    A page and not a redirect, because browsers hold redirects of a form to the page's form-action.
    """
    from chalicelib import wiring
    from chalicelib.domain.scans import file_name, megabytes

    found = _found(token)
    seconds = _seconds(found.standing)
    url = wiring.scans().reading_url(found.scan.master, seconds, file_name(_title(found.request)))
    _say("link-opened", found.request)
    size = megabytes(found.scan.size)
    return page("ready", text=_text(found), url=url, minutes=seconds // 60, size=size, found=found)


def _found(token: str) -> Found:
    from chalicelib import wiring
    from chalicelib.domain.openings import Elsewhere, Open, Suspended, standing

    asked = wiring.table().by_token(token) if TOKEN.fullmatch(token) else None
    if asked is None or asked.link is None:
        raise Unknown(
            "This link leads nowhere: it is incomplete, or the text was never here.",
            instead="Open it again from your reading list, and ask the library if it stays so.",
        )
    _reader(_whoever())
    now, zone = wiring.clock(), wiring.settings().zone
    taught = [one for one in asked.link.openings if _is_taught(one.course)]
    if asked.link.openings and not taught:
        raise Closed(asked, Suspended())
    here = standing(asked.state.phase, taught, now, zone)
    if not isinstance(here, Open):
        raise Closed(asked, here)
    if asked.scan is None or not asked.scan.master:
        raise Closed(asked, Elsewhere(asked.imported.link) if asked.imported else Suspended())
    return Found(asked, asked.scan, here)


def _notice(basis: str) -> str:
    """The text that the pack of this basis wants; empty where it wants none of its own."""
    from chalicelib import wiring, wiring_rights
    from chalicelib.domain.notices import notice_of

    today = wiring.clock().astimezone(wiring.settings().zone).date()
    return notice_of(wiring_rights.packs_with(basis), basis, today)


def _is_taught(code: str) -> bool:
    """An archived course has its links closed until it comes back (CLA's Course API)."""
    from chalicelib import wiring
    from chalicelib.domain.courses import Standing

    course = wiring.records().course(code) if code else None
    return course is None or course.status is Standing.ACTIVE


def _whoever() -> Person:
    """Who is signed in; a button that was pressed on somebody else's page does not count."""
    try:
        return whoever()
    except NotAllowed as error:
        raise NotAllowed(
            "The button was not pressed on the library's own page.",
            instead="Open your link again and press the button there.",
        ) from error


def _reader(person: Person) -> None:
    """Staff and students of the institution read; membership of the course is not asked."""
    if not (person.may(Role.READER) or person.may(Role.VIEWER)):
        raise NotAllowed(
            "This text is for students and staff of the university, "
            "and the account you signed in with belongs to neither.",
            instead="Sign in with your university account, or ask the library.",
        )


def _seconds(standing: "Open") -> int:
    """How long the file's address lives: never past the midnight at which the text closes."""
    from chalicelib import wiring

    longest = wiring.settings().link_seconds
    if standing.closes_at is None:
        return longest
    return max(1, min(longest, int((standing.closes_at - wiring.clock()).total_seconds())))


def _text(found: Found) -> dict[str, str]:
    """The text as a reader knows it; empty where the desk does not know."""
    asked, work = found.request, found.request.work
    title, source = _title(asked), work.title if work else ""
    return {
        "title": title,
        "authors": asked.extract.authors or (work.authors if work else ""),
        "source": "" if source == title else source,
        "published": ", ".join(filter(None, (work.publisher, work.year))) if work else "",
        "pages": asked.extract.pages,
        "course": _courses(found),
    }


def _courses(found: Found) -> str:
    """The courses for which it is open today: whose student it is that reads, nobody knows."""
    on = {opening.course for opening in found.standing.on}
    names = (f"{run.code} {run.name}" for run in found.request.runs if run.code in on)
    return ", ".join(dict.fromkeys(names))


def _title(asked: "Request") -> str:
    return asked.extract.title or asked.title


def _refused(token: str, error: DeskError) -> Response:
    """Signing in helps where nobody is signed in, or somebody with another account."""
    again = "" if isinstance(error, Unknown) else f"/auth/start?next=/l/{token}"
    if isinstance(error, NotSignedIn) and request().method != "POST":
        return redirect(again, UNSEEN)
    # A form may not be led to another host, so after a POST the way to sign in is a link.
    heading = HEADINGS.get(type(error), error.title)
    return page("refused", status_of(error), heading=heading, error=error, again=again)


def _closed(closed: Closed) -> Response:
    _say("link-closed", closed.request, why=str(closed))
    status = STATUS.get(str(closed), FORBIDDEN)
    return page("closed", status, title=_title(closed.request), why=closed.why)


def _say(what: str, asked: "Request", **more: str) -> None:
    line = {"what": what, "request": asked.id, "version": asked.version, **more}
    print(json.dumps(line), flush=True)
