"""Confirming the shown sum, and whether it still stands when the link is made."""

from dataclasses import replace
from typing import Any

from chalicelib.domain.courses import CourseRun
from chalicelib.domain.errors import Blocked, off
from chalicelib.domain.extent import WITHIN, Measure, RunSum, measure
from chalicelib.domain.facts import Extent, Summed
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment


def confirm_extent(request: Request, heard: Any, moment: Moment) -> Request:
    """One click where it is within; else a person says on what basis it may be all the same."""
    shown = measure(request, moment)
    if shown.verdict != WITHIN and not (heard.basis and heard.note):
        raise off("basis", f"{shown.words} Give a basis and a note to go on all the same.")
    confirmed = recorded(shown, moment, heard.basis, heard.note)
    return replace(request, extent=confirmed, verdict=shown.verdict)


def recorded(shown: Measure, moment: Moment, basis: str = "", note: str = "") -> Extent:
    """The sum as it was shown, with who let it go on, and on what basis where it took one."""
    return Extent(
        shown.pages, shown.total, shown.percent, shown.verdict,
        moment.by.name, moment.today, basis, note,
        shown.words, shown.pack, tuple(map(kept, shown.runs)),
    )  # fmt: skip


def confirmed_for(request: Request, run: CourseRun, heard: Any, moment: Moment) -> Extent:
    """The confirmed extent with the sum of one more run, measured in this moment.

    Where that is not within, a person says on what basis it may be all the same.
    """
    shown = measure(replace(request, runs=(run,)), moment)
    if shown.verdict != WITHIN and not (heard.basis and heard.note):
        raise off("basis", f"{shown.words} Give a basis and a note to go on all the same.")
    of = (run.code, run.run.year)
    before = request.extent.sums if request.extent else ()
    others = tuple(one for one in before if (one.course, one.year) != of)
    return Extent(
        shown.pages, shown.total, shown.percent, shown.verdict,
        moment.by.name, moment.today, heard.basis, heard.note,
        shown.words, shown.pack, (*others, *map(kept, shown.runs)),
    )  # fmt: skip


def kept(run: RunSum) -> Summed:
    return Summed(
        run.course, run.year, run.pages, run.total, run.percent, run.verdict,
        tuple(claim.request for claim in run.counted),
    )  # fmt: skip


def must_still_hold(request: Request, moment: Moment) -> None:
    """Blocked where the sum is another by now than the one that was confirmed, and worse."""
    confirmed = request.extent
    if confirmed is None:
        return
    now = measure(request, moment)
    if is_worse(now, confirmed):
        raise Blocked(
            f"The extent has changed since it was confirmed. {now.words}",
            instead="Read the new sum, and confirm the extent again.",
            missing=["extent"],
        )


def is_worse(now: Measure, confirmed: Extent) -> bool:
    """No longer within; or more than what a person let go on although it was not within."""
    if now.verdict == WITHIN:
        return False
    if now.verdict != confirmed.verdict:
        return True
    before = {(one.course, one.year): one for one in confirmed.sums}
    return any(
        grown(run, before.get((run.course, run.year))) for run in now.runs if run.verdict != WITHIN
    )


def grown(run: RunSum, before: Summed | None) -> bool:
    """The run has more now than was confirmed for it, or it is no longer known how much."""
    if before is None:
        return True
    if {claim.request for claim in run.counted} - {*before.counted}:
        return True
    if run.pages is None or before.pages is None:
        return run.pages is None and before.pages is not None
    return run.pages > before.pages
