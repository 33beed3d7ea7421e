"""The lines of the open queue: one small row a request, in the order in which they changed.

The rows are written in the transaction that writes the head. Who has read the queue once reads
only what changed since; what was closed leaves a mark for two days, so that it is taken off there
too. A line is one text, because a row of many attributes takes ten times as long to read.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from chalicelib.aws.dynamo import Cancelled, Delete, Dynamo, Put, Write
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import stamp
from chalicelib.domain.lines import Line, filed
from chalicelib.domain.request import Request

SCHEMA = 1
PARTITION = "lines"
#: What is read again each time: clocks differ a little, and an index of AWS shows a write late.
OVERLAP = timedelta(minutes=2)
#: The queue is read whole again after this, long before the marks of closed ones go.
WHOLE_AGAIN = timedelta(hours=6)
MARKED = 2 * 24 * 3600


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
        if self._whole is None or now - self._whole > WHOLE_AGAIN:
            self._held, self._read, self._whole = {}, None, now
        since = stamp(self._read - OVERLAP) if self._read else None
        rows = self._dynamo.all(PARTITION, fields=("line",), consistent=False, since=since)
        for row in rows:
            one = json.loads(row["line"])
            known = self._held.get(one["id"])
            if known is None or known["version"] <= one["version"]:
                self._held[one["id"]] = one
        self._read = now
        return (one for one in self._held.values() if not one.get("gone"))

    def mend(self, open_now: Iterable[Request]) -> int:
        """Write what is missing or not as the requests say; how many lines that were.

        As after a change of what a line holds. What changes at this moment has its own right line.
        """
        stood = {row["sk"]: row["line"] for row in self._dynamo.all(PARTITION)}
        wrong = [one for one in open_now if stood.get(place(one)) != said(one)]
        for one in wrong:
            before = stood.get(place(one))
            put = Put(row_of(one), where={"line": before}) if before else Put(row_of(one), True)
            with suppress(Cancelled):
                self._dynamo.write(put)
        return len(wrong)


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes in the queue when this request becomes that one."""
    was = before is not None and before.is_open
    if not was and not after.is_open:
        return []
    writes: list[Write] = [Put(row_of(after) if after.is_open else mark_of(after))]
    if before and was and place(before) != place(after):
        writes.append(Delete(PARTITION, place(before)))
    return writes


def place(request: Request) -> str:
    return f"{stamp(request.updated_on)}#{request.id}"


def row_of(request: Request) -> Row:
    return _row(request, said(request))


def mark_of(request: Request) -> Row:
    """That it is open no more, until all who read the queue know."""
    gone = {"id": request.id, "version": request.version, "gone": True}
    return _row(request, json.dumps(gone)) | {"ttl": int(request.updated_on.timestamp()) + MARKED}


def _row(request: Request, line: str) -> dict[str, Any]:
    return {"pk": PARTITION, "sk": place(request), "what": "line", "v": SCHEMA, "line": line}


def said(request: Request) -> str:
    return json.dumps(filed(request), ensure_ascii=False, separators=(",", ":"))
