"""The academic request form: a page for staff of the university, and what became of their requests.

Pages of plain HTML that work without a script. Sending is two steps, so that nobody sends without
having been shown the limit: *Check the limit* comes back with the verdict and everything as it was
typed, and then *Send* is there. Whatever is refused comes back with what was typed, too.
"""

import json
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import DeskError, NotAllowed, NotSignedIn, Unknown
from chalicelib.domain.people import Person, Role
from chalicelib.handlers.http import ANY, may, query, redirect, request, whoever
from chalicelib.handlers.pages import UNSEEN, filled_in, kindly, page, refusal
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from chalicelib.domain.extent import Measure
    from chalicelib.domain.request import Request
    from chalicelib.domain.request_form import Courses, Typed, Wrong

request_form = Blueprint(__name__)

ASK = "Ask on your reading list, or write to the library's digitisation desk."
HEADINGS: dict[type[DeskError], str] = {
    NotSignedIn: "Please sign in again",
    Unknown: "There is nothing here",
}


class NotForYou(NotAllowed):
    """Signed in, and no staff of the university."""

    title = "This form is for teachers"


def _here() -> str:
    """The form with what a link filled in, so that it still stands there after signing in."""
    from chalicelib.domain.request_form import FIELDS

    filled = {name: query(name)[:300] for name in FIELDS if query(name)}
    asked = "&".join(f"{quote(name)}={quote(value)}" for name, value in filled.items())
    return quote(request().path + (f"?{asked}" if asked else ""), safe="/")


for_teachers = kindly(lambda error: refusal(error, _here(), HEADINGS))


