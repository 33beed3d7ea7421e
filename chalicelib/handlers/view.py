"""A request as the API shows it: the console knows no states and no rules, so it is told."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from chalicelib.domain import forms, lifecycle, reasons
from chalicelib.domain.courses import Course as CourseValue
from chalicelib.domain.extent import measure
from chalicelib.domain.needs import NEEDS, missing
from chalicelib.domain.request import Approval, Event, Original, Request, State
from chalicelib.domain.telling import Outgoing
from chalicelib.domain.terms import Moment
from chalicelib.domain.works import Work as WorkValue
from chalicelib.handlers import shapes

LABELS = {row.action: row.label for row in lifecycle.MOVES} | {
    "receive": "Received from the list",
    "start": "Started by the desk",
}
TONES = {"publish": "primary", "progress": "primary", "assign": "primary", "approve": "primary",
         "reject": "danger", "refuse": "danger", "cancel": "danger", "delete": "danger"}  # fmt: skip
STAFF_LABEL = "Started here"


def text(at: datetime | date | None) -> str:
    return at.isoformat().replace("+00:00", "Z") if at else ""


def row(request: Request, labels: Mapping[str, str]) -> shapes.Row:
    """A request as a line of the queue."""
    assignee, waiting, run = request.assignee, request.waiting, request.runs[:1]
    return {
        "id": request.id,
        "number": request.number,
        "kind": request.kind.value,
        "state": request.state.value,
        "state_label": request.state.label,
        "phase": request.state.phase.value,
        "approval": request.approval.value,
        "item": request.item.value,
        "rlms": request.rlms,
        "rlms_label": labels.get(request.rlms, STAFF_LABEL),
        "added_on": text(request.added_on),
        "updated_on": text(request.updated_on),
        "requester": request.requester.label or None,
        "course": request.course_asked or (run[0].code if run else None),
        "title": request.title or None,
        "work_title": request.work.title if request.work else None,
        "assignee": {"id": assignee.id, "name": assignee.name} if assignee else None,
        "waiting": {
            "for": waiting.waits_for, "chase_on": text(waiting.chase_on) or None,
            "note": waiting.note,
        } if waiting else None,
        "needed_by": text(request.needed_by) or None,
        "badges": badges(request),
    }  # fmt: skip


def badges(request: Request) -> list[str]:
    """What to notice at a glance."""
    told = {
        "new": request.state is State.NEW,
        "not-yet-known": bool(request.not_yet_known) and request.is_open,
        "choose-citation": bool(request.candidates) and request.is_open,
        "no-course": not request.runs and request.state is State.ACTIVE,
        "approval": request.approval is Approval.WANTED,
        "waiting": request.waiting is not None,
    }
    return [badge for badge, shown in told.items() if shown]


def detail(
    request: Request,
    sent: Original,
    events: Iterable[Event],
    told: Iterable[Outgoing],
    moment: Moment,
    labels: Mapping[str, str],
    public_url: str,
) -> shapes.Detail:
    """All of a request, with what this person may do now and what the rest still waits for."""
    moves = lifecycle.possible(request, moment.by, moment)
    return {
        "request": working(request, moment, labels, public_url),
        "original": original(sent),
        "history": [history(event) for event in events],
        "messages": [message(one) for one in told],
        "actions": [offer(move, request, moment) for move, lacks in moves if not lacks],
        "blocked": [blocked(move, lacks, request, moment) for move, lacks in moves if lacks],
        "steps": steps(request, moment),
    }


def working(
    request: Request, moment: Moment, labels: Mapping[str, str], public_url: str
) -> shapes.RequestDetail:
    who = request.requester
    return {
        **row(request, labels),
        "version": request.version,
        "theirs": dict(request.theirs),
        "not_yet_known": list(request.not_yet_known),
        "courses": [
            {"code": one.code, "name": one.name, "year": one.run.year,
             "start": text(one.run.start), "end": text(one.run.end), "students": one.run.students}
            for one in request.runs
        ],
        "lecturer": {"id": request.lecturer.id, "name": request.lecturer.name,
                     "email": request.lecturer.email} if request.lecturer else None,
        "work": work(request.work) if request.work else None,
        "extract": {"title": request.extract.title, "authors": request.extract.authors,
                    "chapter": request.extract.chapter, "pages": request.extract.pages,
                    "page_count": request.extract.page_count},
        "dates": {"start": text(request.dates.start) or None,
                  "end": text(request.dates.end) or None},
        "licence": licence(request),
        "extent": extent(request, moment),
        "scans": scans(request),
        "clearance": clearance(request),
        "rejection": rejection(request),
        "link": link(request, public_url),
        "candidates": [
            {"id": one.id, "course_code": one.course_code, "course_name": one.course_name,
             "list_name": one.list_name, "title": one.title}
            for one in request.candidates
        ],
        "requester_detail": {"user": who.user, "name": who.name, "email": who.email,
                             "why_no_email": who.why_no_email},
    }  # fmt: skip


def course(one: CourseValue) -> shapes.Course:
    return {
        "code": one.code,
        "aliases": list(one.aliases),
        "name": one.name,
        "department": one.department,
        "status": one.status.value,
        "runs": [
            {"year": run.year, "start": text(run.start), "end": text(run.end),
             "weeks": run.weeks, "students": run.students}
            for run in one.runs
        ],
    }  # fmt: skip


def work(one: WorkValue) -> shapes.Work:
    return {
        "id": one.id, "title": one.title, "authors": one.authors, "isbn": one.isbn,
        "issn": one.issn, "publisher": one.publisher, "year": one.year, "edition": one.edition,
        "pages": one.pages,
    }  # fmt: skip


def licence(request: Request) -> shapes.Licence | None:
    one = request.licence
    if one is None:
        return None
    return {
        "basis": one.basis, "basis_label": dict(reasons.BASES).get(one.basis, one.basis),
        "checked_by": one.checked_by, "checked_on": text(one.checked_on),
        "valid_until": text(one.valid_until) or None, "note": one.note,
    }  # fmt: skip


def extent(request: Request, moment: Moment) -> shapes.Extent:
    """The sum as it stands now, and whether somebody has confirmed it."""
    shown, one = measure(request, moment.terms.percent), request.extent
    return {
        "pages": shown.pages, "total": shown.total, "percent": shown.percent,
        "verdict": shown.verdict, "words": shown.words,
        "confirmed_by": one.confirmed_by if one else None,
        "confirmed_on": text(one.confirmed_on) if one else None,
        "basis": one.basis if one else "", "note": one.note if one else "",
    }  # fmt: skip


def scans(request: Request) -> list[shapes.Scan]:
    return [
        {"id": one.id, "name": one.name, "bytes": one.size, "pages": one.pages,
         "status": one.status.value, "selected": one.id == request.selected,
         "findings": [{"level": "blocking" if f.blocking else "note", "words": f.words}
                      for f in one.findings],
         "added_on": text(one.added_on), "added_by": one.added_by}
        for one in request.scans
    ]  # fmt: skip


def clearance(request: Request) -> shapes.Clearance | None:
    one = request.clearance
    if one is None:
        return None
    return {
        "reason": one.reason, "note": one.note, "cc_number": one.cc_number,
        "cc_order_date": text(one.cc_order_date) or None,
        "cc_approval_date": text(one.cc_approval_date) or None,
    }  # fmt: skip


def rejection(request: Request) -> shapes.Rejection | None:
    one = request.rejection
    if one is None:
        return None
    return {
        "reason": one.reason, "reason_label": one.label, "note": one.note, "on": text(one.on)
    }  # fmt: skip


def link(request: Request, public_url: str) -> shapes.LinkShape | None:
    if request.link is None:
        return None
    openings = request.link.openings
    starts = [one.start for one in openings if one.start]
    ends = [one.end for one in openings if one.end]
    return {
        "url": f"{public_url}/l/{request.link.token}",
        "from": text(min(starts)) if starts else None,
        "to": text(max(ends)) if ends else None,
    }


def original(sent: Original) -> shapes.Original:
    return {
        "received_on": text(sent.received_on), "title": sent.title, "work_title": sent.work_title,
        "author": sent.author, "isn": sent.isn, "pages": sent.pages, "notes": list(sent.notes),
        "course_code": sent.course_code,
        "fields": [{"label": label, "value": value} for label, value in sent.fields],
    }  # fmt: skip


def history(event: Event) -> shapes.HistoryEvent:
    said = event.said
    words = "; ".join(
        f"{name.replace('_', ' ')}: {value}"
        for name, value in said.items()
        if name not in ("note", "copy", "notify", "shown") and isinstance(value, str | int)
    )
    if event.voids:
        words = "; ".join([*([words] if words else []), f"voids {', '.join(event.voids)}"])
    return {
        "version": event.version, "at": text(event.at), "by": event.by, "by_name": event.by_name,
        "action": event.action, "label": LABELS.get(event.action, event.action),
        "words": words or None, "note": str(said["note"]) if said.get("note") else None,
        "from": event.before or None, "to": event.after or None,
    }  # fmt: skip


def message(one: Outgoing) -> shapes.Message:
    what = f"{one.kind}: {one.facts.get('phase') or one.facts.get('letter') or ''}".strip(": ")
    return {
        "id": one.id, "request": one.request, "to": one.to, "what": what,
        "status": one.status.value, "tries": one.tries, "next_try": text(one.next_try) or None,
        "outcome": one.outcome or None, "at": text(one.at),
    }  # fmt: skip


def offer(move: lifecycle.Move, request: Request, moment: Moment) -> shapes.Offer:
    return {
        "action": move.action,
        "label": move.label,
        "tone": TONES.get(move.action, "default"),
        "group": lifecycle.GROUP[move.action],
        "schema": forms.schema(move.says, request, moment.terms),
        "values": forms.values(move.action, request),
    }


def blocked(
    move: lifecycle.Move, lacks: list[str], request: Request, moment: Moment
) -> shapes.Blocked:
    needed = [lacking(need, request, moment) for need in lacks]
    return {"action": move.action, "label": move.label, "missing": needed}


def lacking(need: str, request: Request, moment: Moment) -> shapes.Missing:
    words = missing(need, request, moment.today)
    return {"need": need, "words": words, "action": NEEDS[need].supplied_by}


def steps(request: Request, moment: Moment) -> list[shapes.Step]:
    """The way to the link: what is done and what is still to do, for an open request."""
    if not request.is_open:
        return []
    ahead = [("assigned", "Assigned", request.state is not State.NEW, "assign"),
             ("active", "Active", request.state is State.ACTIVE, "progress")]  # fmt: skip
    drawn: list[shapes.Step] = [
        {"need": need, "label": label, "done": done, "words": "", "action": action}
        for need, label, done, action in ahead
    ]
    for need in lifecycle.BEFORE_LINK:
        words = missing(need, request, moment.today)
        drawn.append({"need": need, "label": NEEDS[need].label, "done": not words,
                      "words": words, "action": NEEDS[need].supplied_by})  # fmt: skip
    return drawn
