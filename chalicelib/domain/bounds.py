"""Which days a link may open for a run: what bears on them, and what is opened by it.

An opening begins at the latest of the starts that bear on it (the run, the approval, what was
asked for) and closes at the earliest of the ends (the run with its resits, the approval, the
licence, what was asked for). Publishing adds openings and never loses one.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from chalicelib.domain.courses import CourseRun
from chalicelib.domain.facts import Dates
from chalicelib.domain.openings import Opening

if TYPE_CHECKING:  # request.py holds links, so it is known here by name only
    from chalicelib.domain.request import Request


@dataclass(frozen=True, slots=True)
class Bound:
    """A day that no opening of a run goes beyond, and what sets it, in words."""

    day: date
    what: str


def starts(request: "Request", run: CourseRun | None) -> list[Bound]:
    """Before none of these days it opens."""
    found = [Bound(run.run.start, f"{run.code} {run.run.year} starts")] if run else []
    cleared = _cleared(request)
    return found + ([Bound(cleared.start, "the approval begins")] if cleared.start else [])


def ends(request: "Request", run: CourseRun | None) -> list[Bound]:
    """After none of these days it opens."""
    found = [Bound(run.run.last_day, f"{run.code} {run.run.year} ends")] if run else []
    cleared, licence = _cleared(request), request.licence
    if cleared.end:
        found.append(Bound(cleared.end, "the approval ends"))
    if licence and licence.valid_until:
        found.append(Bound(licence.valid_until, "the licence check ends"))
    given = request.delivered
    if given and given.until:
        found.append(Bound(given.until, "a patron's copy is kept so long"))
    return found


def opening(request: "Request", run: CourseRun | None, asked: Dates | None = None) -> Opening:
    """The days on which readers of this run may open it; without a run by all else alone."""
    wanted = asked or request.dates
    first = [wanted.start, *(one.day for one in starts(request, run))]
    last = [wanted.end, *(one.day for one in ends(request, run))]
    return Opening(
        *named(run),
        start=max(filter(None, first), default=None),
        end=min(filter(None, last), default=None),
        basis=request.licence.basis if request.licence else "",
        asked=asked,
    )


def openings_of(request: "Request") -> tuple[Opening, ...]:
    """What publishing opens: those there were by today's dates, and one for each new run.

    What staff closed stays as it was. A request without a run has one opening.
    """
    served = {named(run): run for run in request.runs or (None,)}
    before = request.link.openings if request.link else ()
    kept = tuple(
        one if one.closed or one.of not in served else opening(request, served[one.of], one.asked)
        for one in before
    )
    known = {one.of for one in before}
    return kept + tuple(opening(request, run) for of, run in served.items() if of not in known)


def named(run: CourseRun | None) -> tuple[str, str]:
    return (run.code, run.run.year) if run else ("", "")


def of_runs_left(request: "Request", openings: tuple[Opening, ...], today: date) -> "Request":
    """The request with those runs only that have an opening now or later."""
    left = {one.of for one in openings if one.is_left(today)}
    return replace(request, runs=tuple(run for run in request.runs if named(run) in left))


def _cleared(request: "Request") -> Dates:
    """The approval's days; what an approver is still working on binds nobody yet."""
    one = request.clearance
    return Dates(one.start, one.end) if one and one.reason else Dates()
