"""The stable link that students follow: sign in, read the notice, open the text while it may be.

Only the button makes an address of the file and counts, so robots, link previews, prefetching and a
page left open consume nothing. Every refusal is a page that says why and whom to ask.
"""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import quote

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Busy, DeskError, NotAllowed, NotSignedIn, Unknown
from chalicelib.domain.people import Person, Role
from chalicelib.handlers.http import ANY, header, may, query, redirect, request, whoever
from chalicelib.handlers.pages import UNSEEN, page
from chalicelib.handlers.problems import problems, status_of

if TYPE_CHECKING:
    from chalicelib.domain.openings import Open
    from chalicelib.domain.request import Request
    from chalicelib.handlers.link_reader import Closed, Found

links = Blueprint(__name__)

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
GONE, FORBIDDEN, NOT_READY = 410, 403, 202
STATUS = {"Over": GONE, "Gone": GONE, "Removed": GONE}
HEADINGS: dict[type[DeskError], str] = {
    Unknown: "This link leads nowhere",
    NotSignedIn: "Please sign in again",
    NotAllowed: "Not open to you",
    Busy: "Very many readers at once",
}
#: Where browsers say that they only fetch ahead, or draw a preview: nobody has asked for the text.
AHEAD = ("sec-purpose", "purpose", "x-purpose", "x-moz")
LONGEST_HINT = 100


def for_readers(route: Callable[[str], Response]) -> Callable[[str], Response]:
    """Whoever is not signed in is sent there and comes back; a refusal is a kind page."""

    @wraps(route)
    def kindly(token: str) -> Response:
        from chalicelib.handlers.link_reader import Closed

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
    from chalicelib.handlers import link_reader

    found = _found(token)
    said, ours = link_reader.notice(found), wiring.settings()
    notice = blocks(said, ours.institution, link_reader.courses(found))
    at = _at(token, found.hint)
    return page("link", at=at, text=_text(found), found=found, notice=notice)


@links.route("/l/{token}", methods=["POST"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def open_text(token: str) -> Response:
    """The notice was read: a page with an address of the file that lives minutes.

    A page and not a redirect, because browsers hold redirects of a form to the page's form-action.
    """
    from chalicelib import wiring, wiring_patron, wiring_reading
    from chalicelib.domain.scans import file_name, megabytes
    from chalicelib.handlers import link_reader

    found = _found(token)
    copy = found.copy
    if copy is None and found.scan:
        # Somebody wants it now: where nobody has asked for it yet, it is asked for.
        wiring_reading.want_reading(found.request, found.standing.opening)
        _say("link-not-ready", found.request)
        return page("preparing", NOT_READY, text=_text(found), at=_at(token, found.hint))
    link_reader.take(found)
    seconds = _seconds(found.standing)
    name = file_name(_title(found.request))
    url = wiring.scans().reading_url(copy.key, seconds, name) if copy else ""
    files = wiring_patron.files_for(found.request, seconds)
    _say("link-opened", found.request)
    size = megabytes(copy.size) if copy else ""
    minutes = seconds // 60
    return page(
        "ready", text=_text(found), url=url, minutes=minutes, size=size, copy=copy, files=files
    )


def _found(token: str) -> "Found":
    from chalicelib.handlers import link_reader

    # Before anybody signs in: a link that leads nowhere says so at once.
    asked = link_reader.behind(token if TOKEN.fullmatch(token) else "")
    return link_reader.found(asked, token, _whoever(), _hint())


def _whoever() -> Person:
    """Who is signed in; a button that was pressed on somebody else's page does not count."""
    try:
        return whoever()
    except NotAllowed as error:
        raise NotAllowed(
            "The button was not pressed on the library's own page.",
            instead="Open your link again and press the button there.",
        ) from error


def _hint() -> str:
    """The course that the address names; it chooses the sheet, and opens nothing."""
    return query("c").strip()[:LONGEST_HINT]


def _at(token: str, hint: str) -> str:
    return f"/l/{token}?c={quote(hint, safe='')}" if hint else f"/l/{token}"


def _seconds(standing: "Open") -> int:
    """How long the file's address lives: never past the midnight at which the text closes."""
    from chalicelib import wiring

    longest = wiring.settings().link_seconds
    if standing.closes_at is None:
        return longest
    return max(1, min(longest, int((standing.closes_at - wiring.clock()).total_seconds())))


def _text(found: "Found") -> dict[str, str]:
    """The text as a reader knows it; empty where the desk does not know."""
    from chalicelib.handlers.link_reader import courses

    asked, work = found.request, found.request.work
    title, source = _title(asked), work.title if work else ""
    return {
        "title": title,
        "authors": asked.extract.authors or (work.authors if work else ""),
        "source": "" if source == title else source,
        "published": ", ".join(filter(None, (work.publisher, work.year))) if work else "",
        "pages": asked.extract.pages,
        "course": courses(found),
    }


def _title(asked: "Request") -> str:
    return asked.extract.title or asked.title


def _refused(token: str, error: DeskError) -> Response:
    """Signing in helps where nobody is signed in, or somebody with another account."""
    status, again = status_of(error), _sign_in(token) if not isinstance(error, Unknown) else ""
    if isinstance(error, NotSignedIn) and request().method != "POST":
        # Nobody is at the other end: a sign-in that nobody asked for would begin.
        return redirect(again, UNSEEN) if not _ahead() else page("ahead", FORBIDDEN)
    # A form may not be led to another host, so after a POST the way to sign in is a link.
    heading = HEADINGS.get(type(error), error.title)
    if isinstance(error, Busy):
        error = Busy(error.detail, instead="Nothing was lost: open your link again in a moment.")
        return page("refused", status, wait=10, heading=heading, error=error, again="")
    return page("refused", status, heading=heading, error=error, again=again)


def _sign_in(token: str) -> str:
    return f"/auth/start?next={quote(_at(token, _hint()), safe='/')}"


def _ahead() -> bool:
    said = " ".join(header(name) or "" for name in AHEAD).lower()
    return any(word in said for word in ("prefetch", "prerender", "preview"))


def _closed(closed: "Closed") -> Response:
    _say("link-closed", closed.request, why=str(closed))
    status = STATUS.get(str(closed), FORBIDDEN)
    return page("closed", status, title=_title(closed.request), why=closed.why)


def _say(what: str, asked: "Request", **more: str) -> None:
    line = {"what": what, "request": asked.id, "version": asked.version, **more}
    print(json.dumps(line), flush=True)
