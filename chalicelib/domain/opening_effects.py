"""What becomes of a link's openings: opened, opened for another run, closed, given other days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from chalicelib.domain.bounds import (
    Bound,
    ends,
    named,
    of_runs_left,
    opening,
    openings_of,
    starts,
)
from chalicelib.domain.course_effects import MOST_COURSES, chosen_run
from chalicelib.domain.courses import Course, CourseRun, run_of
from chalicelib.domain.errors import Blocked, Refused, off
from chalicelib.domain.extent_effects import confirmed_for, must_still_hold
from chalicelib.domain.facts import Dates
from chalicelib.domain.openings import Closing, Link, Opening, spelt
from chalicelib.domain.request import Purpose, Request
from chalicelib.domain.terms import Moment

#: All openings of a link stand in one row with the rest of the request.
MOST_OPENINGS = 60


def publish(request: Request, heard: Any, moment: Moment) -> Request:
    """One token for ever: a link that was there before keeps it, and all its openings.

    Reinstating and renewing may name a run; then the checks are for that one too.
    """
    if getattr(heard, "course", ""):
        request = opened_for_a_run(request, heard, moment)
    now = openings_of(request)
    left = of_runs_left(request, now, moment.today)
    if request.link and not any(one.is_left(moment.today) for one in now):
        raise Blocked(
            "No day is left on which it could open.",
            instead="Name the course and the run that read it now, or have the dates mended.",
            missing=["openings"],
        )
    if left.runs or not request.runs:
        must_still_hold(left, moment)
    before = request.link or Link(moment.token)
    return replace(request, link=replace(before, openings=now), waiting=None)


def add_opening(request: Request, heard: Any, moment: Moment) -> Request:
    """One more run reads the same copy by the same link; the other openings stay as they are."""
    return opened_for_a_run(request, heard, moment, Dates(heard.start, heard.end))


def opened_for_a_run(
    request: Request, heard: Any, moment: Moment, asked: Dates | None = None
) -> Request:
    """The request serving that run too, its extent measured, its days within their bounds."""
    if request.purpose is Purpose.PATRON:
        raise Refused(
            "This copy was made for one patron, so no course may read it.",
            instead="Start a request for the course.",
        )
    run, link = chosen_run(moment, heard.year), request.link or Link(moment.token)
    if any(one.of == named(run) and one.is_left(moment.today) for one in link.openings):
        raise off("course", f"It is open for {run.code} {run.run.year} already.")
    runs = (*(one for one in request.runs if named(one) != named(run)), run)
    if len(runs) > MOST_COURSES or len(link.openings) >= MOST_OPENINGS:
        raise off("course", f"One request serves {MOST_COURSES} courses at most.")
    serving = replace(request, runs=runs)
    opened = within(opening(serving, run, asked or Dates()), serving, run, moment.today)
    extent = confirmed_for(request, run, heard, moment)
    openings = (*link.openings, opened)
    return replace(serving, extent=extent, link=replace(link, openings=openings))


def within(opened: Opening, request: Request, run: CourseRun | None, today: date) -> Opening:
    """The opening, if its days are in order, not past, and within all that bears on them."""
    asked = opened.asked or Dates()
    if asked.start and asked.end and asked.end < asked.start:
        raise off("end", "The last day is before the first.")
    for first in starts(request, run):
        if asked.start and asked.start < first.day:
            raise off("start", f"It opens on {spelt(first.day)} at the earliest: {first.what}.")
    for last in ends(request, run):
        if asked.end and asked.end > last.day:
            raise off("end", f"It closes on {spelt(last.day)} at the latest: {last.what} then.")
    if opened.never or (opened.end and opened.end < today):
        raise off("end", f"No day is left on which it could open: {because(request, run)}")
    return opened


def because(request: Request, run: CourseRun | None) -> str:
    """What ends first, in words."""
    last = min(ends(request, run), key=lambda one: one.day, default=Bound(date.max, ""))
    return f"{last.what} on {spelt(last.day)}." if last.what else "its last day is past."


def close_opening(request: Request, heard: Any, moment: Moment) -> Request:
    """Readers of one run have it no more; all other openings stay as they are."""
    link, place = chosen(request, heard.opening)
    if not link.openings[place].is_left(moment.today):
        raise off("opening", "Its last day is past already.")
    others = [one for n, one in enumerate(link.openings) if n != place]
    if not any(one.is_left(moment.today) for one in others):
        raise Refused(
            "It is the only opening that is left.",
            instead="Archive the request: that closes its link, and can be taken back.",
        )
    closing = Closing(moment.today, moment.by.name, heard.note)
    closed = replace(link.openings[place], closed=closing)
    return replace(request, link=with_opening(link, place, closed))


def change_dates(request: Request, heard: Any, moment: Moment) -> Request:
    """Other days for one opening, within those of its run, its licence and its approval."""
    link, place = chosen(request, heard.opening)
    served = {named(run): run for run in request.runs or (None,)}
    run = served.get(link.openings[place].of)
    anew = opening(request, run, Dates(heard.start, heard.end))
    return replace(
        request, link=with_opening(link, place, within(anew, request, run, moment.today))
    )


def allow_views(request: Request, heard: Any, moment: Moment) -> Request:
    """A patron whose views are used up may open it some times more."""
    link = request.link or Link(moment.token)
    return replace(request, link=replace(link, more_views=link.more_views + heard.views))


def aimed(request: Request, moment: Moment, said: object) -> Request:
    """The request as if it served the run that was named, so that its sum can be looked up."""
    year = str(said.get("year", ""))[:20] if isinstance(said, Mapping) else ""
    course = moment.found
    if not isinstance(course, Course):
        return request
    run = course.run_of(year) if year else course.run_on(moment.today)
    if run is None or (course.code, run.year) in map(named, request.runs):
        return request
    return replace(request, runs=(*request.runs, run_of(course, run)))


def choices(request: Request) -> tuple[tuple[str, str], ...]:
    """The openings that nobody has closed, as a form offers them."""
    openings = request.link.openings if request.link else ()
    return tuple((str(n), words(one)) for n, one in enumerate(openings, 1) if not one.closed)


def words(one: Opening) -> str:
    """LAW101 2026-27, until 5 March 2027."""
    whose = " ".join(filter(None, one.of)) or "Everybody"
    return f"{whose}, until {spelt(one.end)}" if one.end else f"{whose}, without an end"


def told(action: str, heard: Any, after: Request) -> dict[str, object]:
    """What the history says of an opening: whose it is and its days, no number in a list."""
    link = after.link
    if link is None:
        return {}
    place = int(heard.opening) - 1 if action != "add-opening" else -1
    one = link.openings[place]
    days = {"from": spelt(one.start) if one.start else "", "until": spelt(one.end or date.max)}
    said = {name: getattr(heard, name, "") for name in ("basis", "note")}
    return {"opening": " ".join(filter(None, one.of)), **days, **said}


def chosen(request: Request, number: str) -> tuple[Link, int]:
    """The link and the place of the opening that was chosen among those offered."""
    if request.link is None or not 0 < int(number) <= len(request.link.openings):
        raise off("opening", "Choose one of those that are offered.")
    return request.link, int(number) - 1


def with_opening(link: Link, place: int, one: Opening) -> Link:
    openings = (*link.openings[:place], one, *link.openings[place + 1 :])
    return replace(link, openings=openings)
