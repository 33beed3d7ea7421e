"""What the licence desk's moves change: approval and clearance."""

from dataclasses import replace
from typing import Any

from chalicelib.domain import reasons
from chalicelib.domain.errors import off
from chalicelib.domain.facts import Clearance, Rejection
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Approval, Request
from chalicelib.domain.terms import Moment

FIGURES = ("cc_number", "cc_order_date", "cc_approval_date")
WORKED_ON = (*FIGURES, "start", "end", "note")


def want_approval(request: Request, heard: Any, moment: Moment) -> Request:
    return replace(request, needs_clearance=heard.clearance)


def work_on_clearance(request: Request, heard: Any, moment: Moment) -> Request:
    """What an approver has so far; nothing is decided by it, and no form that is left loses it."""
    worked_on = Clearance("", **{name: getattr(heard, name) for name in WORKED_ON})
    title = heard.title or request.title
    return replace(request, title=title, clearance=in_order(worked_on))


def approve(request: Request, heard: Any, moment: Moment) -> Request:
    """The decision. A figure that was worked on before counts where the form leaves it out."""
    before = request.clearance or Clearance("")
    figures = {name: getattr(heard, name) or getattr(before, name) for name in FIGURES}
    lacking = [name for name in FIGURES if request.needs_clearance and not figures[name]]
    if lacking:
        raise off(lacking[0], "This request needs clearance: its CC number and both dates.")
    if moment.terms.delivery.dates_required and moment.by is not DESK:
        for name in ("start", "end"):
            if not getattr(heard, name):
                raise off(name, "This library approves for a first and a last day.")
    cleared = Clearance(
        heard.reason, heard.note, start=heard.start, end=heard.end, **figures,
        label=reasons.chosen(moment.terms.approvals, heard.reason).label,
        decided_by=moment.by.name, decided_on=moment.today,
    )  # fmt: skip
    return replace(request, clearance=in_order(cleared))


def in_order(one: Clearance) -> Clearance:
    """The same, its days in the order of a calendar: what is ordered is approved afterwards."""
    if one.start and one.end and one.end < one.start:
        raise off("end", "The last day is before the first.")
    ordered, approved = one.cc_order_date, one.cc_approval_date
    if ordered and approved and approved < ordered:
        raise off("cc_approval_date", "It was approved before it was ordered.")
    return one


def update_expiry(request: Request, heard: Any, moment: Moment) -> Request:
    """Another last day where there is one (A141): of the approval, else of what is asked for."""
    cleared = request.clearance
    if request.approval is Approval.APPROVED and cleared:
        if cleared.start and heard.end < cleared.start:
            raise off("end", "The last day is before the first.")
        return replace(request, clearance=replace(cleared, end=heard.end))
    if request.dates.start and heard.end < request.dates.start:
        raise off("end", "The last day is before the first.")
    return replace(request, dates=replace(request.dates, end=heard.end))


def refuse(request: Request, heard: Any, moment: Moment) -> Request:
    """A refused approval rejects the request as well, and the requester is always told (A157)."""
    reason = reasons.chosen(moment.terms.refusals, heard.reason)
    rejection = Rejection(
        reason.code, reason.label, heard.note, moment.now, reason.alma,
        notify=True, by=moment.by.name,
    )  # fmt: skip
    return replace(request, rejection=rejection)
