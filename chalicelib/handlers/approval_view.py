"""The list of approvals as the API shows it."""

from collections.abc import Mapping

from chalicelib.domain import lifecycle
from chalicelib.domain.decisions import Decision, decision_of
from chalicelib.domain.needs import expiry
from chalicelib.domain.request import Request
from chalicelib.domain.same_record import WORDS, record_of
from chalicelib.domain.terms import Moment
from chalicelib.handlers import approval_shapes as shapes
from chalicelib.handlers.rights_view import text

#: What everybody may do with a line of the list.
VIEW = "View"
#: What an approver does with a line of the list, beside looking at it (A141, A143).
WORK = ("update-clearance", "update-expiry")


def approval(
    request: Request, why: str, moment: Moment, labels: Mapping[str, str]
) -> shapes.ApprovalRow:
    """A line of the list of approvals; `why` it is for the record that was asked for."""
    run = request.runs[0] if request.runs else None
    return {
        "id": request.id, "number": request.number, "kind": request.kind.value,
        "title": request.title or None,
        "work_title": request.work.title if request.work else None,
        "requester": request.requester.label or None,
        "course": request.course_asked or (run.code if run else None),
        "rlms_label": labels.get(request.rlms, request.rlms),
        "added_on": text(request.added_on), "needed_by": text(request.needed_by) or None,
        "state": request.state.value, "state_label": request.state.label,
        "phase": request.state.phase.value,
        "approval": request.approval.value, "approval_label": request.approval.label,
        "needs_clearance": request.needs_clearance, "expires": text(expiry(request)) or None,
        "evidence": len(request.evidence), "decision": decision(request),
        "rule": request.ruling.title if request.ruling and request.ruling.did else None,
        "same": WORDS.get(why), "actions": actions(request, moment),
    }  # fmt: skip


def decision(request: Request) -> shapes.DecisionShape | None:
    one = decision_of(request)
    return decided(one) if one else None


def decided(one: Decision) -> shapes.DecisionShape:
    return {
        "decision": one.decision, "reason": one.reason, "reason_label": one.label or one.reason,
        "note": one.note, "by": one.by, "on": text(one.on) or None,
        "start": text(one.start) or None, "until": text(one.until) or None,
    }  # fmt: skip


def actions(request: Request, moment: Moment) -> list[shapes.RowAction]:
    """View is everybody's; the rest is what the tables let this person do here now."""
    page = f"/requests/{request.id}"
    offered: list[shapes.RowAction] = [{"action": "view", "label": VIEW, "path": page}]
    for row, lacks in lifecycle.possible(request, moment.by, moment):
        if row.action in WORK and not lacks:
            path = f"{page}?act={row.action}"
            offered.append({"action": row.action, "label": row.label, "path": path})
    return offered


def record(request: Request) -> shapes.RecordShape:
    """The record that the list is filtered by, as a person knows it."""
    known = record_of(request)
    numbers = [*sorted(known.isbns), *sorted(known.issns)]
    parts = [request.work.title if request.work else request.title, *numbers]
    parts += [f"volume {known.volume}"] if known.volume else []
    parts += [f"issue {known.issue}"] if known.issue else []
    return {"request": request.id, "words": ", ".join(filter(None, parts))}
