"""What the desk sees first: how much waits where, and how the weeks went. All of it is counted."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.lines import CHASE, Line, timely

#: So many weeks the charts look back, this one included, the most they do, and the backlog ahead.
WEEKS, FARTHEST, AHEAD = 12, 53, 6
MINE = 8


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open requests stand so."""

    open: int
    new: int
    active: int
    approval: int
    waiting: int
    chase: int
    mine: int
    nobody: int


@dataclass(frozen=True, slots=True)
class Week:
    """One week: requests that came, by the system that sent them, and links that were made.

    `days` are days from request to link of those links, the middle one; None where there is none.
    """

    start: date
    came: Mapping[str, int]
    linked: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Due:
    """How many open requests are needed in the week that starts so; None is before this week."""

    start: date | None
    count: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """How many open requests wait for this; `chase_on` is the first day to ask again."""

    waits_for: str
    count: int
    chase_on: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted in a week: a request that came (`days` None), or a link after so many days."""

    week: date
    rlms: str
    days: int | None = None


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def span(text: str) -> int:
    """How many weeks to look back: 1 to 53, twelve where nothing is said."""
    if text and not (re.fullmatch("[0-9]{1,2}", text) and 1 <= int(text) <= FARTHEST):
        raise NotUnderstood(f"weeks is a whole number from 1 to {FARTHEST}.")
    return int(text or WEEKS)


def weeks_back(today: date, weeks: int = WEEKS) -> list[date]:
    """The Mondays of the last weeks, this one last."""
    return [monday(today) - timedelta(weeks=n) for n in reversed(range(weeks))]


def counts(lines: Sequence[Line], person: str, today: date) -> Counts:
    assigned = Counter((one["assignee"] or {"id": ""})["id"] for one in lines)
    waiting = [one["waiting"] for one in lines if one["waiting"]]
    states = Counter(one["state"] for one in lines)
    return Counts(
        open=len(lines),
        new=states["new"],
        active=states["active"],
        approval=sum(one["approval"] == "wanted" for one in lines),
        waiting=len(waiting),
        chase=sum(CHASE in timely(one, today) for one in lines),
        mine=assigned[person],
        nobody=assigned[""],
    )


def waiting_for(lines: Iterable[Line]) -> list[Awaited]:
    """How many wait for what, most of them first, and when it is first time to ask again."""
    waits = [one["waiting"] for one in lines if one["waiting"]]
    return [
        Awaited(code, count, min(
            (one["chase_on"] for one in waits if one["for"] == code and one["chase_on"]),
            default=None,
        ))
        for code, count in Counter(one["for"] for one in waits).most_common()
    ]  # fmt: skip


def backlog(lines: Iterable[Line], today: date) -> list[Due]:
    """The open requests by the week in which they are needed: what is late first, weeks in order.

    What is needed later than the weeks shown is counted with the last of them.
    """
    this = monday(today)
    last = this + timedelta(weeks=AHEAD - 1)
    days = [date.fromisoformat(one["needed_by"][:10]) for one in lines if one["needed_by"]]
    found = Counter(None if day < today else min(monday(day), last) for day in days)
    shown: list[date | None] = [None, *(this + timedelta(weeks=n) for n in range(AHEAD))]
    return [Due(start, found[start]) for start in shown]


def weekly(noted: Iterable[Noted], starts: Sequence[date]) -> list[Week]:
    """The weeks in order, empty ones too."""
    came: dict[date, Counter[str]] = {start: Counter() for start in starts}
    took: dict[date, list[int]] = {start: [] for start in starts}
    for one in noted:
        if one.week not in came:
            continue
        if one.days is None:
            came[one.week][one.rlms] += 1
        else:
            took[one.week].append(one.days)
    return [
        Week(start, dict(came[start]), len(took[start]),
             float(median(took[start])) if took[start] else None)
        for start in starts
    ]  # fmt: skip


def first(lines: Iterable[Line], person: str) -> list[Line]:
    """This person's own requests, what is needed soonest first."""
    mine = [one for one in lines if one["assignee"] and one["assignee"]["id"] == person]
    return sorted(mine, key=soonest)[:MINE]


def soonest(one: Line) -> tuple[str, str, str]:
    return one["needed_by"] or "9", one["added_on"], one["id"]
