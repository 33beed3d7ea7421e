"""The approvers' door: what waits for a decision, what was decided, and for which record."""

from chalice.app import Blueprint, Response

from chalicelib.domain.people import Role
from chalicelib.handlers.http import answer, may, query, whoever
from chalicelib.handlers.problems import problems

approvals = Blueprint(__name__)


@approvals.route("/api/approvals", methods=["GET"])
@problems
@may(Role.VIEWER)
def listed() -> Response:
    """One page by status, words and record; each row with what this person may do with it."""
    from chalicelib import approving, wiring, wiring_delivery, wiring_rights
    from chalicelib.domain.terms import Moment
    from chalicelib.handlers import approval_view

    asked = approving.wish(*(query(name) for name in ("status", "q", "record", "cursor", "limit")))
    record = wiring.table().bare(asked.record) if asked.record else None
    moment = Moment(whoever(), wiring.clock(), wiring.terms())
    labels = wiring.labels()
    found = approving.shown(
        asked, record, wiring_delivery.lines(), wiring.table(), wiring_rights.approvals(),
        wiring.words(),
        lambda request, why: approval_view.approval(request, why, moment, labels),
    )  # fmt: skip
    more: dict[str, object] = {"record": approval_view.record(record)} if record else {}
    more |= {"hint": found.hint} if found.hint else {}
    return answer({"approvals": found.rows, "next": found.next, "total": found.total} | more)


@approvals.route("/api/requests/{request_id}/decisions", methods=["GET"])
@problems
@may(Role.VIEWER)
def decided(request_id: str) -> Response:
    """What approvers decided about the files of a request, also where another one uses them."""
    from chalicelib import wiring, wiring_rights
    from chalicelib.domain.decisions import files
    from chalicelib.handlers import approval_view

    request = wiring.table().bare(request_id)
    index = wiring_rights.approvals()
    found = {one.request: one for name in sorted(files(request)) for one in index.decisions(name)}
    shown = [{"request": name, **approval_view.decided(one)} for name, one in found.items()]
    return answer({"decisions": shown})
