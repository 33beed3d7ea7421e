"""The doors of accessible copies: a reader asks for one, sees how it stands, and opens it (A113).

Pages of plain HTML that work without a script. The form is asked for from the page of an item's
link, or by an address that the desk has signed, which a library puts on the item of its list. What
a reader writes here is shown to that reader and to who makes the copy, and to nobody else.
"""

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import DeskError, NotAllowed, NotSignedIn, Unknown
from chalicelib.domain.people import Person, Role
from chalicelib.handlers.http import ANY, answer, may, query, redirect, request, whoever
from chalicelib.handlers.pages import UNSEEN, filled_in, kindly, page, refusal
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from chalicelib.domain.accessible import Asked
    from chalicelib.domain.request import Request

accessible = Blueprint(__name__)

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
LOST = "Open it again from your reading list, and ask the library if it stays so."
HEADINGS: dict[type[DeskError], str] = {
    Unknown: "This address leads nowhere",
    NotSignedIn: "Please sign in again",
    NotAllowed: "Not open to you",
}


def _here() -> str:
    """The address that was asked for, whose parts the framework hands over apart."""
    return str(request().path.format(**(request().uri_params or {})))


for_readers = kindly(lambda error: refusal(error, quote(_here()), HEADINGS))


@accessible.route("/l/{token}/accessible", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def form(token: str) -> Response:
    """The form for the item of this link, or what this reader has asked of it already."""
    return _form(_linked(token))


@accessible.route("/l/{token}/accessible", methods=["POST"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def ask(token: str) -> Response:
    """Asks for a copy of the item of this link; asking twice asks once."""
    return _ask(_linked(token))


@accessible.route("/accessible/ask/{name}", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def form_by_name(name: str) -> Response:
    """The same form by an address that the desk signed, as it stands on a reading list."""
    return _form(_named(name))


@accessible.route("/accessible/ask/{name}", methods=["POST"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def ask_by_name(name: str) -> Response:
    """Asks for a copy of the item that this address names."""
    return _ask(_named(name))


@accessible.route("/accessible/copy/{request_id}", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def copy(request_id: str) -> Response:
    """How a copy stands, for whoever asked for it and nobody else."""
    return page("accessible_copy", sheet="form", asked=_told(_own(request_id)))


@accessible.route("/accessible/copy/{request_id}", methods=["POST"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def open_copy(request_id: str) -> Response:
    """A page with an address of the reader's own copy that lives minutes."""
    from chalicelib import wiring
    from chalicelib.domain.scans import file_name, megabytes

    own = _own(request_id)
    given = own.wish.given if own.wish else None
    scan = own.scan
    if own.state.phase.value != "live" or given is None or given.how != "here" or scan is None:
        raise Unknown("There is no file of yours here.", instead="Look how your request stands.")
    if scan.removed_on:
        raise Unknown("This file is no longer kept.", instead="Ask the library to make it again.")
    seconds = wiring.settings().link_seconds
    title = own.extract.title or own.title
    url = wiring.scans().reading_url(scan.readable or scan.master, seconds, file_name(title))
    _say("accessible-opened", own)
    shown: dict[str, Any] = {
        "url": url, "minutes": seconds // 60, "size": megabytes(scan.size)
    }  # fmt: skip
    return page("accessible_ready", sheet="form", asked=_told(own), **shown)


@accessible.route("/accessible/mine", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_readers
def mine() -> Response:
    """The reader's own requests for accessible copies, newest first."""
    from chalicelib import wiring, wiring_rights
    from chalicelib.domain.channels import ACCESSIBLE

    ids, after = wiring_rights.own().of(_reader().id, query("after"), ACCESSIBLE)
    told = [_told(wiring.table().load(one)) for one in ids]
    return page("accessible_mine", sheet="form", requests=told, after=after)


@accessible.route("/api/requests/{request_id}/accessible", methods=["GET"])
@problems
@may(Role.VIEWER)
def address(request_id: str) -> Response:
    """Whether readers may ask for an accessible copy of this item, and the address to ask at."""
    from chalicelib import wiring, wiring_delivery
    from chalicelib.domain.accessible import why_not
    from chalicelib.domain.signed import signed

    item = wiring.table().bare(request_id)
    why, keys = why_not(item), wiring_delivery.link_keys()
    home = wiring.settings().public_url
    if not why and not keys:
        why = "No key is set that signs such addresses: an administrator sets desk/link-key."
    url = f"{home}/accessible/ask/{signed(item.id, keys[0])}" if keys and not why else None
    return answer({"eligible": not why, "why": why or None, "url": url})


def _linked(token: str) -> "Request":
    """The item of a link, for a reader who is signed in."""
    from chalicelib import wiring

    reader = _reader()
    item = wiring.table().by_token(token) if TOKEN.fullmatch(token) and reader else None
    if item is None:
        raise Unknown("This link leads nowhere: it is incomplete.", instead=LOST)
    return item


def _named(name: str) -> "Request":
    """The item that a signed address names; an address that was changed names none."""
    from chalicelib import wiring, wiring_delivery
    from chalicelib.domain.signed import opened

    _reader()
    request_id = opened(name[:100], wiring_delivery.link_keys())
    if not request_id:
        raise Unknown("This address is incomplete, or was changed on its way.", instead=LOST)
    return wiring.table().load(request_id)


def _form(item: "Request") -> Response:
    from chalicelib import wiring_delivery
    from chalicelib.domain.accessible import Asked

    if standing := wiring_delivery.copies_asked().standing(item, _reader()):
        return redirect(f"/accessible/copy/{standing.id}", UNSEEN)
    return _page(item, Asked())


def _ask(item: "Request") -> Response:
    from chalicelib import wiring_delivery
    from chalicelib.domain import accessible as copies

    asked = copies.read(filled_in(LOST))
    if asked.wrong:
        return _page(item, asked, 422)
    made = wiring_delivery.copies_asked().ask(item, _reader(), asked)
    print(json.dumps({"what": "accessible-asked", "request": made}), flush=True)
    return redirect(f"/accessible/copy/{made}", UNSEEN)


def _page(item: "Request", asked: "Asked", status: int = 200) -> Response:
    """The form, with what was typed and what is wrong with it; or why nothing can be asked."""
    from chalicelib.domain.accessible import why_not
    from chalicelib.domain.wish import HELPS

    if why := why_not(item):
        raise Unknown(why, instead="Write to the library, naming the text and what you need.")
    work = item.work
    shown: dict[str, Any] = {
        "title": item.extract.title or item.title, "work": work.title if work else "",
        "pages": item.extract.pages, "helps": HELPS, "asked": asked, "mail": _reader().email,
        "wrong": {"helps": "", "comment": ""} | dict(asked.wrong or {}), "here": _here(),
    }  # fmt: skip
    return page("accessible", status, sheet="form", **shown)


def _own(request_id: str) -> "Request":
    """A request of this reader's own; of anybody else's nobody learns that it is there."""
    from chalicelib import wiring

    reader = _reader()
    try:
        asked = wiring.table().load(request_id[:64])
    except Unknown:
        asked = None
    if asked is None or asked.wish is None or asked.requester.user != reader.id:
        raise Unknown(
            "You have asked for no such copy.", instead="Look under My accessible copies."
        )
    return asked


def _told(asked: "Request") -> dict[str, Any]:
    from chalicelib import wiring
    from chalicelib.domain.accessible import told

    zone = wiring.settings().zone
    return told(asked) | {"on": asked.added_on.astimezone(zone).date()}


def _reader() -> Person:
    """Students and staff of the university; a button on somebody else's page does not count."""
    try:
        person = whoever()
    except NotSignedIn:
        raise
    except NotAllowed as error:
        raise NotAllowed(
            "The button was not pressed on the library's own page.",
            instead="Open the page again and press the button there.",
        ) from error
    if not person.may(Role.READER):
        raise NotAllowed(
            "Accessible copies are for students and staff of the university, and the account you "
            "signed in with belongs to neither.",
            instead="Sign in with your university account, or ask the library.",
        )
    return person


def _say(what: str, asked: "Request") -> None:
    print(json.dumps({"what": what, "request": asked.id, "version": asked.version}), flush=True)
