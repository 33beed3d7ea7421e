"""When a request is closed: from that day the years and days of the clean-up count.

An archived request may open again, but while it is archived nobody is served by it, so it counts
as closed; the clearance of a file and an accessible copy are closed once they are complete, and a
copy for a patron once its files were removed.
"""

from dataclasses import replace
from datetime import date

from chalicelib.domain.request import Kind, Purpose, Request, State

CLOSED = frozenset(
    {State.REJECTED, State.CANCELLED, State.DELETED, State.EXPIRED, State.ARCHIVED}
)  # fmt: skip
#: Whose scans nobody needs any more: no move leads from here to an open link without a new scan.
GIVEN_UP = frozenset({State.REJECTED, State.CANCELLED, State.DELETED})


def is_closed(request: Request) -> bool:
    if request.state is State.COMPLETE:
        served = request.purpose is Purpose.PATRON and request.scan and request.scan.removed_on
        return request.kind in (Kind.CLEARANCE, Kind.ACCESSIBLE_COPY) or bool(served)
    return request.state in CLOSED


def dated(before: Request, after: Request, today: date) -> Request:
    """The request with the day on which it was closed, for as long as it is.

    What opens again may learn names again, so its years count anew.
    """
    if not is_closed(after):
        return replace(after, closed_on=None, pseudonymised_on=None)
    # What was given up counts from then, whatever was archived or had expired before.
    same = is_closed(before) and (before.state in GIVEN_UP) is (after.state in GIVEN_UP)
    return replace(after, closed_on=closed_on(before) if same else today)


def closed_on(request: Request) -> date | None:
    """The day on which it was closed; of what was closed before such days were written down,
    the day of its last change."""
    if not is_closed(request):
        return None
    return request.closed_on or request.updated_on.date()
