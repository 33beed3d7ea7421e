"""Rows beside the requests that are right by nature, looked at all the same and mended where not.

By the words requests are found, by the claims extents are counted. Each night a slice of all
requests is compared with its rows, from where the last night stopped, so that a night's cost and
time are the same however large the archive; a person may have all of it at once.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from chalicelib.domain.request import Request
from chalicelib.sweeping import SHELVES

#: Requests and seconds of one night; both end it, at the next page of a hundred requests.
SLICE, SECONDS = 1_000, 60.0
#: How far the nights came, and how far whoever asked for all.
STATE, ALL = "rebuild", "rebuild-all"


class Rows(Protocol):
    """Makes the rows of these requests right; answers how many were not."""

    def rebuild(self, requests: Iterable[Request]) -> int: ...


class Lists(Protocol):
    """The ids of all requests, page by page, and how far the walk came."""

    def state(self, name: str) -> dict[str, Any]: ...
    def keep(self, name: str, kept: dict[str, Any]) -> None: ...
    def heads(self, shelf: str, after: str | None) -> tuple[list[str], str | None]: ...


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """The walk with its parts; `read` gives requests without personal data, as their heads are."""

    lists: Lists
    read: Callable[[Sequence[str]], Sequence[Request]]
    rows: Sequence[Rows]

    def run(self, until: float, most: float = SLICE, walk: str = STATE) -> bool:
        """Walk on over so many requests, until that moment of time.monotonic() at the latest.

        Each `walk` goes on where it stopped itself. True where the last request was reached: its
        next run begins anew.
        """
        state, seen, wrong, done = self.lists.state(walk), 0, 0, False
        while not done and seen < most and time.monotonic() < until:
            shelf, after = state.get("shelf", 0), state.get("after") or None
            ids, after = self.lists.heads(SHELVES[shelf], after)
            requests = self.read(ids)
            wrong += sum(one.rebuild(requests) for one in self.rows)
            seen += len(ids)
            shelf += after is None
            done = shelf == len(SHELVES)
            state = {"shelf": shelf % len(SHELVES), "after": after or ""}
            self.lists.keep(walk, state)
        say(seen, wrong, done)
        return done


def say(seen: int, wrong: int, done: bool) -> None:
    """One line of the log for each run: how many requests were looked at, and rows mended."""
    line = {"what": "rebuild", "requests": seen, "rows": wrong, "done": done}
    print(json.dumps(line), file=sys.stderr, flush=True)
