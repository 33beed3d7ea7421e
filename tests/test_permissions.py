"""What CLA allows of a title: asked by the sender, kept, and said where there is no answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.errors import Busy, Refused, Unknown
from chalicelib.domain.permissions import Permissions, lapsed, question
from chalicelib.domain.telling import BACKOFF, Circuit, Outgoing, Status, TryAgain
from chalicelib.library.cla import Cla
from chalicelib.permissions import PermissionDesk
from chalicelib.relay import Relay
from tests.domain.a_request import NOON, TODAY
from tests.library import cla_answers as recorded
from tests.library.cla_answers import ISN
from tests.test_relay import Rows, World

LANE = "lane#cla#ABCD2345"


@dataclass
class Kept:
    """The last answers in memory."""

    rows: dict[str, Permissions] = field(default_factory=dict)

    def of(self, isn: str) -> Permissions | None:
        return self.rows.get(isn)

    def keep(self, one: Permissions) -> None:
        self.rows[one.isn] = one


@dataclass
class Asked(World):
    """The world of the sender, with CLA in it."""

    kept: Kept = field(default_factory=Kept)
    replies: list[Reply | Exception] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    told: list[tuple[str, Permissions]] = field(default_factory=list)
    tell_trouble: Exception | None = None

    @property
    def relay(self) -> Relay:
        desk = PermissionDesk(
            service=Cla(), kept=self.kept, tell=self.tell, today=lambda: self.now.date(), days=30
        )
        return replace(super().relay, permissions=desk, call=self.call)

    def call(self, receiver: str, call: Call) -> Reply:
        self.calls.append(f"{receiver} {call.path.rsplit('/', 2)[1]}")
        answer = self.replies.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def tell(self, request_id: str, said: Permissions) -> None:
        if self.tell_trouble:
            raise self.tell_trouble
        self.told.append((request_id, said))

    @property
    def heard(self) -> list[tuple[str, str]]:
        return [(said.coverage, said.why) for _, said in self.told]

    def ask(self, **more: str) -> "Asked":
        self.rows.rows = [a_question(**more)]
        return self


@pytest.fixture
def world() -> Asked:
    return Asked(replies=[recorded.COVERED])


def a_question(**more: str) -> Outgoing:
    facts: Mapping[str, str] = {"isn": ISN, **more}
    return Outgoing(
        id="ABCD2345-4-1", lane=LANE, place="4", request="ABCD2345", version=4, to="cla",
        kind="permission", at=NOON, next_try=NOON, facts=facts,
    )  # fmt: skip


def kept(until: date = TODAY, **known: Any) -> Permissions:
    return Permissions(isn=ISN, checked_on=TODAY, valid_until=until, **known)


def test_the_request_is_told_what_cla_answered(world):
    assert world.ask().run(LANE) == [Status.SENT]
    assert world.heard == [("covered", "")]
    assert world.rows.rows[0].outcome.startswith("Photocopying: Permitted")


def test_an_answer_is_kept_for_so_many_days(world):
    world.ask().run(LANE)

    one = world.kept.rows[ISN]
    assert (one.checked_on, one.valid_until) == (TODAY, TODAY + timedelta(days=30))


def test_what_is_kept_is_not_asked_again(world):
    world.ask().run(LANE)
    world.ask().run(LANE)

    assert world.calls == [f"cla {ISN}"]
    assert world.heard == [("covered", ""), ("covered", "")]


def test_what_is_past_its_day_is_asked_again(world):
    world.kept.rows[ISN] = kept(TODAY - timedelta(days=1))

    world.ask().run(LANE)

    assert world.calls == [f"cla {ISN}"]


def test_check_again_asks_past_what_is_kept(world):
    world.kept.rows[ISN] = kept(TODAY + timedelta(days=20))

    world.ask(again="yes").run(LANE)

    assert world.calls == [f"cla {ISN}"]


DOWN = [
    (TryAgain("CLA's permission service did not answer (ReadTimeoutError)."), "ReadTimeoutError"),
    (Reply(503, b""), "CLA answered 503"),
    (Reply(200, b"<html>"), "could not be read"),
]


@pytest.mark.parametrize(("answer", "words"), DOWN)
def test_a_service_that_is_down_or_slow_is_said_at_once_and_asked_again(world, answer, words):
    world.replies = [answer, recorded.COVERED]

    assert world.ask().run(LANE) == [Status.DUE]
    assert [coverage for coverage, _ in world.heard] == ["not-known"]
    assert words in world.heard[0][1]
    assert world.after(BACKOFF[0]).run(LANE) == [Status.SENT]
    assert world.heard[-1] == ("covered", "")


@pytest.mark.parametrize("answer", [recorded.reply({"usagesSummary": "yes"}), recorded.REFUSED])
def test_nonsense_is_said_and_is_no_errand_of_anybody(world, answer):
    world.replies = [answer]

    assert world.ask().run(LANE) == [Status.GIVEN_UP]
    ((coverage, why),) = world.heard
    assert coverage == "not-known"
    assert why


def test_who_never_answers_is_given_up_and_the_request_says_so(world):
    world.replies = [Reply(503, b"")]
    world.rows = Rows([replace(a_question(), tries=9)])

    assert world.run(LANE) == [Status.GIVEN_UP]
    assert "Given up after 10 tries" in world.heard[-1][1]


def test_no_answer_takes_none_away_that_is_kept(world):
    stood = kept(TODAY - timedelta(days=1))
    world.kept.rows[ISN] = stood
    world.replies = [Reply(503, b"")]

    world.ask().run(LANE)

    assert world.kept.rows[ISN] == stood


def test_no_answer_is_not_taken_for_one_the_next_time(world):
    world.replies = [recorded.REFUSED, recorded.COVERED]
    world.ask().run(LANE)

    world.ask().run(LANE)

    assert world.heard[-1] == ("covered", "")


def test_while_the_service_rests_the_request_is_told_so_and_no_call_is_made(world):
    for _ in range(5):
        world.replies = [Reply(503, b"")]
        world.ask().run(LANE)
    world.told.clear()
    world.replies = []

    world.ask().run(LANE)

    assert world.heard == [("not-known", "Nobody answers there at present.")]


def test_what_is_kept_waits_for_no_service_to_be_back(world):
    resting = Circuit(5, NOON + timedelta(seconds=30))
    world.rows.circuits = {"cla": resting}
    world.kept.rows[ISN] = kept(TODAY + timedelta(days=5))
    world.replies = []

    assert world.ask().run(LANE) == [Status.SENT]
    assert world.rows.circuits == {"cla": resting}


def test_a_desk_that_is_busy_is_told_later_what_is_kept(world):
    world.kept.rows[ISN] = kept(TODAY + timedelta(days=5))
    world.tell_trouble = Busy("The table is busy.")

    assert world.ask().run(LANE) == [Status.DUE]
    assert world.calls == []


def test_how_the_service_answered_is_noted_for_the_page_of_connections(world):
    world.ask().run(LANE)

    ((system, about, _, went_well),) = world.noted
    assert (system, about, went_well) == ("cla", "permission of ABCD2345", True)


def test_a_request_that_is_closed_by_now_needs_no_answer(world):
    world.tell_trouble = Refused("It is closed.")

    assert world.ask().run(LANE) == [Status.SENT]


def test_a_request_that_is_gone_stops_nobody(world):
    world.tell_trouble = Unknown("There is no such request.")

    assert world.ask().run(LANE) == [Status.GIVEN_UP]


def test_a_desk_that_is_busy_is_told_later(world):
    world.tell_trouble = Busy("The table is busy.")

    assert world.ask().run(LANE) == [Status.DUE]
    assert world.rows.circuits == {}


def test_who_asks_about_a_title_alone_finds_it_kept(world):
    world.rows = Rows([question(ISN, NOON)])

    assert world.run(question(ISN, NOON).lane) == [Status.SENT]
    assert world.told == []
    assert world.kept.rows[ISN].coverage == "covered"


def test_a_title_that_is_asked_about_alone_says_why_there_is_no_answer(world):
    world.replies = [recorded.REFUSED]
    world.rows = Rows([question(ISN, NOON)])

    world.run(question(ISN, NOON).lane)

    assert "refused the subscription key" in world.kept.rows[ISN].words
    assert lapsed(world.kept.rows[ISN], TODAY)


def test_the_same_title_is_asked_about_once_an_hour():
    names = {question(ISN, NOON + timedelta(minutes=n)).id for n in (0, 1, 59)}

    assert len(names) == 1
    assert question(ISN, NOON + timedelta(hours=1)).id not in names
