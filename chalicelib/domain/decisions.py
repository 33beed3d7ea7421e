"""What an approver decided, as it is kept with the digital file (A156), so that reuse shows it."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.request import Approval, Request


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a file. `decision` is approved or refused; `label` are the reason's words
    on its day, `start` and `until` the days for which it holds, both inclusive."""

    request: str
    decision: str
    reason: str
    label: str
    note: str = ""
    on: date | None = None
    by: str = ""
    start: date | None = None
    until: date | None = None


def decision_of(request: Request) -> Decision | None:
    """The decision that stands; None while there is none, or only one that no longer holds."""
    cleared, rejected = request.clearance, request.rejection
    if request.approval is Approval.APPROVED and cleared:
        return Decision(
            request.id, "approved", cleared.reason, cleared.label, cleared.note,
            cleared.decided_on, cleared.decided_by, cleared.start, cleared.end,
        )  # fmt: skip
    if request.approval is Approval.REFUSED and rejected:
        return Decision(
            request.id, "refused", rejected.reason, rejected.label, rejected.note,
            rejected.on.date(), rejected.by,
        )  # fmt: skip
    return None


def files(request: Request) -> frozenset[str]:
    """The digests of the files that the decision is about: every scan that was checked."""
    return frozenset(scan.sha256 for scan in request.scans if scan.sha256)
