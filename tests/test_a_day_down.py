"""A receiver that is down for a day: afterwards everything arrives, once, in order.

The sender, its rows and the desk are the real ones; only the clock and the receiver are not. Bells
are all lost, so that only the sweep of each minute finds what is due.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.aws.connections import Connections
from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.messages import Messages
from chalicelib.aws.records import Records
from chalicelib.aws.recovery import SHELF
from chalicelib.aws.table import Table
from chalicelib.desk import Desk
from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.facts import Original
from chalicelib.domain.intake import Asked
from chalicelib.domain.places import Place
from chalicelib.domain.request import Phase, Request
from chalicelib.domain.telling import Outgoing, Status, TryAgain
from chalicelib.relay import Relay
from chalicelib.rlms._adapter import System
from tests.domain.a_request import DIGITISER, NOON, TERMS

BACK = NOON + timedelta(hours=24)
MINUTE = timedelta(minutes=1)
#: Longer than the longest wait between two tries.
AT_LAST = BACK + timedelta(hours=30)


class Lists(System):
    """A reading-list system that wants to be asked before it is told."""

    def enrich(self, request: Request, places: Sequence[Place] = ()) -> Talk:
        yield Call("GET", f"/{request.theirs['id']}")
        return {"name": "Jo"}

    def report(self, request: Request, phase: Phase, link: str) -> Talk:
        yield Call("POST", f"/{request.theirs['id']}/{phase.value}")
        return {}


LISTS = Lists(name="lists", label="Lists")


@dataclass
class World:
    """The desk and its sender around a table, with a clock that goes on when it is told to."""

    dynamo: Dynamo
    now: datetime = NOON
    arrived: list[str] = field(default_factory=list)
    tries: int = 0
    lines: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.messages = Messages(self.dynamo)
        self.table = Table(self.dynamo)
        self.desk = Desk(self.table, Records(self.dynamo), lambda: self.now, terms=TERMS)
        self.connections = Connections(self.dynamo)
        self.relay = Relay(
            messages=self.messages,
            load=self.table.load,
            learn=self.desk.learn,
            adapters={"lists": LISTS},
            call=self.call,
            mail=lambda one, request: None,
            work=lambda one, request: "",
            ring=lambda lanes, seconds: None,
            note=self.connections.note,
            clock=lambda: self.now,
            public_url="https://desk.example",
            log=self.lines.append,
        )

    def call(self, receiver: str, call: Call) -> Reply:
        """Down in both ways: nobody there, and somebody who cannot."""
        if self.now < BACK:
            self.tries += 1
            if self.tries % 2:
                raise TryAgain("Lists did not answer.")
            return Reply(503)
        self.arrived.append(f"{call.method} {call.path}")
        return Reply(200, b"{}")

    def ask_for(self, item: str) -> str:
        theirs, original = {"id": item}, Original(self.now, title="The first chapter")
        asked = Asked(item, original, theirs, lane=item, enrich=("requester",))
        return self.desk.hear("lists", asked).request

    def act(self, request_id: str, action: str, **said: str) -> None:
        seen = self.table.load(request_id).version
        self.desk.act(request_id, action, said, DIGITISER, seen)

    def told(self, item: str) -> list[Outgoing]:
        request_id = self.table.marked("lists", item) or ""
        found = self.messages.of(self.table.load(request_id))
        return [one for one in found if one.to == "lists"]

    def go_on(self, until: datetime) -> None:
        """Each minute the sweep runs what is due; minutes at which nothing is are passed over."""
        while (next_try := self.next_try()) and next_try <= until:
            late = (next_try - NOON) % MINUTE
            sweep = next_try + (MINUTE - late if late else timedelta(0))
            self.now = max(self.now + timedelta(seconds=1), sweep)
            self.sweep()
        self.now = max(self.now, until)

    def sweep(self) -> None:
        """As each minute does it (handlers/scheduled.py)."""
        for lane in self.messages.lanes_due(self.now):
            self.relay.run(lane)
        self.messages.hasten(self.now)

    def go_on_by_minutes(self, until: datetime) -> None:
        while self.now < until:
            self.now += MINUTE
            self.sweep()

    def next_try(self) -> datetime | None:
        """When the first message of any lane is due; what stands behind it waits with it."""
        first: dict[str, Any] = {}
        for row in self.dynamo.all("due", index="shelf"):
            first[row["pk"]] = min(row, first.get(row["pk"], row), key=lambda one: one["sk"])
        times = [datetime.fromisoformat(row["next_try"]) for row in first.values()]
        return min(times, default=None)


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def a_day(world: World) -> None:
    """Four requests, and what people do with them while nobody hears of it."""
    told_once, told_often = world.ask_for("a"), world.ask_for("b")
    world.go_on(at(1))
    world.act(told_once, "assign")
    world.act(told_often, "assign")
    world.go_on(at(5))
    world.act(told_often, "reject", reason="not-held")
    world.ask_for("c")
    world.go_on(at(9))
    world.act(told_often, "reopen")
    world.go_on(at(23))
    last = world.ask_for("d")
    world.act(last, "assign")
    world.act(last, "reject", reason="not-held")
    world.go_on(BACK - MINUTE)


@pytest.fixture
def world(dynamo: Dynamo) -> World:
    return World(dynamo)


def test_after_a_day_everything_arrives_once_in_order_and_what_was_overtaken_does_not(world):
    a_day(world)
    before, gone_bad = list(world.arrived), world.connections.of("lists")

    world.go_on(AT_LAST)

    assert before == []
    assert {item: [one for one in world.arrived if f"/{item}" in one] for item in "abcd"} == {
        "a": ["GET /a", "POST /a/working"],
        "b": ["GET /b", "POST /b/working"],
        "c": ["GET /c"],
        "d": ["GET /d", "POST /d/refused"],
    }
    assert {told.status for item in "abcd" for told in world.told(item)} == {
        Status.SENT, Status.SUPERSEDED,
    }  # fmt: skip
    assert (world.messages.due_by_receiver(), world.messages.all_undelivered()) == ({}, ([], None))
    assert not gone_bad.is_well
    assert world.connections.of("lists").is_well
    # Nobody was besieged: who is down is asked once a quarter of an hour.
    assert world.tries < 24 * 4 + 20


def test_what_failed_does_not_wait_out_its_own_time_once_they_are_back(world):
    a_day(world)
    world.ask_for("e")
    waits = [one.next_try for item in "abcd" for one in world.told(item) if one.tries > 2]
    assert max(waits) > BACK + timedelta(hours=2)

    # The longest rest, and two sweeps.
    world.go_on_by_minutes(BACK + timedelta(minutes=18))

    assert {one.split()[1][:2] for one in world.arrived} == {"/a", "/b", "/c", "/d", "/e"}
    assert world.messages.due_by_receiver() == {}


def test_after_that_nothing_is_walked_any_more(world):
    a_day(world)

    world.go_on_by_minutes(BACK + timedelta(minutes=30))

    assert list(world.dynamo.all(SHELF, index="shelf")) == []
