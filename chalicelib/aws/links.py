"""What readers do with a link: a patron's views, and how often it was opened on a day.

A view is one conditional update of the link's own row. Nothing else is written with it, so nobody
is in anybody's way; and because the reader's sitting is marked by that same update, it may be tried
again after an answer that never came: it is found done, and no view is lost or counted twice.
"""

import hashlib
import random
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from chalicelib.aws.dynamo import Cancelled, Dynamo, Put, Step
from chalicelib.aws.notation import Row
from chalicelib.domain.errors import Busy
from chalicelib.domain.views import Day

SCHEMA = 1
TRIES = 8
#: Sittings that have ended are taken out of the row by the next view, so many at a time.
SWEPT = 10
SITS = "sits#"


class Links:
    """The rows of links and their readers; `sleep` waits between two tries of one write."""

    def __init__(self, dynamo: Dynamo, sleep: Callable[[float], None] = time.sleep) -> None:
        self._dynamo = dynamo
        self._sleep = sleep

    def seat(self, token: str, reader: str, now: datetime) -> tuple[int, bool]:
        """How many views of this link were used, and whether this reader's sitting goes on."""
        row = self._dynamo.get(f"link#{token}", "link") or {}
        return int(row.get("views", 0)), sits(row, SITS + digest(token, reader), now)

    def used(self, token: str) -> int:
        """How many views of this link were used."""
        row = self._dynamo.get(f"link#{token}", "link") or {}
        return int(row.get("views", 0))

    def view(self, token: str, reader: str, limit: int, now: datetime, minutes: int) -> bool:
        """Uses one view of this link, or none within the reader's sitting of so many minutes.

        False where all are used. Throttling and conflicts are tried again with jitter, eight times,
        and are Busy in the end; whatever came of the last try, the next one finds it.
        """
        seat = SITS + digest(token, reader)
        for attempt in range(TRIES):
            try:
                row = self._dynamo.get(f"link#{token}", "link") or {}
                if sits(row, seat, now):
                    return True
                if int(row.get("views", 0)) >= limit:
                    return False
                # Who came too late to sweep does not try that again: it would lose once more.
                swept = ended(row, seat, now) if attempt == 0 else []
                self._dynamo.step(taking(token, row, seat, limit, now, minutes, swept))
                return True
            except Cancelled as first:
                # Somebody else's view, or this reader's own from another tab: look again.
                stood = first.standing[0] or {}
                if sits(stood, seat, now):
                    return True
            except Busy:
                if attempt == TRIES - 1:
                    raise
                self._sleep(random.uniform(0, 0.05 * 2 ** min(attempt, 5)))
        raise Busy("Many readers open this text at once.")

    def opened(
        self, request_id: str, of: tuple[str, str], reader: str, now: datetime, today: date,
        days: int,
    ) -> None:  # fmt: skip
        """Counts this reader for that day, once; who it was is known for so many days."""
        place = f"{today.isoformat()}#{'#'.join(of)}"
        if days and not self._is_new(request_id, place, reader, now, days):
            return
        counted = {"what": "opened-on", "v": SCHEMA, "day": today.isoformat(),
                   "course": of[0], "year": of[1]}  # fmt: skip
        where = f"opened#{request_id}", f"day#{place}"
        self._dynamo.step(Step(*where, adds={"opened": 1}, sets=counted))

    def _is_new(self, request_id: str, place: str, reader: str, now: datetime, days: int) -> bool:
        row = {
            "pk": f"opened#{request_id}", "sk": f"by#{place}#{digest(request_id, reader)}",
            "what": "opened-by", "v": SCHEMA, "reader": reader[:200],
            "ttl": int((now + timedelta(days=days)).timestamp()),
        }  # fmt: skip
        try:
            self._dynamo.write(Put(row, unless_exists=True))
        except Cancelled:
            return False
        return True

    def days(self, request_id: str) -> list[Day]:
        """How often it was opened, by day and opening, the newest first."""
        rows: Iterable[Row] = self._dynamo.all(
            f"opened#{request_id}", sk_prefix="day#", newest_first=True
        )
        return [
            Day(date.fromisoformat(row["day"]), row["course"], row["year"], row["opened"])
            for row in rows
        ]


def taking(
    token: str, row: Row, seat: str, limit: int, now: datetime, minutes: int, swept: Sequence[str]
) -> Step:
    """The one update: a view more where there is one left, and the reader's seat for a while."""
    at = int(now.timestamp())
    return Step(
        f"link#{token}",
        "link",
        adds={"views": 1},
        sets={seat: at + 60 * minutes},
        drops=swept,
        below={"views": limit, seat: at},
        where={"request": row.get("request", ""), **{one: row[one] for one in swept}},
    )


def ended(row: Row, seat: str, now: datetime) -> list[str]:
    """Seats of others whose sitting is over, ten at most."""
    at = int(now.timestamp())
    return [one for one in row if one.startswith(SITS) and row[one] < at and one != seat][:SWEPT]


def sits(row: Row, seat: str, now: datetime) -> bool:
    """The reader's sitting goes on."""
    return int(row.get(seat, 0)) >= int(now.timestamp())


def digest(*parts: str) -> str:
    """A reader's mark in one place: nobody is found by it anywhere else."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
