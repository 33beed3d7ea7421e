"""Which courses a request serves: the one it was asked for, and others that read the same copy.

Each run is counted alone, opens the link for its own days, and stands in the licence return.
"""

from dataclasses import replace
from typing import Any

from chalicelib.domain.courses import Course, CourseRun, run_of
from chalicelib.domain.errors import off
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment

#: They stand in one row with all the rest of the request.
MOST_COURSES = 30


def match_course(request: Request, heard: Any, moment: Moment) -> Request:
    """The course it was asked for; others that were added stay."""
    first = chosen_run(moment, heard.year)
    others = tuple(run for run in request.runs[1:] if key(run) != key(first))
    return replace(request, runs=(first, *others))


def add_course(request: Request, heard: Any, moment: Moment) -> Request:
    """One more course that reads the same copy."""
    more = chosen_run(moment, heard.year)
    if key(more) in map(key, request.runs):
        raise off("course", f"The request serves {more.code} {more.run.year} already.")
    if len(request.runs) >= MOST_COURSES:
        raise off("course", f"One request serves {MOST_COURSES} courses at most.")
    return replace(request, runs=(*request.runs, more))


def remove_course(request: Request, heard: Any, moment: Moment) -> Request:
    return replace(request, runs=tuple(run for run in request.runs if key(run) != heard.run))


def chosen_run(moment: Moment, year: str = "") -> CourseRun:
    """The run of the course that was found: of that year, else the one that is on today."""
    course = moment.found
    if not isinstance(course, Course):
        raise off("course", "No course has this code.")
    if not course.is_there:
        raise off("course", f"{course.code} is deleted.")
    runs = [run for run in course.runs if run.year == year]
    run = runs[0] if runs else None if year else course.run_on(moment.today)
    if run is None:
        raise off("year", f"{course.code} has no run {year or 'at all'}.")
    return run_of(course, run)


def key(served: CourseRun) -> str:
    """What tells the runs of a request apart."""
    return f"{served.code} {served.run.year}"
