"""How often a link may be opened, by the rule that applied and what staff added; and was."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.request import Purpose, Request


@dataclass(frozen=True, slots=True)
class Day:
    """How often one opening was opened on one day; each reader counts once a day."""

    day: date
    course: str
    year: str
    opened: int


def views_of(request: Request) -> int | None:
    """The limit of this link; None where nothing limits it. Readers of a course have none."""
    one = request.delivered
    ruled = request.ruling.outcome.views if request.ruling else None
    # What was promised with the delivery stands, whatever a rule says later.
    limit = one.views if one else ruled
    if request.purpose is not Purpose.PATRON or limit is None:
        return None
    return limit + (request.link.more_views if request.link else 0)
