"""What came and what was made, week by week: small rows that are written once and never counted up.

A request has a row in the week it came, and one in the week its link was first made; both are
written in the transaction that writes the head, so that a repeat writes the same row again. Rows
are filed by weeks in UTC and say the moment: they count for the week it was where the institution
is.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo

from chalicelib.aws.dynamo import Dynamo, Put, Write
from chalicelib.aws.rows import stamp
from chalicelib.domain.dashboard import Noted, monday
from chalicelib.domain.request import Request

SCHEMA = 1


class Weeks:
    """Reads weeks; one that is over does not change, so it is read once."""

    def __init__(self, dynamo: Dynamo, zone: tzinfo) -> None:
        self._dynamo = dynamo
        self._zone = zone
        self._over: dict[date, list[Noted]] = {}

    def noted(self, starts: Sequence[date], today: date) -> Iterator[Noted]:
        """All that was noted in the weeks that start so."""
        beside = {start + timedelta(weeks=n) for start in starts for n in (-1, 0, 1)}
        # At no place of the world is it more than a day later.
        for filed in sorted(one for one in beside if one <= today + timedelta(days=1)):
            over = self._over.get(filed)
            found = self._read(filed, today) if over is None else over
            yield from (one for one in found if one.week in starts)

    def _read(self, filed: date, today: date) -> list[Noted]:
        rows = self._dynamo.all(partition(filed), consistent=False)
        found = [
            Noted(self._week(row.get("at"), filed), row["rlms"], row.get("days")) for row in rows
        ]
        # A Sunday's requests may be dated after their midnight in another zone: a week of grace.
        if (today - filed).days >= 14:
            self._over[filed] = found
        return found

    def _week(self, at: str | None, filed: date) -> date:
        """The week of that moment; of rows that do not say it the one they are filed by."""
        return monday(datetime.fromisoformat(at).astimezone(self._zone).date()) if at else filed


def moved(before: Request | None, after: Request) -> list[Write]:
    """What is noted when this request becomes that one."""
    writes: list[Write] = []
    if before is None:
        writes.append(_put(after.added_on, f"came#{after.id}", {"rlms": after.rlms}))
    if after.link and after.copies and not (before and before.link) and not after.imported:
        made = after.updated_on
        days = max(0, (made.date() - after.added_on.date()).days)
        writes.append(_put(made, f"linked#{after.id}", {"rlms": after.rlms, "days": days}))
    return writes


def _put(at: datetime, sk: str, more: dict[str, object]) -> Put:
    filed = partition(monday(at.date()))
    return Put({"pk": filed, "sk": sk, "what": "week", "v": SCHEMA, "at": stamp(at), **more})


def partition(start: date) -> str:
    return f"week#{start.isoformat()}"
