"""The walk over all reading lists: whole, in parts, and what stops it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.places import REST, Batch, Place, Standing, Walk
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain
from chalicelib.sync import LONGEST_RUN, MORE_TRIES, Sync
from tests.domain.a_request import NOON


@dataclass
class Index:
    """The index in memory."""

    now: Standing = Standing()
    rows: dict[str, int] = field(default_factory=dict)

    def standing(self, rlms: str) -> Standing:
        return self.now

    def stand(self, rlms: str, standing: Standing) -> None:
        self.now = standing

    def keep(self, rlms: str, generation: int, places: Iterable[Place], now: datetime) -> None:
        self.rows |= {one.id: generation for one in places}


@dataclass
class Lists:
    """A system with so many courses of one item each; and with moods."""

    courses: int = 5
    moods: list[DeliveryError | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def places(self, go_on: str) -> Walk:
        for number in range(int(go_on or "0"), self.courses):
            reply = yield Call("GET", f"/{number}")
            assert reply
            yield Batch((Place(str(number)),), str(number))

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        self.asked.append(call.path)
        return self.moods.pop(0) if self.moods else None


@dataclass
class World:
    index: Index = field(default_factory=Index)
    lists: Lists = field(default_factory=Lists)
    now: datetime = NOON
    seconds_a_call: float = 1.0
    lines: list[Mapping[str, object]] = field(default_factory=list)

    def call(self, rlms: str, call: Call) -> Reply:
        self.pass_by(self.seconds_a_call)
        return Reply(200)

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def run(self, seconds: float = LONGEST_RUN) -> None:
        adapters: Any = {"leganto": self.lists}
        sync = Sync(
            self.index, adapters, self.call, lambda: self.now, self.lines.append, self.pass_by
        )
        sync.run(seconds)


@pytest.fixture
def world() -> World:
    return World()


def test_a_walk_keeps_all_that_it_finds_and_is_whole(world):
    world.run()

    assert world.index.rows == dict.fromkeys("01234", 1)
    assert world.index.now == Standing(1, "", 1, world.now)
    assert world.lines == [{"outcome": "whole", "walk": "leganto", "places": 5}]


def test_a_walk_that_runs_out_of_time_goes_on_where_it_was(world):
    world.run(seconds=2)
    assert world.index.now == Standing(1, "1")

    world.run()

    assert world.lists.asked == ["/0", "/1", "/1", "/2", "/3", "/4"]
    assert world.index.now.finished == 1


def test_after_a_whole_walk_nothing_is_asked_for_some_hours(world):
    world.run()
    world.lists.asked.clear()

    world.run()

    assert world.lists.asked == []


def test_then_all_is_walked_anew_as_another_generation(world):
    world.run()
    world.pass_by(REST.total_seconds())

    world.run()

    assert set(world.index.rows.values()) == {2}


def test_what_passes_by_itself_is_waited_for_as_they_ask(world):
    world.lists.moods = [None, TryAgain("wait", after=9)]

    world.run()

    assert world.index.now.finished == 1
    assert world.now == NOON + timedelta(seconds=5 + 1 + 9)


def test_what_does_not_pass_ends_the_run_and_not_the_walk(world):
    world.lists.moods = [None, *[TryAgain("wait")] * (MORE_TRIES + 1)]

    world.run()
    world.run()

    assert [line["outcome"] for line in world.lines] == ["TryAgain", "whole"]
    assert len(world.index.rows) == 5


@pytest.mark.parametrize("trouble", [Permanent("no"), TryAgain("wait", after=3_600)])
def test_a_refusal_or_a_long_wait_is_left_to_the_next_run(world, trouble):
    world.lists.moods = [None, trouble]

    world.run()

    assert world.index.now == Standing(1, "0")
    assert len(world.lists.asked) == 2


def test_a_system_without_lists_is_asked_nothing_and_leaves_nothing(world):
    world.lists = Lists(courses=0)

    world.run()

    assert (world.index.now, world.lines) == (Standing(), [])


def test_lists_that_are_empty_now_are_no_longer_relied_upon(world):
    world.run()
    world.pass_by(REST.total_seconds())
    world.lists = replace(world.lists, courses=0)

    world.run()

    assert world.index.now.finished == 2
