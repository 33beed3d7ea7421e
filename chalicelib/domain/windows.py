"""Over what time and for whom a pack adds copies up, and what of that the meter can do."""

from datetime import date, timedelta

from chalicelib.domain.claims import Take
from chalicelib.domain.packs import Pack, Scope, Window

#: Whose copies the meter adds up: of one course, or of the whole institution.
ADDED_UP = (Scope.COURSE, Scope.COHORT, Scope.INSTITUTION, Scope.NONE)
TIMES = (Window.RUN, Window.ROLLING, Window.CALENDAR, Window.LICENCE, Window.NONE)


def reason_not_added_up(pack: Pack) -> str:
    """Why the meter cannot add up as this pack wants it; empty where it can."""
    if pack.scope is Scope.NONE:
        return ""
    if pack.scope not in ADDED_UP:
        return f"{pack.name} counts what one {pack.scope.value} has, which the desk does not add up"
    if pack.window not in TIMES or (pack.window is Window.LICENCE and not pack.year_begins):
        return f"{pack.name} counts by the {pack.window.value}, which the desk does not add up"
    return ""


def by_run(pack: Pack) -> bool:
    """One run of a course is all that is added up."""
    return pack.scope in (Scope.COURSE, Scope.COHORT) and pack.window is Window.RUN


def in_window(take: Take, pack: Pack, today: date) -> bool:
    """Readers had it at some time in the window, or will: what is not available yet counts."""
    first = begins(pack, today)
    return first is None or take.since is None or take.until is None or take.until >= first


def begins(pack: Pack, today: date) -> date | None:
    """The first day of the pack's window; None where it has no beginning."""
    match pack.window:
        case Window.ROLLING:
            return _year_before(today) + timedelta(days=1)
        case Window.CALENDAR:
            return date(today.year, 1, 1)
        case Window.LICENCE if pack.year_begins:
            month, day = map(int, pack.year_begins.split("-"))
            return date(today.year - ((today.month, today.day) < (month, day)), month, day)
    return None


def _year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - 1, 2, 28) if leap else day.replace(year=day.year - 1)
