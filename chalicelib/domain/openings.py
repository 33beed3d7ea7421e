"""When a link opens: one token for ever, many openings.

An opening begins at the latest of the starts that bear on it and closes at the earliest of the
ends. Its days are whole days in the institution's time zone: a link closes at midnight there,
whatever the clocks do that night.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from chalicelib.domain.facts import Dates

if TYPE_CHECKING:  # request.py holds links, so it is known here by name only
    from chalicelib.domain.request import Phase

WARN_DAYS = 7


@dataclass(frozen=True, slots=True)
class Closing:
    """Staff closed an opening before its last day: when, who and why."""

    on: date
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The days on which readers of one run may open the scan; both ends inclusive.

    `asked` are the days asked for this opening alone; None means those asked for the request.
    """

    course: str
    year: str
    start: date | None
    end: date | None
    basis: str = ""
    asked: Dates | None = None
    closed: Closing | None = None

    @property
    def of(self) -> tuple[str, str]:
        """The run it is for: code of the course and academic year."""
        return (self.course, self.year)

    @property
    def never(self) -> bool:
        """Its dates contradict each other: a licence that ended before the run began."""
        return bool(self.start and self.end and self.end < self.start)

    def is_on(self, today: date) -> bool:
        return self.is_left(today) and (self.start or date.min) <= today

    def is_left(self, today: date) -> bool:
        """Readers have it now, or will have it."""
        return self.closed is None and not self.never and today <= (self.end or date.max)


@dataclass(frozen=True, slots=True)
class Link:
    """The stable link of a request. The token is unguessable and never changes.

    Openings are added and never lost. `more_views` is what staff allowed on top of the rule's
    limit.
    """

    token: str
    openings: tuple[Opening, ...] = ()
    more_views: int = 0


@dataclass(frozen=True, slots=True)
class Open:
    """It opens now. `until` is its last day, today counted in `days_left` as 0; None is no end.

    `on` are all the openings of today, one a course that reads it now. `closes_at` is the midnight
    that ends the last day: nothing made from the link outlives it.
    """

    opening: Opening
    until: date | None = None
    closes_at: datetime | None = None
    days_left: int | None = None
    warn: bool = False
    on: tuple[Opening, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class NotYet:
    """It opens on a later day."""

    start: date
    title = "Not open yet"

    @property
    def words(self) -> str:
        return f"This text opens on {spelt(self.start)}. Please come back then."

    ask = "If your course needs it earlier, ask your lecturer or the library."


@dataclass(frozen=True, slots=True)
class Over:
    """Its last day is past; None where nobody knows which day that was."""

    on: date | None = None
    title = "No longer open"

    @property
    def words(self) -> str:
        when = f"was open until {spelt(self.on)}" if self.on else "is no longer open"
        return f"This text {when}. What is copied for a course is open for a limited time only."

    ask = "If you still need it, ask the library: there may be a copy to borrow."


@dataclass(frozen=True, slots=True)
class Suspended:
    """Taken off for now: archived, or being worked on."""

    title = "Not available at present"
    words = "The library has put this text aside for now. Your link stays right and may open again."
    ask = "If you need it for your course, ask your lecturer or the library."


@dataclass(frozen=True, slots=True)
class Gone:
    """Taken down for good."""

    title = "Taken down"
    words = "The library no longer offers this text, and this link will not open again."
    ask = "Ask the library whether the book or journal can be borrowed or read online."


@dataclass(frozen=True, slots=True)
class Removed:
    """The clean-up removed its file: it was kept for a limited time."""

    on: date
    title = "No longer kept"

    @property
    def words(self) -> str:
        return f"The library kept this file for a limited time and removed it on {spelt(self.on)}."

    ask = "If you still need it, ask the library."


@dataclass(frozen=True, slots=True)
class Never:
    """Its dates leave no day: a mistake that only the library can mend."""

    title = "Not available at present"
    words = "The dates set for this text leave no day on which it may be opened."
    ask = "This is for the library to put right: please tell them, naming the text."


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An imported reading whose file is not here yet: it counts, and opens where it was before."""

    link: str = ""
    title = "Not here yet"
    words = "The library is moving this text to a new place, and its file has not come yet."

    @property
    def ask(self) -> str:
        return (
            "Until then it opens where it was before:" if self.link else "Ask the library for it."
        )


@dataclass(frozen=True, slots=True)
class UsedUp:
    """A patron's copy that was opened as often as its rule allows (A179)."""

    views: int
    title = "Opened as often as allowed"
    ask = "If you still need it, ask the library: it can let you open it again."

    @property
    def words(self) -> str:
        times = "once" if self.views == 1 else f"{self.views} times"
        return f"This copy was delivered to be opened {times}, and that has been done."


Shut = NotYet | Over | Suspended | Gone | Never | Elsewhere | Removed | UsedUp
Standing = Open | Shut


def latest(openings: Sequence[Opening]) -> Opening:
    """The one that is open longest; of several the first."""
    return max(openings, key=lambda one: one.end or date.max)


def standing(
    phase: "Phase",
    openings: Sequence[Opening],
    now: datetime,
    zone: ZoneInfo,
    warn_days: int = WARN_DAYS,
    pick: Callable[[Sequence[Opening]], Opening] = latest,
) -> Standing:
    """Whether a link opens at this moment, or why not; several openings open it in turn.

    `phase` is the request's: only what is live opens. `warn` is set on the last `warn_days` days.
    `pick` chooses the reader's own among those that are open today.
    """
    if phase.value in ("deleted", "withdrawn", "refused"):
        return Gone()
    stand = [opening for opening in openings if not opening.closed]
    possible = [opening for opening in stand if not opening.never]
    today = now.astimezone(zone).date()
    if phase.value == "expired":
        return Over(_last_end(possible, before=today))
    if phase.value != "live":
        return Suspended()
    if not possible:
        return Never() if stand or not openings else Suspended()
    on = [opening for opening in possible if opening.is_on(today)]
    if on:
        return replace(_open(pick(on), today, zone, warn_days), on=tuple(on))
    coming = [opening.start for opening in possible if opening.start and opening.start > today]
    return NotYet(min(coming)) if coming else Over(_last_end(possible, before=today))


def last_day(openings: Iterable[Opening]) -> date | None:
    """The day after which none of these opens; None where one has no end, or there is none."""
    ends = [opening.end for opening in openings if not (opening.never or opening.closed)]
    return max(filter(None, ends)) if ends and None not in ends and date.max not in ends else None


def midnight_after(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which this day ends in that zone."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def spelt(day: date) -> str:
    """A day in words that no reader takes for another: 5 March 2027."""
    return f"{day.day} {day:%B} {day.year}"


def _open(opening: Opening, today: date, zone: ZoneInfo, warn_days: int) -> Open:
    if opening.end in (None, date.max):  # 31 December 9999 is how many write "no end"
        return Open(opening)
    left = (opening.end - today).days
    closes_at = midnight_after(opening.end, zone)
    return Open(opening, opening.end, closes_at, left, warn=left < warn_days)


def _last_end(openings: Iterable[Opening], before: date) -> date | None:
    return max((one.end for one in openings if one.end and one.end < before), default=None)
