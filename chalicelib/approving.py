"""The list of approvals: by how they stand, by words, and for one record (A133-A140).

What is wanted is found in the lines of the open queue, exactly; what was decided grows for
ever and is shown by date, newest first, or found by its words. A record's own list is exact.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from chalicelib.domain import sorting
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.lines import found
from chalicelib.domain.request import Approval, Request
from chalicelib.domain.same_record import Record, record_of, same_record
from chalicelib.domain.search import matches, texts, tokens, wanted
from chalicelib.listing import MOST, PAGE, Found, Open, Place, Shown, Words, came_before

#: `any` is whatever was wanted or decided; what needs no approval is in no list.
STATUSES: Mapping[str, tuple[str, ...]] = {
    "wanted": ("wanted",),
    "approved": ("approved",),
    "refused": ("refused",),
    "any": ("wanted", "approved", "refused"),
}
Show = Callable[[Request, str], Mapping[str, Any]]


class Kept(Protocol):
    """The heads of requests."""

    def heads(self, ids: Iterable[str]) -> list[Request]: ...


class Index(Protocol):
    """Requests by how their approval stands, and by their record."""

    def newest(
        self, standing: Iterable[str], before: Place | None, limit: int
    ) -> list[Request]: ...
    def of(self, record: Record) -> list[Request]: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see; `record` is the id of a request for that record."""

    status: str = "wanted"
    q: str = ""
    record: str = ""
    cursor: str | None = None
    limit: int = PAGE


def wish(status: str, q: str, record: str, cursor: str, limit: str) -> Wanted:
    """The query string as a wish; NotUnderstood names what is off."""
    status = status or "wanted"
    if status not in STATUSES:
        raise NotUnderstood(f"There is no status {status[:40]}.", statuses=[*STATUSES])
    if limit and not (re.fullmatch("[0-9]{1,3}", limit) and 1 <= int(limit) <= MOST):
        raise NotUnderstood(f"limit is a whole number from 1 to {MOST}.")
    return Wanted(status, q, record, cursor or None, int(limit or PAGE))


def shown(
    asked: Wanted,
    record: Request | None,
    queue: Open,
    kept: Kept,
    index: Index,
    words: Words,
    show: Show,
) -> Shown:
    """One page; `record` is the request whose record is asked for, if one is."""
    if record:
        same = record_of(record)
        return of_record(asked, index.of(same), same, show)
    if asked.status == "wanted":
        return waiting(asked, queue, kept, show)
    if wanted(asked.q):
        hits: Found = words.find(asked.q, asked.limit, asked.cursor)
        rows = [show(one, "") for one in kept.heads(hits.ids) if stands(one, asked.status)]
        return Shown(rows, hits.next, None, hits.hint)
    return dated(asked, index, show)


def waiting(asked: Wanted, queue: Open, kept: Kept, show: Show) -> Shown:
    """What is wanted now, found in the lines of the open queue: exact whatever is asked."""
    said = wanted(asked.q)
    lines = [
        one
        for one in queue.open()
        if one["approval"] == Approval.WANTED.value and (not said or found(one, said))
    ]
    page, after = sorting.page(lines, sorting.NEWEST_FIRST, asked.cursor, asked.limit)
    rows = [show(one, "") for one in kept.heads(one["id"] for one in page)]
    return Shown(rows, after, len(lines))


def of_record(asked: Wanted, among: Iterable[Request], record: Record, show: Show) -> Shown:
    """All that stand so and are for this record, each with why it is the same."""
    said = wanted(asked.q)
    rows = []
    for request in among:
        why = same_record(record, record_of(request))
        fits = why and stands(request, asked.status)
        if fits and (not said or matches(tokens(texts(request)), said)):
            rows.append(show(request, why))
    page, after = sorting.page(rows, sorting.NEWEST_FIRST, asked.cursor, asked.limit)
    return Shown(list(page), after, len(rows))


def dated(asked: Wanted, index: Index, show: Show) -> Shown:
    """The newest of what stands so."""
    before = came_before(asked.cursor) if asked.cursor else None
    hits = index.newest(STATUSES[asked.status], before, asked.limit + 1)
    rows = [show(one, "") for one in hits[: asked.limit]]
    more = len(hits) > asked.limit and rows
    return Shown(rows, sorting.cursor_after(rows[-1], sorting.NEWEST_FIRST) if more else None, None)


def stands(request: Request, status: str) -> bool:
    """Whether its approval stands so; nobody wants one any more of what is closed."""
    if request.approval.value not in STATUSES[status]:
        return False
    return request.approval is not Approval.WANTED or request.is_open
