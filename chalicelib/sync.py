"""The index of reading lists, kept by walking over them, a few minutes at a time.

Nothing is held but one list; a walk that is ended early goes on next time where it was.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.places import Batch, Place, Standing, Walk
from chalicelib.domain.telling import DeliveryError, TryAgain

#: A function of five minutes ends its walk before it is ended.
LONGEST_RUN = 270.0
#: What may pass is asked so many times more; a longer wait than this is left to the next run.
MORE_TRIES, FIRST_WAIT, LONGEST_WAIT = 3, 2.0, 60.0


class Kept(Protocol):
    """Where the index stands."""

    def standing(self, rlms: str) -> Standing: ...
    def stand(self, rlms: str, standing: Standing) -> None: ...
    def keep(self, rlms: str, generation: int, places: Iterable[Place], now: datetime) -> None: ...


class Adapter(Protocol):
    """What a walk wants of a reading-list system (rlms/_adapter.py has the whole contract)."""

    def places(self, go_on: str) -> Walk: ...
    def judge(self, call: Call, reply: Reply) -> DeliveryError | None: ...


@dataclass(frozen=True, slots=True)
class Sync:
    """Walks over the lists of every system that has any, if its last walk was long enough ago."""

    kept: Kept
    adapters: Mapping[str, Adapter]
    call: Callable[[str, Call], Reply]
    clock: Callable[[], datetime]
    log: Callable[[Mapping[str, object]], None]
    sleep: Callable[[float], None] = time.sleep

    def run(self, seconds: float = LONGEST_RUN) -> None:
        ends = self.clock() + timedelta(seconds=min(seconds, LONGEST_RUN))
        for rlms, adapter in self.adapters.items():
            standing = self.kept.standing(rlms)
            if not standing.rests(self.clock()):
                self._walk(rlms, adapter, standing.begun(), ends)

    def _walk(self, rlms: str, adapter: Adapter, standing: Standing, ends: datetime) -> None:
        """On from where it was, until it is whole or the time is up."""
        walk, reply, found = adapter.places(standing.go_on), None, 0
        outcome = "whole"
        try:
            while True:
                step = walk.send(reply)
                if isinstance(step, Call):
                    reply = self._ask(rlms, adapter, step, ends)
                    continue
                reply, found = None, found + len(step.places)
                standing = self._keep(rlms, standing, step)
                if self.clock() >= ends:
                    outcome = "to go on"
                    break
        except StopIteration:
            if standing == Standing().begun() and not found:
                return
            self.kept.stand(rlms, standing.ended(self.clock()))
        except DeliveryError as trouble:
            outcome = type(trouble).__name__
        finally:
            walk.close()
        self.log({"outcome": outcome, "walk": rlms, "places": found})

    def _keep(self, rlms: str, standing: Standing, batch: Batch) -> Standing:
        self.kept.keep(rlms, standing.generation, batch.places, self.clock())
        further = replace(standing, go_on=batch.go_on)
        if further != standing:
            self.kept.stand(rlms, further)
        return further

    def _ask(self, rlms: str, adapter: Adapter, call: Call, ends: datetime) -> Reply:
        """Their answer; what passes by itself is waited for a little."""
        for attempt in range(MORE_TRIES + 1):
            try:
                reply = self.call(rlms, call)
                if trouble := adapter.judge(call, reply):
                    raise trouble
                return reply
            except TryAgain as passing:
                wait = max(passing.after or 0.0, FIRST_WAIT * 2**attempt)
                late = self.clock() + timedelta(seconds=wait) >= ends
                if attempt == MORE_TRIES or wait > LONGEST_WAIT or late:
                    raise
                self.sleep(wait)
        raise AssertionError("the last try answers or raises")
