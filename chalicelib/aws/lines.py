"""The lines of the open queue: one small row a request, in one partition that is read whole.

The rows are written in the transaction that writes the head. A line is one text, because a row of
many attributes takes ten times as long to read.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress

from chalicelib.aws.dynamo import Cancelled, Delete, Dynamo, Put, Write
from chalicelib.domain.lines import Line, filed
from chalicelib.domain.request import Request

SCHEMA = 1
PARTITION = "lines"


class Lines:
    """Reads the open queue."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def open(self) -> Iterator[Line]:
        """The line of every open request, in no order; a change may show a moment later."""
        for row in self._dynamo.all(PARTITION, fields=("line",), consistent=False):
            yield json.loads(row["line"])

    def mend(self, open_now: Iterable[Request]) -> int:
        """Write what is not as the requests say, as after a change of what a line holds.

        How many lines were written. A request that changes at this moment has its own right line:
        a line is written over none, or over the text that was read.
        """
        rows = self._dynamo.all(PARTITION)
        stood = {row["sk"]: row["line"] for row in rows}
        wrong = [one for one in open_now if stood.get(one.id) != said(one)]
        for one in wrong:
            before = stood.get(one.id)
            put = Put(row_of(one), where={"line": before}) if before else Put(row_of(one), True)
            with suppress(Cancelled):  # it changed meanwhile, and its line with it
                self._dynamo.write(put)
        return len(wrong)


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes in the queue when this request becomes that one."""
    if after.is_open:
        return [Put(row_of(after))]
    return [Delete(PARTITION, after.id)] if before and before.is_open else []


def row_of(request: Request) -> dict[str, object]:
    key = {"pk": PARTITION, "sk": request.id, "what": "line", "v": SCHEMA}
    return key | {"line": said(request)}


def said(request: Request) -> str:
    return json.dumps(filed(request), ensure_ascii=False, separators=(",", ":"))
