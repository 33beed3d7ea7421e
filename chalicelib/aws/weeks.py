"""What came and what was made, week by week: small rows that are written once and never counted up.

A request has a row in the week it came, and one in the week its link was first made; both are
written in the transaction that writes the head, so that a repeat writes the same row again.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from chalicelib.aws.dynamo import Dynamo, Put, Write
from chalicelib.domain.dashboard import Noted, monday
from chalicelib.domain.request import Request

SCHEMA = 1


class Weeks:
    """Reads weeks; one that is over does not change, so it is read once."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo
        self._over: dict[date, list[Noted]] = {}

    def noted(self, starts: Iterable[date], today: date) -> Iterator[Noted]:
        """All that was noted in the weeks that start so."""
        for start in starts:
            yield from self._over.get(start) or self._read(start, today)

    def _read(self, start: date, today: date) -> list[Noted]:
        rows = self._dynamo.all(partition(start), consistent=False)
        found = [Noted(start, row["rlms"], row.get("days")) for row in rows]
        # A Sunday's requests may be dated after their midnight in another zone: a week of grace.
        if (today - start).days >= 14:
            self._over[start] = found
        return found


def moved(before: Request | None, after: Request) -> list[Write]:
    """What is noted when this request becomes that one."""
    writes: list[Write] = []
    if before is None:
        writes.append(_put(after.added_on.date(), f"came#{after.id}", {"rlms": after.rlms}))
    if after.link and after.copies and not (before and before.link) and not after.imported:
        made = after.updated_on.date()
        days = max(0, (made - after.added_on.date()).days)
        writes.append(_put(made, f"linked#{after.id}", {"rlms": after.rlms, "days": days}))
    return writes


def _put(day: date, sk: str, more: dict[str, object]) -> Put:
    return Put({"pk": partition(monday(day)), "sk": sk, "what": "week", "v": SCHEMA, **more})


def partition(start: date) -> str:
    return f"week#{start.isoformat()}"
