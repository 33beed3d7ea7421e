"""The library's own reasons: every version that was ever saved, the newest in force.

A version is written once and stays. It is read again after two seconds at most: one request reads
it once, and what is retired is offered no more wherever somebody looks next.
"""

import time
from collections.abc import Callable

from chalicelib.aws.dynamo import Cancelled, Dynamo, Put
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.reason_lists import ReasonLists

SCHEMA = 1
PK = "reasons"
#: Seconds for which a warm worker goes by what it has read.
KEPT = 2.0


class Reasons:
    """Keeps reasons; `ships` are those of the settings, which stand until others are saved."""

    def __init__(
        self, dynamo: Dynamo, ships: ReasonLists, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._dynamo = dynamo
        self._ships = ships
        self._now = now
        self._held: tuple[float, ReasonLists] | None = None

    def lists(self) -> ReasonLists:
        """The reasons in force, as they were two seconds ago at the most."""
        if self._held is None or self._now() - self._held[0] > KEPT:
            self._held = self._now(), self.newest()
        return self._held[1]

    def newest(self) -> ReasonLists:
        """The reasons in force, read now."""
        return next(iter(self.versions(1)), self._ships)

    def versions(self, most: int = 20) -> list[ReasonLists]:
        """The newest versions that were saved, the newest first."""
        rows = self._dynamo.query(PK, newest_first=True, limit=most).rows
        return [from_plain(ReasonLists, row["lists"]) for row in rows]

    def save(self, lists: ReasonLists) -> None:
        """Write a new version; ChangedMeanwhile where somebody else has written it by now."""
        row = {
            "pk": PK, "sk": f"v{lists.version:06d}", "what": "reasons", "v": SCHEMA,
            "lists": to_plain(lists),
        }  # fmt: skip
        try:
            self._dynamo.write(Put(row, unless_exists=True))
        except Cancelled as stopped:
            raise ChangedMeanwhile(
                "Somebody saved the reasons just now.", version=self.newest().version
            ) from stopped
        self._held = self._now(), lists
