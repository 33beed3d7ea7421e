"""The bell: a queue that says which lanes to look at, and which changes of a row ring it.

Nothing is lost when a bell is: the sweep of each minute rings what is due.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.aws.notation import Row, plain
from chalicelib.domain.telling import Status

BATCH = 10
#: The longest that SQS holds a message back; what waits longer is left to the sweep.
LONGEST_DELAY = 900


class Bell:
    """Rings lanes, by the queue that wakes the sender."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def ring(self, lanes: Sequence[str], seconds: float = 0) -> None:
        """Ring each lane once, after so many seconds; past a quarter of an hour the sweep does."""
        if seconds > LONGEST_DELAY:
            return
        once = list(dict.fromkeys(lanes))
        for start in range(0, len(once), BATCH):
            entries = [
                {"Id": str(n), "MessageBody": lane, "DelaySeconds": round(seconds)}
                for n, lane in enumerate(once[start : start + BATCH])
            ]
            self._client.send_message_batch(QueueUrl=self._url, Entries=entries)

    def changed(self, record: Mapping[str, Any]) -> tuple[Row | None, Row | None]:
        """The row that a stream record speaks of, before and after, as plain rows."""
        before, after = (record["dynamodb"].get(name) for name in ("OldImage", "NewImage"))
        return plain(before) if before else None, plain(after) if after else None

    def lane(self, before: Row | None, after: Row | None) -> str:
        """The lane to ring for this change; a mere later date rings none, for the sweep does."""
        if not after or after.get("what") != "message" or after.get("status") != Status.DUE:
            return ""
        return "" if before and before.get("status") == Status.DUE else str(after["pk"])

    def seconds(self, before: Row | None, after: Row | None) -> int:
        """When to ring for it: a new letter that may still be taken back waits so long."""
        if before or not after:
            return 0
        return int((after.get("facts") or {}).get("after", "0"))


class CheckQueue:
    """The queue in which uploads wait for their check, and scans to be put together anew."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def put_together(self, request_id: str, scan_id: str) -> None:
        """Ask that the files of this scan are put together, in the order they have by then."""
        body = json.dumps({"putTogether": {"request": request_id, "scan": scan_id}})
        self._client.send_message(QueueUrl=self._url, MessageBody=body)
