"""Where things stand on reading lists: what a list's system told of its own accord, when asked.

A walk over all lists is a generator that yields calls and, in between, what it has found so far;
whoever drives it makes the calls, keeps what was found, and may go on from there another day.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from chalicelib.domain.calls import Call, Reply

#: A whole walk begins anew after so long, and what is older than this is not relied upon.
REST, STALE = timedelta(hours=6), timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Place:
    """One item on one list. `record` is the number of its catalogue record, `theirs` its ids.

    `teachers` are the users who teach its course, as their system knows them.
    """

    id: str
    record: str = ""
    theirs: Mapping[str, str] = field(default_factory=dict)
    course_code: str = ""
    course_name: str = ""
    list_name: str = ""
    title: str = ""
    teachers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What a walk found since it last said so, and where to go on if it ends here."""

    places: tuple[Place, ...]
    go_on: str


#: A walk: each call is answered with its reply, each batch with nothing.
Walk = Generator[Call | Batch, Reply | None, None]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the walks of one system have come: each is a generation, counted from one.

    `go_on` is where the walk that is under way goes on; `finished` is the last whole one. What a
    later walk did not see any more is of an older generation, and stands nowhere.
    """

    generation: int = 0
    go_on: str = ""
    finished: int = 0
    finished_on: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """The last walk is whole, and was not long ago."""
        whole = self.generation == self.finished
        return whole and self.finished_on is not None and now < self.finished_on + REST

    def begun(self) -> "Standing":
        """The walk that is under way, or else the next one."""
        if self.generation > self.finished:
            return self
        return replace(self, generation=self.generation + 1, go_on="")

    def ended(self, now: datetime) -> "Standing":
        return replace(self, finished=self.generation, finished_on=now, go_on="")

    def is_fresh(self, now: datetime) -> bool:
        return self.finished_on is not None and now < self.finished_on + STALE
