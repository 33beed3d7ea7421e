"""The link of a request as the API shows it to staff: each opening, how it stands, who came."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from chalicelib.domain.openings import Opening, spelt
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment
from chalicelib.domain.views import Day, views_of
from chalicelib.handlers import link_shapes

#: So many days are listed, the newest first; `opened` counts all of them.
LISTED = 60


def link(
    request: Request, moment: Moment, public_url: str, days: Sequence[Day] = (), used: int = 0
) -> link_shapes.LinkShape | None:
    """The link, with the days on which it was opened; nothing where there is none."""
    if request.link is None:
        return None
    openings = request.link.openings
    starts = [one.start for one in openings if one.start and not one.closed]
    ends = [one.end for one in openings if one.end and not one.closed]
    of_run: Counter[tuple[str, str]] = Counter()
    of_day: Counter[date] = Counter()
    for one in days:
        of_run[one.course, one.year] += one.opened
        of_day[one.day] += one.opened
    url, limit = f"{public_url}/l/{request.link.token}", views_of(request)
    return {
        "url": url,
        "from": min(starts).isoformat() if starts else None,
        "to": max(ends).isoformat() if ends else None,
        "openings": [
            opening(number, one, moment, url, of_run[one.of])
            for number, one in enumerate(openings, 1)
        ],
        "opened": sum(of_day.values()),
        "days": [
            {"day": day.isoformat(), "opened": of_day[day]}
            for day in sorted(of_day, reverse=True)[:LISTED]
        ],
        "views": None if limit is None
        else {"limit": limit, "used": used, "left": max(0, limit - used)},
    }  # fmt: skip


def opening(
    number: int, one: Opening, moment: Moment, url: str, opened: int
) -> link_shapes.OpeningShape:
    stands, words = standing(one, moment.today)
    closed = one.closed
    return {
        "number": str(number),
        "course": one.course,
        "year": one.year,
        "start": one.start.isoformat() if one.start else None,
        "end": one.end.isoformat() if one.end else None,
        "basis": one.basis,
        "basis_label": moment.terms.basis_label(one.basis) if one.basis else "",
        "standing": stands,
        "standing_label": words,
        "closed": {"on": closed.on.isoformat(), "by": closed.by, "why": closed.why}
        if closed else None,
        "url": f"{url}?c={quote(one.course, safe='')}" if one.course else url,
        "opened": opened,
    }  # fmt: skip


def standing(one: Opening, today: date) -> tuple[str, str]:
    """How an opening stands by its own days, as a code and in words."""
    if one.closed:
        return "closed", f"Closed on {spelt(one.closed.on)} by {one.closed.by}"
    if one.never:
        return "never", "Its dates leave no day"
    if one.start and today < one.start:
        return "coming", f"Opens on {spelt(one.start)}"
    if one.is_left(today):
        return "open", f"Open until {spelt(one.end)}" if one.end else "Open"
    return "over", f"Over since {spelt(one.end)}" if one.end else "Over"
