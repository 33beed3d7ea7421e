"""The library's rules: every version that was ever saved, and the requests they compare with.

A version is written once and stays; the newest is in force. It is read again after a minute at
most, so that no request waits for it.
"""

import heapq
import itertools
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from chalicelib.aws.content import partition
from chalicelib.aws.dynamo import Cancelled, Dynamo, Put
from chalicelib.aws.extents import Extents
from chalicelib.aws.rows import from_plain, stamp, to_plain
from chalicelib.aws.table import request_in
from chalicelib.domain.errors import ChangedMeanwhile, Unknown
from chalicelib.domain.request import Request
from chalicelib.domain.rules import DEFAULT, MOST_OTHERS, RuleBook
from chalicelib.domain.works import Work

SCHEMA = 1
PK = "rules"
#: What the list of versions shows.
ABOUT = ("version", "by", "saved_on", "note")
SHELVES = ("open", "live", "closed")
#: Seconds for which a warm worker goes by what it has read.
KEPT = 60.0


class RuleBooks:
    """Keeps rules; `heads` reads requests by their ids."""

    def __init__(
        self,
        dynamo: Dynamo,
        heads: Callable[[Iterable[str]], list[Request]],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._dynamo = dynamo
        self._extents = Extents(dynamo)
        self._heads = heads
        self._now = now
        self._held: tuple[float, RuleBook] | None = None

    def book(self) -> RuleBook:
        """The rules in force, as they were a minute ago at the most."""
        if self._held is None or self._now() - self._held[0] > KEPT:
            self._held = self._now(), self.newest()
        return self._held[1]

    def newest(self) -> RuleBook:
        """The rules in force, read now."""
        rows = self._dynamo.query(PK, newest_first=True, limit=1).rows
        return from_plain(RuleBook, rows[0]["book"]) if rows else DEFAULT

    def version(self, number: int) -> RuleBook:
        """The rules as they were in that version; Unknown where there was none."""
        if number == DEFAULT.version:
            return DEFAULT
        row = self._dynamo.get(PK, place(number)) if 0 < number < 10**6 else None
        if row is None:
            raise Unknown(f"There is no version {number} of the rules.", newest=self.book().version)
        return from_plain(RuleBook, row["book"])

    def versions(self, limit: int = 50) -> list[RuleBook]:
        """The newest versions, the newest first: who saved them when and why, without the rules."""
        rows = self._dynamo.all(PK, newest_first=True, fields=ABOUT)
        return [from_plain(RuleBook, row) for row in itertools.islice(rows, limit)]

    def save(self, book: RuleBook) -> None:
        """Write a new version; ChangedMeanwhile where somebody else has written it by now."""
        held = to_plain(book)
        row = {"pk": PK, "sk": place(book.version), "what": "rulebook", "v": SCHEMA, "book": held}
        row |= {name: held[name] for name in ABOUT if name in held}
        try:
            self._dynamo.write(Put(row, unless_exists=True))
        except Cancelled as stopped:
            raise ChangedMeanwhile(
                "Somebody saved the rules just now.", version=self.newest().version
            ) from stopped
        self._held = self._now(), book

    def others(self, request: Request, among: frozenset[str]) -> list[Request]:
        """Other requests for its courses, for its title, or both; 200 at most, newest first."""
        ids: dict[str, None] = {}
        if "course" in among:
            ids |= dict.fromkeys(self._of_courses(request))
        if "record" in among and request.work:
            ids |= dict.fromkeys(self._of_title(request.work))
        ids.pop(request.id, None)
        return self._heads(list(ids)[:MOST_OTHERS])

    def since(self, start: datetime, most: int) -> tuple[list[Request], bool]:
        """The newest requests that came in since then, whatever became of them.

        `most` of them at most, and whether there were more.
        """
        shelves = (self._dynamo.all(one, index="shelf", newest_first=True) for one in SHELVES)
        rows = heapq.merge(*shelves, key=lambda row: str(row["place"]), reverse=True)
        first = stamp(start.astimezone(UTC))
        recent = itertools.takewhile(lambda row: row["place"] >= first, rows)
        found = [request_in(row) for row in itertools.islice(recent, most + 1)]
        return found[:most], len(found) > most

    def _of_courses(self, request: Request) -> Iterable[str]:
        for code in sorted({one.code for one in request.runs}):
            for row in self._dynamo.all(partition(code), newest_first=True):
                yield str(row["id"])

    def _of_title(self, work: Work) -> Iterable[str]:
        """By the claims on it, the newest first; what was rejected claims nothing."""
        claims = self._extents.claims((work.root, work.id))
        for one in sorted(claims, key=lambda one: one.received, reverse=True):
            yield one.request


def place(version: int) -> str:
    return f"v{version:06d}"