@request_form.route("/request", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_teachers
def blank() -> Response:
    """The form; what stands in the query is filled in, so that a page elsewhere may link to it."""
    from chalicelib.domain import request_form as form

    _teacher()
    return _page(form.typed({name: query(name) for name in form.FIELDS}), secrets.token_urlsafe(16))


@request_form.route("/request", methods=["POST"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_teachers
def check_or_send() -> Response:
    """Shows what is wrong, or the verdict; and sends where the same verdict was seen before."""
    from chalicelib import wiring
    from chalicelib.domain import request_form as form
    from chalicelib.domain.channels import FORM

    _is_on()
    said = filled_in(ASK)
    typed, once = form.typed(said), said.get("once", "")[:100] or secrets.token_urlsafe(16)
    try:
        person = _teacher()
    except NotSignedIn:
        return _page(typed, once, 401, signed_out=True)
    courses, typed = _course(said, typed)
    today = wiring.today()
    looked = form.look(typed, courses, wiring.settings().form.mandatory, today)
    if looked.wrong or courses.one is None:
        return _page(typed, once, 422, courses=courses, wrong=looked.wrong)
    asked = form.asked(typed, looked, courses.one, person, wiring.clock(), once)
    verdict = _verdict(wiring.desk().preview(FORM, asked))
    seen = _digest(verdict)
    if said.get("do") == "send" and (before := wiring.table().marked(FORM, asked.key)):
        # A second click. Asked only now: a verdict that counts the first one is later than it.
        return redirect(f"/request/sent/{before}", UNSEEN)
    if said.get("do") != "send" or said.get("seen") != seen:
        changed = said.get("do") == "send"
        return _page(typed, once, courses=courses, verdict=verdict, seen=seen, changed=changed)
    outcome = wiring.desk().hear(FORM, asked)
    print(json.dumps({"what": f"form-{outcome.outcome}", "request": outcome.request}), flush=True)
    return redirect(f"/request/sent/{outcome.request}", UNSEEN)


@request_form.route("/request/sent/{request_id}", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_teachers
def sent(request_id: str) -> Response:
    """The number of the request, and what happens next; for whoever sent it and nobody else."""
    from chalicelib import wiring

    person = _teacher()
    try:
        asked = wiring.table().load(request_id)
    except Unknown:
        asked = None
    if asked is None or asked.rlms != "form" or asked.requester.user != person.id:
        raise Unknown("You have sent no such request.", instead="Look under My requests.")
    return page("request_sent", sheet="form", asked=_told(asked), mail=person.email)


@request_form.route("/request/mine", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
@for_teachers
def mine() -> Response:
    """The person's own requests, newest first, each with how it stands."""
    from chalicelib import wiring, wiring_rights

    ids, after = wiring_rights.own().of(_teacher().id, query("after"))
    told = [_told(wiring.table().bare(one)) for one in ids]
    return page("request_mine", sheet="form", requests=told, after=after, first=not query("after"))


def _is_on() -> None:
    from chalicelib import wiring

    if not wiring.settings().form.on:
        raise Unknown("The library takes no requests on this page.", instead=ASK)


def _teacher() -> Person:
    """Who is signed in, if that is staff of the university or of the library."""
    _is_on()
    try:
        person = whoever()
    except NotSignedIn:
        raise
    except NotAllowed as error:
        raise NotAllowed(
            "The form was not sent from the library's own page.",
            instead="Open the form here and fill it in again.",
        ) from error
    if not (person.may(Role.TEACHER) or person.may(Role.VIEWER)):
        raise NotForYou(
            "Teachers ask here for texts that the library is to scan for their courses, and the "
            "account you signed in with is no teacher's.",
            instead="If you need a text for a course, ask who teaches it. If you need one in "
            "another form, for a screen reader for example, write to the library.",
        )
    return person


def _course(said: Mapping[str, str], typed: "Typed") -> "tuple[Courses, Typed]":
    """The course that is meant: one that was offered and chosen, else by its code or its name."""
    from chalicelib import wiring
    from chalicelib.domain import request_form as form

    text, records = typed["course"], wiring.records()
    chosen = form.tidy(said.get("course_is", ""), lines=False)
    # What was chosen counts as long as the words that it was offered for stand there.
    if chosen and said.get("course_was") == text:
        text = chosen
    exact = records.course(text[:100]) or records.course(text.partition(" ")[0][:100])
    found = records.courses_found(text[:200], 50) if text and not exact else ()
    courses = form.meant(text, exact, found)
    return courses, {**typed, "course": courses.one.code} if courses.one else typed


def _verdict(would_be: "Request") -> "Measure":
    from chalicelib import wiring
    from chalicelib.domain.extent import measure
    from chalicelib.domain.terms import Moment

    now = Moment(_teacher(), wiring.clock(), wiring.terms())
    return measure(would_be, wiring.desk().measuring(would_be, now))


def _digest(verdict: "Measure") -> str:
    from chalicelib.domain.writes import digest

    return digest(verdict.verdict, verdict.words)[:16]


def _page(
    typed: "Typed",
    once: str,
    status: int = 200,
    *,
    courses: "Courses | None" = None,
    wrong: "tuple[Wrong, ...]" = (),
    verdict: "Measure | None" = None,
    seen: str = "",
    changed: bool = False,
    signed_out: bool = False,
) -> Response:
    from chalicelib import wiring
    from chalicelib.domain import request_form as form

    shown: dict[str, Any] = {
        "typed": typed, "once": once, "seen": seen, "changed": changed, "verdict": verdict,
        "wrong": dict.fromkeys(form.FIELDS, "") | {one.field: one.words for one in wrong},
        "titles": form.TITLES, "errors": wrong, "signed_out": signed_out,
        "courses": courses or form.Courses(), "fields": form.FIELDS, "portions": form.PORTIONS,
        "mandatory": wiring.settings().form.mandatory,
    }  # fmt: skip
    return page("request", status, sheet="form", **shown)


def _told(asked: "Request") -> dict[str, Any]:
    """A request as whoever made it is told of it."""
    from chalicelib import wiring
    from chalicelib.domain.own_words import standing

    live = asked.state.phase.value == "live" and asked.link
    url = wiring.settings().public_url
    return {
        "id": asked.id,
        "title": asked.title or (asked.work.title if asked.work else ""),
        "work": asked.work.title if asked.work and asked.work.title != asked.title else "",
        "pages": asked.extract.pages,
        "course": asked.course_asked,
        "added_on": asked.added_on.astimezone(wiring.settings().zone).date(),
        "link": f"{url}/l/{asked.link.token}" if live and asked.link else "",
        "standing": standing(asked),
    }
