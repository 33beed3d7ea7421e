"""What the clock closes: each request whose last opening is over moves to *expired*."""

import json
import sys
import time
from datetime import date, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from chalicelib.desk import Desk
from chalicelib.domain.errors import ChangedMeanwhile, Refused, Unknown

MOST = 1_000


class Closings(Protocol):
    def until(self, day: date, most: int) -> list[tuple[date, str]]: ...


def run(desk: Desk, closings: Closings, zone: ZoneInfo, seconds: float) -> int:
    """Expire what is overdue, 1,000 at most and for so long; how many it were.

    What somebody moved just now, or moves at this moment, is left to them and to the next hour.
    """
    until, done = time.monotonic() + seconds, 0
    yesterday = desk.clock().astimezone(zone).date() - timedelta(days=1)
    for day, request_id in closings.until(yesterday, MOST):
        if time.monotonic() > until:
            break
        try:
            desk.act_as_desk(request_id, "expire", {})
        except (Refused, Unknown, ChangedMeanwhile) as left:
            told(request_id, type(left).__name__, day)
            continue
        told(request_id, "expired", day)
        done += 1
    return done


def told(request_id: str, outcome: str, day: date) -> None:
    line = {"what": "expire", "request": request_id, "outcome": outcome, "day": day.isoformat()}
    print(json.dumps(line), file=sys.stderr, flush=True)
