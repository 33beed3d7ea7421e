"""The order of the queue: by any of its headings, exact over all rows, and where a page ends.

Case and accents do not count, HIS9 comes before HIS10, and what has no value comes last in either
direction. Rows whose first 200 characters under a heading are equal stand newest first, then by id.
"""

import base64
import binascii
import heapq
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.errors import BadCursor, NotUnderstood
from chalicelib.domain.search import fold

NEWEST_FIRST = "-added_on"
# A heading, and the field of a row that a reader sees under it.
HEADINGS: Mapping[str, str] = {
    "id": "id",
    "status": "state_label",
    "added_on": "added_on",
    "requester": "requester",
    "course": "course",
    "title": "title",
    "needed_by": "needed_by",
    "assignee": "assignee",
}
LONGEST_ID = 100
#: So much of a value counts in the order; a cursor carries it, and an address has its limit.
TELLING = 200
AS_WRITTEN = frozenset({"id", "added_on", "needed_by"})

Row = Mapping[str, Any]
Place = tuple[bool, Any, "Down", str]


class NoSuchOrder(NotUnderstood):
    """The queue has no such heading."""

    title = "The queue has no such heading"
    advice = f"Sort by one of {', '.join(HEADINGS)}; a hyphen in front turns the order round."


@dataclass(frozen=True, slots=True)
class Down:
    """A value that stands the other way round."""

    value: Any

    def __lt__(self, other: "Down") -> bool:
        return bool(other.value < self.value)


def page(
    rows: Iterable[Row], sort: str = NEWEST_FIRST, cursor: str | None = None, limit: int = 50
) -> tuple[list[Row], str | None]:
    """The rows behind a cursor, and the cursor of the next page if there is one.

    The row that the cursor names may have gone meanwhile: what counts is where it would stand.
    """
    heading(sort)
    if cursor:
        last = place(opened(cursor, sort), sort)
        rows = [row for row in rows if place(row, sort) > last]
    # Of ten thousand rows a hundred are wanted: the others are not put in order.
    first = heapq.nsmallest(limit + 1, rows, key=lambda row: place(row, sort))
    shown = first[:limit]
    return shown, cursor_after(shown[-1], sort) if len(first) > limit and shown else None


def place(row: Row, sort: str) -> Place:
    """Where a row stands: missing values last, then the heading, then newest first, then id."""
    name = heading(sort)
    value = under(row, name)
    key = value if name in AS_WRITTEN else natural(str(value))
    turned = Down(key) if sort.startswith("-") else key
    return (not key, turned, Down(row.get("added_on") or ""), str(row["id"]))


def under(row: Row, name: str) -> str:
    """What a reader sees first of this row under a heading; of a person the name."""
    value = row.get(name) or ""
    return (value if isinstance(value, str) else str(value["name"]))[:TELLING]


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key under which numbers inside a text count as numbers; signs around it do not count."""
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", fold(text))
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", bare)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def heading(sort: str) -> str:
    """The field of a row behind a heading."""
    name = HEADINGS.get(sort.removeprefix("-"))
    if name is None:
        raise NoSuchOrder(f"There is no heading “{sort.removeprefix('-')[:40]}”.")
    return name


def cursor_after(row: Row, sort: str) -> str:
    """A marker for what follows this row in this order; it outlives the row."""
    said = [sort, under(row, heading(sort)), row.get("added_on"), row["id"]]
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def opened(cursor: str, sort: str) -> Row:
    """The row that a marker was made for, as far as its place needs it; BadCursor if damaged."""
    try:
        said = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", True))
        of, value, added_on, name = said
    except (binascii.Error, ValueError, TypeError, RecursionError) as damaged:
        raise BadCursor("The cursor is damaged.") from damaged
    parts = (of, value or "", added_on or "", name)
    if not all(isinstance(part, str) for part in parts) or len(name) > LONGEST_ID:
        raise BadCursor("The cursor is damaged.")
    try:
        "".join(parts).encode()
    except UnicodeEncodeError as half:
        raise BadCursor("The cursor is damaged.") from half
    if of != sort:
        raise BadCursor("The cursor belongs to another order of the list.")
    return {"added_on": added_on, "id": name, heading(sort): value}
