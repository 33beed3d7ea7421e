"""What the clean-up looks through: each list holds only what a rule will have to do with one day.

The rows are written in the transaction that writes the head, and leave the list by the move that
settles them, so a run reads what is due and little more, whatever the archive holds.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.aws.dynamo import Cancelled, Delete, Dynamo, Put, Write
from chalicelib.aws.rows import stamp
from chalicelib.domain.cleanup import Rule, place, waiting
from chalicelib.domain.request import Request

SCHEMA = 1
RUN = "cleanup"
#: Patrons' files whose rule says for itself on which day they go.
OF_RULE = "patron-files-by-rule"
UPLOADS, WANTED = "uploads", "wanted-back"
DATED = (Rule.PATRON, Rule.CLOSED, Rule.PERSONAL)
SHELVES = ("open", "live", "closed")
AT_ONCE = 100
#: Links that a letter named, and for how many days after their last one that is remembered.
TOLD, AFTERWARDS = "closing-told", 30


@dataclass(frozen=True, slots=True)
class Entry:
    """A request on a list; `since` is the last time that an upload was announced for it."""

    request: str
    place: tuple[str, str]
    since: datetime | None = None


class Cleaning:
    """Reads the lists, and keeps how far the clean-up came."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def until(self, name: str, day: date, most: int) -> list[Entry]:
        """So many entries of a dated list whose day is that one or earlier, in order."""
        page = self._dynamo.query(partition(name), until=f"{day.isoformat()}#~", limit=most)
        return [entry(row) for row in page.rows]

    def listed(self, name: str, most: int) -> list[Entry]:
        """So many entries of a list without days."""
        return [entry(row) for row in self._dynamo.query(partition(name), limit=most).rows]

    def forget(self, one: Entry) -> None:
        """An entry that its request does not have: only a row that was written again may be one."""
        self._dynamo.delete(*one.place)

    def state(self, name: str) -> dict[str, Any]:
        """What was kept under this name; empty where nothing was."""
        row = self._dynamo.get(RUN, name) or {}
        kept: dict[str, Any] = row.get("kept", {})
        return kept

    def keep(self, name: str, kept: dict[str, Any]) -> None:
        self._dynamo.put({"pk": RUN, "sk": name, "what": RUN, "v": SCHEMA, "kept": kept})

    def write_again(self, request: Request) -> None:
        """The rows of a request that was written before there were any."""
        for where, row in rows(request).items():
            self._dynamo.put({"pk": where[0], "sk": where[1], **row})

    def heads(self, shelf: str, after: str | None) -> tuple[list[str], str | None]:
        """Ids of one page of a shelf, and the cursor of the next."""
        page = self._dynamo.query(
            shelf, index="shelf", limit=AT_ONCE, after=after, fields=["pk"]
        )  # fmt: skip
        return [row["pk"].removeprefix("request#") for row in page.rows], page.next

    def told(self, request: str, closes: date, week: str, ends: datetime) -> None:
        """Note that this week's letter names a link for this last day, if none did before."""
        place = f"{closes.isoformat()}#{request}"
        row = {"pk": TOLD, "sk": place, "what": TOLD, "v": SCHEMA, "id": request, "week": week}
        ttl = int((ends + timedelta(days=AFTERWARDS)).timestamp())
        with contextlib.suppress(Cancelled):
            self._dynamo.put(row | {"ttl": ttl}, unless_exists=True)

    def in_week(self, week: str) -> list[str]:
        """The links that this week's letter names, the next to close first."""
        return [row["id"] for row in self._dynamo.all(TOLD) if row["week"] == week]


def entry(row: dict[str, Any]) -> Entry:
    since = row.get("since")
    at = datetime.fromisoformat(since) if since else None
    return Entry(row["id"], (row["pk"], row["sk"]), at)


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes in these lists when this request becomes that one."""
    old, new = rows(before) if before else {}, rows(after)
    gone: list[Write] = [Delete(*key) for key in sorted(old.keys() - new.keys())]
    come = {key for key in new if key not in old}
    if before and waiting(after) - waiting(before):
        # Another upload was announced: its hours count from now.
        come |= {key for key in new if key[0] == partition(UPLOADS)}
    return gone + [Put({"pk": key[0], "sk": key[1], **new[key]}) for key in sorted(come)]


def rows(request: Request) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of a request by their keys."""
    row: dict[str, Any] = {"what": "cleaning", "v": SCHEMA, "id": request.id}
    dated = {
        (partition(name), f"{day.isoformat()}#{request.id}"): row for name, day in places(request)
    }
    since = row | {"since": stamp(request.updated_on)}
    return dated | {(partition(name), request.id): since for name in undated(request)}


def places(request: Request) -> Iterable[tuple[str, date]]:
    for rule in DATED:
        if (found := place(request, rule)) is None:
            continue
        day, days = found
        yield (rule.value, day) if days is None else (OF_RULE, day + timedelta(days=days))


def undated(request: Request) -> Iterable[str]:
    if waiting(request):
        yield UPLOADS
    if any(scan.wanted_back for scan in request.scans):
        yield WANTED


def partition(name: str) -> str:
    return f"cleaning#{name}"
