"""The staff's door to requests: the queue, one request whole, and what to do with it."""

from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.people import Role
from chalicelib.handlers.http import (
    ANY,
    answer,
    idempotency_key,
    may,
    query,
    said,
    seen_version,
    whoever,
)
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from chalicelib.domain.lines import Filters
    from chalicelib.domain.request import Request
    from chalicelib.domain.terms import Moment
    from chalicelib.handlers.link_shapes import LinkShape

requests = Blueprint(__name__)


@requests.route("/api/requests", methods=["GET"])
@problems
@may(Role.VIEWER)
def queue() -> Response:
    """One page of a view: sorted by any heading, searched by words, with the next page's cursor."""
    from chalicelib import listing, wiring, wiring_delivery
    from chalicelib.domain import lines
    from chalicelib.handlers import set_aside, working_copy

    if query("view") == "set-aside":
        return set_aside.page()
    names = ("view", "sort", "q", "cursor", "limit")
    asked = listing.wish(filters(), *(query(name) for name in names))
    labels, today = wiring.labels(), wiring.today()
    shown = listing.shown(
        asked, wiring_delivery.lines(), wiring.table(), wiring.words(),
        lines.line,
    )  # fmt: skip
    rows = [working_copy.shown(one, labels, today) for one in shown.rows]
    more = {"hint": shown.hint, "totals": shown.totals}
    told = {name: value for name, value in more.items() if value}
    return answer({"requests": rows, "next": shown.next, "total": shown.total} | told)


def filters() -> "Filters":
    """What the list is narrowed to; *me* is whoever asks, and *chase* what is due today."""
    from chalicelib import listing, wiring
    from chalicelib.domain.lines import CHASE, Filters
    from chalicelib.domain.same_record import keys, record_of

    assignee, record, code = query("assignee"), query("record"), query("course")
    waiting = query("waiting")
    course = wiring.records().course(code) if code else None
    return Filters(
        course=code,
        codes=(course.code, *course.aliases) if course else (),
        assignee=whoever().id if assignee == "me" else assignee,
        source=query("source"),
        needed_by=listing.day(query("needed_by")),
        verdict=query("verdict"),
        waiting="" if waiting == CHASE else waiting,
        chase=wiring.today() if waiting == CHASE else None,
        tag=query("tag"),
        record=keys(record_of(wiring.table().bare(record))) if record else (),
    )


@requests.route("/api/requests", methods=["POST"], content_types=ANY)
@problems
@may(Role.DIGITISER)
def start() -> Response:
    """Starts a request from an ISN or a title; it begins in *active*."""
    from chalicelib import wiring

    request_id = wiring.desk().start(said(), whoever(), idempotency_key() or "")
    return whole(request_id, 201, {"location": f"/api/requests/{request_id}"})


@requests.route("/api/starting", methods=["GET"])
@problems
@may(Role.DIGITISER)
def starting() -> Response:
    """The forms by which a request is started, one for each thing that it may be for."""
    from chalicelib.domain.starting import WAYS, drawn

    ways = [{"name": one.name, "label": one.label, "schema": drawn(one)} for one in WAYS]
    return answer({"ways": ways})


@requests.route("/api/closing", methods=["GET"])
@problems
@may(Role.VIEWER)
def closing() -> Response:
    """Live links that close within `days` (else as Today counts), the next to close first."""
    from datetime import timedelta

    from chalicelib import listing, wiring, wiring_rights
    from chalicelib.handlers import view

    today, near = wiring.today(), wiring.settings().delivery.near_expiry_days
    until = today + timedelta(days=listing.days(query("days"), near))
    most, cursor = listing.most(query("limit")), query("cursor") or None
    found, after = wiring_rights.closings().page(until, most, cursor)
    closes = {name: day for day, name in found}
    labels = wiring.labels()
    rows = [
        view.row(one, labels, today) | {"closes_on": closes[one.id].isoformat()}
        for one in wiring.table().heads(closes)
    ]
    total = None if after or cursor else len(rows)
    return answer({"requests": rows, "next": after, "total": total})


@requests.route("/api/requests/{request_id}", methods=["GET"])
@problems
@may(Role.VIEWER)
def show(request_id: str) -> Response:
    """The request, what the list sent, its history, and what this person may do with it now."""
    return whole(request_id)


@requests.route("/api/requests/{request_id}/notes", methods=["GET"])
@problems
@may(Role.VIEWER)
def noted(request_id: str) -> Response:
    """The notes that stand, newest first; `q` in `in`: created_by, updated_by or note (A168)."""
    from chalicelib import wiring
    from chalicelib.domain import notes
    from chalicelib.handlers import notes_view

    wiring.table().bare(request_id)
    every = notes.standing(wiring.table().history(request_id))
    return answer(notes_view.shown(notes.found(every, query("q"), query("in"))))


@requests.route("/api/requests/{request_id}/actions/{action}", methods=["POST"], content_types=ANY)
@problems
@may(Role.VIEWER)
def act(request_id: str, action: str) -> Response:
    """Take one action; which ones exist, and for whom, is lifecycle.MOVES' business."""
    from chalicelib import wiring

    click = said(), whoever(), seen_version(), idempotency_key()
    try:
        wiring.desk().act(request_id, action, *click)
    except ChangedMeanwhile as conflict:
        raise in_words(conflict) from conflict
    return whole(request_id)


def in_words(conflict: ChangedMeanwhile) -> ChangedMeanwhile:
    """The conflict with what changed as the history shows it."""
    from chalicelib import wiring
    from chalicelib.handlers import view

    found = conflict.facts.get("changed", ())
    events, terms = found if isinstance(found, list) else [], wiring.terms()
    changed = [view.history(event, terms) for event in events]
    facts: dict[str, Any] = {**conflict.facts, "changed": changed}
    return ChangedMeanwhile(conflict.detail, **facts)


def whole(request_id: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A request as this person sees it, with its version as ETag."""
    from chalicelib import wiring
    from chalicelib.domain.facts import Original
    from chalicelib.domain.terms import Moment
    from chalicelib.handlers import view

    request, original = wiring.table().whole(request_id)
    moment = Moment(whoever(), wiring.clock(), wiring.terms())
    shown = view.detail(
        request,
        original or Original(request.added_on),
        wiring.table().history(request_id),
        wiring.messages().of(request),
        wiring.desk().measuring(request, moment),
        wiring.labels(),
        wiring.settings().public_url,
        wiring.desk().alike(request),
    )
    if request.link:
        shown["request"]["link"] = opened(request, moment)
    return answer(shown, status, {"etag": f'"{request.version}"', **(headers or {})})


def opened(request: "Request", moment: "Moment") -> "LinkShape | None":
    """The link with how often it was opened, and of a patron's how many views are used."""
    from chalicelib import wiring, wiring_delivery
    from chalicelib.domain.views import views_of
    from chalicelib.handlers import link_view

    links, token = wiring_delivery.links(), request.link.token if request.link else ""
    used = links.used(token) if views_of(request) is not None else 0
    days = links.days(request.id)
    return link_view.link(request, moment, wiring.settings().public_url, days, used)
