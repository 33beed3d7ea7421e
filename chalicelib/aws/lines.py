"""The lines of the open queue: one small row a request, and beside them what changed each hour.

The rows are written in the transaction that writes the head. Who has read the queue once reads
only the hours since; there stands what was closed as well, so that it is taken off. A line is one
text, because a row of many attributes takes ten times as long to read.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.aws.mending import over_head
from chalicelib.aws.notation import Row
from chalicelib.aws.person_rows import without
from chalicelib.aws.rows import stamp
from chalicelib.domain.lines import Line, filed
from chalicelib.domain.request import OPEN, Request

SCHEMA = 1
#: Partitions of the lines: with 10,000 open requests each is read in about a page.
SHARDS = 16
#: What is read again each time: clocks differ a little, and AWS may show a write late.
OVERLAP = timedelta(minutes=2)
#: The queue is read whole again after this, long before the changes of an hour go.
WHOLE_AGAIN = timedelta(hours=6)
CHANGES_STAND = 2 * 24 * 3600


class Lines:
    """Reads the open queue, and remembers what it read."""

    def __init__(self, dynamo: Dynamo, clock: Callable[[], datetime]) -> None:
        self._dynamo = dynamo
        self._clock = clock
        self._held: dict[str, Line] = {}
        self._read: datetime | None = None
        self._whole: datetime | None = None

    def open(self) -> Iterator[Line]:
        """The line of every open request, in no order; a change may show a moment later."""
        now = self._clock()
        if self._read is None or self._whole is None or now - self._whole > WHOLE_AGAIN:
            self._held = {one["id"]: one for one in map(line_in, self._stored())}
            self._whole = now
        else:
            for one in map(line_in, self._changed(self._read - OVERLAP, now)):
                known = self._held.get(one["id"])
                if known is None or known["version"] <= one["version"]:
                    self._held[one["id"]] = one
        self._read = now
        return (one for one in self._held.values() if not one.get("gone"))

    def _stored(self, consistent: bool = False) -> Iterator[Row]:
        for shard in range(SHARDS):
            wanted = ("sk", "line")
            yield from self._dynamo.all(f"lines#{shard}", fields=wanted, consistent=consistent)

    def _changed(self, since: datetime, now: datetime) -> Iterator[Row]:
        hour = since.replace(minute=0, second=0, microsecond=0)
        while hour <= now:
            yield from self._dynamo.all(
                changes_of(hour), fields=("line",), consistent=False, since=stamp(since)
            )
            hour += timedelta(hours=1)

    def mend(self, open_now: Iterable[Request]) -> int:
        """Write what is missing or not as the requests say, take off what is not open; how many.

        As after a change of what a line holds. What changes at this moment has its own right line:
        each is written only over the version of its request that was read.
        """
        left = {row["sk"]: row["line"] for row in self._stored(consistent=True)}
        wrong = [one for one in open_now if left.pop(one.id, None) != said(one)]
        for one in wrong:
            self._mend(Put(row_of(one)), one.id, {"version": one.version})
        return len(wrong) + sum(map(self._take_off, left))

    def _take_off(self, request_id: str) -> bool:
        """Whether the line of that request had to go; its shelf may only show it late."""
        head = self._dynamo.get(f"request#{request_id}", "head")
        if head and head["state"] in OPEN:
            return False
        stands = {"version": head["version"]} if head else {}
        self._mend(Delete(shard_of(request_id), request_id), request_id, stands)
        return True

    def _mend(self, write: Write, request_id: str, stands: dict[str, Any]) -> None:
        over_head(self._dynamo, [write], request_id, stands)


def line_in(row: Row) -> Line:
    one: Line = json.loads(row["line"])
    return one


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes in the queue when this request becomes that one."""
    if after.is_open:
        return [Put(row_of(after)), Put(change_of(after, said(after)))]
    if before is None or not before.is_open:
        return []
    gone = {"id": after.id, "version": after.version, "gone": True}
    return [Delete(shard_of(after.id), after.id), Put(change_of(after, json.dumps(gone)))]


def row_of(request: Request) -> Row:
    """The line itself, which stands as long as the request is open."""
    return {
        "pk": shard_of(request.id), "sk": request.id, "what": "line", "v": SCHEMA,
        "line": said(request),
    }  # fmt: skip


def change_of(request: Request, line: str) -> Row:
    """That it changed, for those who have read the queue already."""
    return {
        "pk": changes_of(request.updated_on), "sk": f"{stamp(request.updated_on)}#{request.id}",
        "what": "changed-line", "v": SCHEMA, "line": line,
        "ttl": int(request.updated_on.timestamp()) + CHANGES_STAND,
    }  # fmt: skip


def shard_of(request_id: str) -> str:
    return f"lines#{crc32(request_id.encode()) % SHARDS}"


def changes_of(at: datetime) -> str:
    return f"changed-lines#{stamp(at)[:13]}"


def said(request: Request) -> str:
    """The line as text; by what its head does not hold nobody finds a request."""
    return json.dumps(filed(without(request)), ensure_ascii=False, separators=(",", ":"))
