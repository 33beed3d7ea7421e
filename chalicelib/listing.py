"""The views of the desk: what is open, read whole and sorted exactly; the rest by date.

The open queue is small whatever the archive holds, so every heading sorts it exactly. What is
closed grows for ever and is shown by date, newest first, or found by its words.
"""

import heapq
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from chalicelib.domain import sorting
from chalicelib.domain.errors import BadCursor, NotUnderstood
from chalicelib.domain.lines import Filters, Line, found
from chalicelib.domain.request import Request, State
from chalicelib.domain.search import wanted

Row = Mapping[str, Any]
Place = tuple[datetime, str]
Show = Callable[[Request], Row]
PAGE = 50
MOST = 200
#: Days that the list of what closes soon looks ahead at most, where somebody says how far.
FARTHEST = 400
SHELVES: Mapping[str, tuple[str, ...]] = {
    "new": ("open",),
    "open": ("open",),
    "active": ("open",),
    "approval": ("open",),
    "live": ("live",),
    "all": ("open", "live", "closed"),
}


def everything(one: Line) -> bool:
    return True


VIEWS: Mapping[str, Callable[[Line], bool]] = {
    "open": everything,
    "new": lambda one: bool(one["state"] == "new"),
    "active": lambda one: bool(one["state"] == "active"),
    "approval": lambda one: bool(one["approval"] == "wanted"),
}


class Kept(Protocol):
    """The heads of requests, on their shelves by date and one by one."""

    def newest(self, name: str, before: Place | None, limit: int) -> list[Request]: ...
    def heads(self, ids: Iterable[str]) -> list[Request]: ...


class Open(Protocol):
    """The open queue, line by line."""

    def open(self) -> Iterable[Line]: ...


class Found(Protocol):
    @property
    def ids(self) -> tuple[str, ...]: ...
    @property
    def next(self) -> str | None: ...
    @property
    def hint(self) -> str: ...


class Words(Protocol):
    """Search over everything there ever was."""

    def find(self, query: str, limit: int = 50, after: str | None = None) -> Found: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see. `limit` is 1 to 200."""

    view: str = "open"
    sort: str = sorting.NEWEST_FIRST
    q: str = ""
    cursor: str | None = None
    limit: int = PAGE
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Shown:
    rows: list[Row]
    next: str | None
    total: int | None
    hint: str = ""
    totals: Mapping[str, int] | None = None


def days(text: str, ahead: int) -> int:
    """How many days to look ahead: 1 to 400, or as many as `ahead` where nothing is said."""
    if text and not (re.fullmatch("[0-9]{1,3}", text) and 1 <= int(text) <= FARTHEST):
        raise NotUnderstood(f"days is a whole number from 1 to {FARTHEST}.")
    return int(text or ahead)


def most(limit: str) -> int:
    """How many rows a page has: 1 to 200, 50 where nothing is said."""
    if limit and not (re.fullmatch("[0-9]{1,3}", limit) and 1 <= int(limit) <= MOST):
        raise NotUnderstood(f"limit is a whole number from 1 to {MOST}.")
    return int(limit or PAGE)


def wish(filters: Filters, view: str, sort: str, q: str, cursor: str, limit: str) -> Wanted:
    """The query string as a wish; NotUnderstood names what is off."""
    view = view or "open"
    if view not in SHELVES:
        raise NotUnderstood(f"There is no view {view[:40]}.", views=[*SHELVES, "set-aside"])
    rows = most(limit)
    sort = sort or sorting.NEWEST_FIRST
    if view in ("live", "all") and sort != sorting.NEWEST_FIRST:
        raise NotUnderstood(
            "What is no longer open is listed by date, newest first.",
            instead="Leave sort out, or search for words with q.",
        )
    if SHELVES[view] != ("open",) and filters != Filters():
        raise NotUnderstood(
            "Only what is open can be filtered.",
            instead="Take the filters off, or search for words with q.",
        )
    return Wanted(view, sort, q, cursor or None, rows, filters)


def day(text: str) -> date | None:
    """A day as a filter says it; NotUnderstood where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as no_day:
        raise NotUnderstood("needed_by is a day, as in 2026-09-21.") from no_day


def shown(wanted_now: Wanted, queue: Open, kept: Kept, words: Words, show: Show) -> Shown:
    """One page of a view; of the open ones the lines themselves."""
    if SHELVES[wanted_now.view] == ("open",):
        return open_page(wanted_now, queue)
    if wanted(wanted_now.q):
        return found_page(wanted_now, kept, words, show)
    return dated_page(wanted_now, kept, show)


def open_page(asked: Wanted, queue: Open) -> Shown:
    """Everything open, filtered, searched and sorted in memory: exact by every heading."""
    tests, said = [VIEWS[asked.view], *asked.filters.tests()], wanted(asked.q)
    if said:
        tests.append(lambda one: found(one, said))
    lines = list(queue.open())
    rows = [one for one in lines if all(test(one) for test in tests)]
    page, after = sorting.page(rows, asked.sort, asked.cursor, asked.limit)
    totals = {view: sum(map(fit, lines)) for view, fit in VIEWS.items()}
    return Shown(list(page), after, len(rows), totals=totals)


def found_page(asked: Wanted, kept: Kept, words: Words, show: Show) -> Shown:
    """What has all these words, newest first; a page may be short and yet have a next."""
    hits = words.find(asked.q, asked.limit, asked.cursor)
    live = (State.COMPLETE, State.ARCHIVED)
    rows = [
        show(request)
        for request in kept.heads(hits.ids)
        if asked.view == "all" or request.state in live
    ]
    return Shown(rows, hits.next, None, hits.hint)


def dated_page(asked: Wanted, kept: Kept, show: Show) -> Shown:
    """The newest of these shelves, merged by the day they came."""
    before = came_before(asked.cursor) if asked.cursor else None
    shelves = [kept.newest(name, before, asked.limit + 1) for name in SHELVES[asked.view]]
    merged = list(heapq.merge(*shelves, key=lambda one: (one.added_on, one.id), reverse=True))
    rows = [show(request) for request in merged[: asked.limit]]
    more = len(merged) > asked.limit and rows
    return Shown(rows, sorting.cursor_after(rows[-1], asked.sort) if more else None, None)


def came_before(cursor: str) -> Place:
    """The place that a page ended at."""
    last = sorting.opened(cursor, sorting.NEWEST_FIRST)
    try:
        return datetime.fromisoformat(last["added_on"]), last["id"]
    except (TypeError, ValueError) as damaged:
        raise BadCursor("The cursor is damaged.") from damaged
