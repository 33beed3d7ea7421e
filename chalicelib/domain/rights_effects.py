"""What the licence desk's moves change: the licence check, the extent, approval and clearance."""

from dataclasses import replace
from typing import Any

from chalicelib.domain import reasons
from chalicelib.domain.errors import off
from chalicelib.domain.extent import measure
from chalicelib.domain.facts import Clearance, Extent, Rejection, Verification
from chalicelib.domain.request import Request, State
from chalicelib.domain.terms import Moment


def verify_licence(request: Request, heard: Any, moment: Moment) -> Request:
    if heard.valid_until and heard.valid_until < moment.today:
        raise off("valid_until", "This day has passed; a check must still hold.")
    checked = Verification(heard.basis, moment.by.name, moment.today, heard.valid_until, heard.note)
    return replace(request, licence=checked)


def confirm_extent(request: Request, heard: Any, moment: Moment) -> Request:
    shown = measure(request, moment.terms.percent)
    if shown.verdict != "within" and not (heard.basis and heard.note):
        raise off("basis", f"{shown.words} Give a basis and a note to go on all the same.")
    confirmed = Extent(
        shown.pages, shown.total, shown.percent, shown.verdict,
        moment.by.name, moment.today, heard.basis, heard.note,
    )  # fmt: skip
    return replace(request, extent=confirmed)


def want_approval(request: Request, heard: Any, moment: Moment) -> Request:
    return replace(request, needs_clearance=heard.clearance)


def approve(request: Request, heard: Any, moment: Moment) -> Request:
    figures = ("cc_number", "cc_order_date", "cc_approval_date")
    lacking = [name for name in figures if request.needs_clearance and not getattr(heard, name)]
    if lacking:
        raise off(lacking[0], "This request needs clearance: its CC number and both dates.")
    cleared = Clearance(heard.reason, heard.note, *(getattr(heard, name) for name in figures))
    return replace(request, clearance=cleared)


def refuse(request: Request, heard: Any, moment: Moment) -> Request:
    """A refused approval rejects the request as well."""
    label = dict(reasons.REFUSALS)[heard.reason]
    rejection = Rejection(
        heard.reason, label, heard.note, moment.now, reasons.REFUSED_ALMA, heard.notify
    )
    return replace(request, state=State.REJECTED, rejection=rejection)
