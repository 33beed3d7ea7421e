"""Requests by how their approval stands, by their record, and decisions by the file.

The rows are written in the transaction that writes the head. A list is one Query of a partition,
a record one Query a number of its own, whatever else is stored.
"""

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
from chalicelib.aws.rows import from_plain, stamp, to_plain
from chalicelib.domain.decisions import Decision, decision_of, files
from chalicelib.domain.request import Approval, Request
from chalicelib.domain.same_record import Record, keys, record_of

SCHEMA = 1
Heads = Callable[[Iterable[str]], list[Request]]


class Approvals:
    """Looks approvals up; requests come without anybody's address, newest first."""

    def __init__(self, dynamo: Dynamo, heads: Heads) -> None:
        self._dynamo = dynamo
        self._heads = heads

    def newest(
        self, standing: Iterable[str], before: tuple[datetime, str] | None, limit: int
    ) -> list[Request]:
        """The newest of those that stand so, or the newest before that place."""
        place = f"{stamp(before[0])}#{before[1]}" if before else None
        pages = [
            # `until` includes the place itself, which was the last row of the page before.
            self._dynamo.query(shelf(one), newest_first=True, until=place, limit=limit + 1).rows
            for one in standing
        ]
        merged = heapq.merge(*pages, key=lambda row: str(row["sk"]), reverse=True)
        ids = [row["id"] for row in merged if row["sk"] != place]
        return self._heads(ids[:limit])

    def of(self, record: Record) -> list[Request]:
        """All that share a number with this record, whatever their approval is."""
        rows = [row for key in keys(record) for row in self._dynamo.all(filed(key))]
        found = {row["sk"]: row["id"] for row in rows}
        return self._heads([found[place] for place in sorted(found, reverse=True)])

    def decisions(self, sha256: str) -> list[Decision]:
        """What was decided about this very file, for whichever request; newest first."""
        rows = self._dynamo.all(about(sha256)) if sha256 else ()
        held = [from_plain(Decision, row["decision"]) for row in rows]
        return sorted(held, key=lambda one: str(one.on), reverse=True)


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes in the lists of approvals when this request becomes that one."""
    old, new = places(before), places(after)
    place = f"{stamp(after.added_on)}#{after.id}"
    row: dict[str, Any] = {"sk": place, "what": "approval", "v": SCHEMA, "id": after.id}
    gone: list[Write] = [Delete(one, place) for one in sorted(old - new)]
    return gone + [Put(row | {"pk": one}) for one in sorted(new - old)] + decided(before, after)


def places(request: Request | None) -> set[str]:
    """The partitions that list it; what is wanted of a closed request is wanted no more."""
    if request is None or request.approval is Approval.NONE:
        return set()
    if request.approval is Approval.WANTED and not request.is_open:
        return set()
    numbers = {filed(key) for key in keys(record_of(request))}
    return {shelf(request.approval.value), *numbers}


def decided(before: Request | None, after: Request) -> list[Write]:
    """The decision with each file that it is about; one that no longer stands is taken away."""
    old, new = decision_of(before) if before else None, decision_of(after)
    had = files(before) if before and old else frozenset[str]()
    has = files(after) if new else frozenset[str]()
    changed = has if old != new else has - had
    gone: list[Write] = [Delete(about(one), after.id) for one in sorted(had - has)]
    row = {"sk": after.id, "what": "decision", "v": SCHEMA, "decision": to_plain(new)}
    return gone + [Put(row | {"pk": about(one)}) for one in sorted(changed)]


def shelf(standing: str) -> str:
    return f"approvals#{standing}"


def filed(key: str) -> str:
    return f"approvals#of#{short(key)}"


def about(sha256: str) -> str:
    return f"file#{sha256}"
