"""Links by the day on which they close: what expires by itself, and what is near its end.

The rows are written in the transaction that writes the head. What expired leaves the list by the
same move, so whatever stands before today is overdue, however long the clock was away.
"""

from collections.abc import Iterator
from datetime import date

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.domain.openings import last_day
from chalicelib.domain.request import Request, State

SCHEMA = 1
PARTITION = "closing"


class Closings:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def until(self, day: date, most: int) -> list[tuple[date, str]]:
        """The last day and the id of each live link that closes by the end of that day, in order.

        So many at most, the earliest first.
        """
        return self.page(day, most)[0]

    def page(
        self, day: date, most: int, after: str | None = None
    ) -> tuple[list[tuple[date, str]], str | None]:
        """So many of them, and the cursor of the next page if any; BadCursor where it is none."""
        page = self._dynamo.query(PARTITION, until=f"{day.isoformat()}#~", limit=most, after=after)
        return [(date.fromisoformat(row["sk"][:10]), row["id"]) for row in page.rows], page.next


def closing(before: Request | None, after: Request) -> list[Write]:
    """What changes in the list when this request becomes that one."""
    old, new = set(_place(before)), set(_place(after))
    gone: list[Write] = [Delete(PARTITION, sk) for sk in sorted(old - new)]
    return gone + [
        Put({"pk": PARTITION, "sk": sk, "what": "closing", "v": SCHEMA, "id": after.id})
        for sk in sorted(new - old)
    ]


def _place(request: Request | None) -> Iterator[str]:
    """Where a live link with an end stands; none for all others."""
    if request is None or request.state is not State.COMPLETE or request.link is None:
        return
    day = last_day(request.link.openings)
    if day:
        yield f"{day.isoformat()}#{request.id}"
