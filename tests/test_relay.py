"""The sender: in order, as often as it takes, and never what may not be repeated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.errors import ChangedMeanwhile, NotUnderstood, Refused, Unknown
from chalicelib.domain.facts import Rejection
from chalicelib.domain.openings import Link
from chalicelib.domain.places import Place
from chalicelib.domain.request import Phase, Request, State
from chalicelib.domain.telling import (
    BACKOFF,
    IN_A_ROW,
    Circuit,
    Contact,
    DeliveryError,
    LeaseLost,
    NotYet,
    Outgoing,
    Permanent,
    Status,
    TryAgain,
)
from chalicelib.relay import Relay
from chalicelib.turn import PERHAPS
from tests.domain.a_request import NOON, a_request

LANE, LETTERS = "lane#leganto#9912", "lane#mail#ABCD2345"


class Killed(BaseException):
    """The sender's process ends here."""


@dataclass
class Rows:
    """Message rows in memory, with one lease; what aws/messages.py promises, in few lines."""

    rows: list[Outgoing] = field(default_factory=list)
    holder: str = ""
    circuits: dict[str, Circuit] = field(default_factory=dict)
    well_since: dict[str, datetime] = field(default_factory=dict)
    dies_at_settling: bool = False

    def due(self, lane: str) -> list[Outgoing]:
        return [self._seen(one) for one in self.rows if one.status is Status.DUE]

    def _seen(self, one: Outgoing) -> Outgoing:
        later = [o for o in self.rows if o.kind == one.kind == "status" and o.version > one.version]
        return replace(one, overtaken=any(o.request == one.request for o in later))

    def lease(self, lane: str, holder: str, now: datetime, seconds: float) -> bool:
        self.holder = self.holder or holder
        return self.holder == holder

    def release(self, lane: str, holder: str) -> None:
        self.holder = "" if self.holder == holder else self.holder

    def begin(self, one: Outgoing, holder: str, now: datetime) -> None:
        self._put(one, holder, begun=str(now))

    def settle(self, one: Outgoing, holder: str, status: Status, outcome: str) -> None:
        if self.dies_at_settling:
            self.dies_at_settling = False
            raise Killed
        self._put(one, holder, status=status, outcome=outcome)

    def take_back(self, one: Outgoing, holder: str, now: datetime) -> None:
        self._put(one, holder, status=Status.SUPERSEDED, outcome="taken back")

    def later(
        self, one: Outgoing, holder: str, next_try: datetime, outcome: str, tries: int
    ) -> None:
        self._put(one, holder, next_try=next_try, outcome=outcome, tries=tries, begun="")

    def undelivered(
        self, one: Outgoing, holder: str, now: datetime, outcome: str, tries: int
    ) -> None:
        self._put(one, holder, status=Status.UNDELIVERED, outcome=outcome, tries=tries)

    def _put(self, one: Outgoing, holder: str, **new: Any) -> None:
        if self.holder != holder:
            raise LeaseLost(one.lane)
        self.rows = [replace(one, **new) if o.id == one.id else o for o in self.rows]

    def well_again(self, receiver: str, now: datetime) -> None:
        self.well_since[receiver] = now

    def circuit(self, receiver: str) -> Circuit:
        return self.circuits.get(receiver, Circuit())

    def put_circuit(self, receiver: str, before: Circuit, after: Circuit) -> bool:
        self.circuits[receiver] = after
        return True


@dataclass
class Alma:
    """A receiver with a counter that may move on only once per request, and with moods."""

    calls: list[str] = field(default_factory=list)
    moods: list[DeliveryError | Exception | None] = field(default_factory=list)
    step: int = 0

    def report(self, request: Request, phase: Phase, link: str) -> Talk:
        standing = yield Call("GET", f"/{request.id}/{phase.value}?{link}")
        if standing.json == 0:
            yield Call("POST", f"/{request.id}")
        return {"outcome": "seen"}

    def enrich(self, request: Request, places: Sequence[Place] = ()) -> Talk:
        yield Call("GET", "/who")
        return {"name": "Jo"}

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        return None

    def __call__(self, receiver: str, call: Call) -> Reply:
        mood = self.moods.pop(0) if self.moods else None
        if mood:
            raise mood
        self.calls.append(f"{call.method} {call.path}")
        answer = str(self.step).encode()
        self.step += call.method == "POST"
        return Reply(200, answer)


@dataclass
class World:
    """Everything around the sender, and the sender."""

    rows: Rows = field(default_factory=Rows)
    alma: Alma = field(default_factory=Alma)
    now: datetime = NOON
    request: Request = field(default_factory=a_request)
    letters: list[str] = field(default_factory=list)
    mail_trouble: DeliveryError | BaseException | None = None
    learnt: list[Mapping[str, Any]] = field(default_factory=list)
    learn_trouble: Exception | None = None
    rung: list[tuple[str, float]] = field(default_factory=list)
    lines: list[Mapping[str, object]] = field(default_factory=list)
    noted: list[tuple[str, str, str, bool]] = field(default_factory=list)
    worked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def relay(self) -> Relay:
        return Relay(
            messages=self.rows,
            load=self.load,
            learn=self.learn,
            adapters={"leganto": self.alma},
            call=self.alma,
            mail=self.mail,
            work=self.work,
            ring=lambda lanes, seconds: self.rung.extend((lane, seconds) for lane in lanes),
            note=self.note,
            clock=lambda: self.now,
            public_url="https://desk.example/",
            spread=lambda: 1.0,
            log=self.lines.append,
        )

    def work(self, one: Outgoing, request: Request) -> str:
        self.worked.append((one.kind, request.id))
        return "begun"

    def load(self, request_id: str) -> Request:
        if request_id == "GONE":
            raise Unknown("There is no request GONE.")
        return self.request

    def learn(self, request_id: str, facts: Mapping[str, Any]) -> None:
        if self.learn_trouble:
            raise self.learn_trouble
        self.learnt.append(facts)

    def note(self, system: str, contact: Contact, went_well: bool) -> None:
        self.noted.append((system, contact.what, contact.words, went_well))

    def mail(self, one: Outgoing, request: Request) -> None:
        if self.mail_trouble:
            raise self.mail_trouble
        self.letters.append(one.to)

    def keep(self, *more: Outgoing) -> None:
        self.rows.rows += more

    def run(self, lane: str = LANE) -> list[Status]:
        self.relay.run(lane)
        return [one.status for one in self.rows.rows]

    def after(self, seconds: float) -> "World":
        self.now += timedelta(seconds=seconds)
        return self


@pytest.fixture
def world() -> World:
    return World()


def a_message(version: int = 4, kind: str = "status", **known: Any) -> Outgoing:
    usual: dict[str, Any] = {
        "id": f"ABCD2345-{version}-1", "lane": LANE, "place": f"{version}", "request": "ABCD2345",
        "version": version, "to": "leganto", "kind": kind, "at": NOON, "next_try": NOON,
        "facts": {"phase": "working"} if kind == "status" else {},
    }  # fmt: skip
    return Outgoing(**usual | known)


def a_letter(**known: Any) -> Outgoing:
    return a_message(kind="mail", to="requester", lane=LETTERS, facts={"letter": "reject"}, **known)


def test_what_is_due_is_told_and_settled(world):
    world.keep(a_message())

    assert world.run() == [Status.SENT]
    assert world.alma.calls == ["GET /ABCD2345/working?", "POST /ABCD2345"]


def test_the_link_is_told_where_there_is_one(world):
    world.request = a_request(link=Link("a-token"))
    world.keep(a_message(facts={"phase": "live"}))

    world.run()

    assert world.alma.calls[0] == "GET /ABCD2345/live?https://desk.example/l/a-token"


def test_what_concerns_one_object_goes_in_order(world):
    world.keep(a_message(2, request="A"), a_message(3, "enrich"), a_message(4))

    world.run()

    assert [line["kind"] for line in world.lines] == ["status", "enrich", "status"]


def test_a_status_that_was_overtaken_is_never_sent(world):
    world.keep(a_message(3), a_message(4))

    assert world.run() == [Status.SUPERSEDED, Status.SENT]
    assert len([call for call in world.alma.calls if call.startswith("GET")]) == 1


def test_a_status_that_is_overtaken_while_it_is_about_to_be_sent_is_not_sent(world):
    class JustMoved(Rows):
        """The later status is written between the reading of the lane and of the request."""

        def due(self, lane: str) -> list[Outgoing]:
            found = super().due(lane)
            if len(self.rows) == 1:
                self.rows.append(a_message(5))
            return found

    world.rows = JustMoved([a_message(4)])
    world.request = a_request(version=5)

    assert world.run() == [Status.SUPERSEDED, Status.SENT]


def test_a_lane_that_somebody_else_holds_is_left_alone(world):
    world.rows.holder = "somebody else"
    world.keep(a_message())

    assert world.run() == [Status.DUE]


def test_what_came_in_while_the_lane_was_ours_is_told_as_well(world):
    class Busy(Rows):
        """A message comes in, and its bell finds the lane taken, just before it is given back."""

        def release(self, lane: str, holder: str) -> None:
            if len(self.rows) == 1:
                self.rows.append(a_message(5))
            super().release(lane, holder)

    world.rows = Busy([a_message(4)])

    assert world.run() == [Status.SENT, Status.SENT]


def test_a_sender_killed_before_its_acknowledgement_loses_nothing(world):
    world.keep(a_message())
    world.rows.dies_at_settling = True
    with pytest.raises(Killed):
        world.run()
    world.rows.holder = ""

    assert world.run() == [Status.SENT]


def test_a_sender_killed_before_its_acknowledgement_repeats_nothing_that_may_not_be(world):
    world.keep(a_message())
    world.rows.dies_at_settling = True
    with pytest.raises(Killed):
        world.run()
    world.rows.holder = ""

    world.run()

    assert world.alma.calls.count("POST /ABCD2345") == 1


def test_a_sender_that_lost_its_lane_writes_nothing(world):
    class Thief(Alma):
        """Somebody else takes the lane during the call."""

        def __call__(self, receiver: str, call: Call) -> Reply:
            world.rows.holder = "somebody else"
            return super().__call__(receiver, call)

    world.alma = Thief()
    world.keep(a_message())

    assert world.run() == [Status.DUE]
    assert world.lines == []


def test_a_sender_that_lost_its_lane_makes_no_further_call(world):
    class Slow(Alma):
        """The first call takes longer than a lease, and somebody else takes the lane."""

        def __call__(self, receiver: str, call: Call) -> Reply:
            world.rows.holder = "somebody else"
            world.after(31)
            return super().__call__(receiver, call)

    world.alma = Slow()
    world.keep(a_message())

    world.run()

    assert world.alma.calls == ["GET /ABCD2345/working?"]


def test_a_passing_failure_is_tried_again_after_a_while(world):
    world.alma.moods = [TryAgain("Alma answered 503.")]
    world.keep(a_message())

    world.run()

    (waits,) = world.rows.rows
    assert (waits.status, waits.tries, waits.outcome) == (Status.DUE, 1, "Alma answered 503.")
    assert waits.next_try == NOON + timedelta(seconds=5)
    assert world.rung == [(LANE, 5.0)]


def test_nothing_is_told_before_its_time_nor_what_stands_behind_it(world):
    world.keep(a_message(4, "enrich", next_try=NOON + timedelta(seconds=5)), a_message(5))

    assert world.run() == [Status.DUE, Status.DUE]


def test_a_status_that_waits_does_not_hold_up_the_one_that_overtakes_it(world):
    world.keep(a_message(4, next_try=NOON + timedelta(days=1)), a_message(5))

    assert world.run() == [Status.SUPERSEDED, Status.SENT]


def test_the_waits_grow_as_standard_webhooks_advises(world):
    world.keep(a_message())
    waits = []
    for _ in BACKOFF:
        world.alma.moods = [TryAgain("Alma answered 503.")]
        world.rows.circuits = {}
        world.run()
        (row,) = world.rows.rows
        waits.append((row.next_try - world.now).total_seconds())
        world.now = row.next_try

    assert waits == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


def test_they_are_not_asked_sooner_than_they_asked(world):
    world.alma.moods = [TryAgain("Alma asked to wait.", after=77)]
    world.keep(a_message())

    world.run()

    assert world.rows.rows[0].next_try == NOON + timedelta(seconds=77)


def test_what_exhausts_its_tries_goes_to_people(world):
    world.alma.moods = [TryAgain("Alma answered 503.")]
    world.keep(a_message(tries=9))

    assert world.run() == [Status.UNDELIVERED]
    assert world.rows.rows[0].outcome == "Given up after 10 tries. Alma answered 503."


def test_what_is_refused_for_good_goes_to_people_at_once(world):
    world.alma.moods = [Permanent("Alma refused it.")]
    world.keep(a_message())

    assert world.run() == [Status.UNDELIVERED]


def test_what_stands_behind_something_undelivered_is_told(world):
    world.alma.moods = [Permanent("Alma refused it.")]
    world.keep(a_message(3, "enrich"), a_message(4))

    assert world.run() == [Status.UNDELIVERED, Status.SENT]


def test_an_answer_that_cannot_be_read_is_asked_for_again(world):
    world.alma.moods = [ValueError("half a JSON")]
    world.keep(a_message())

    assert world.run() == [Status.DUE]
    assert world.rows.rows[0].tries == 1


@pytest.mark.parametrize("odd", [KeyError("x"), TypeError("x"), AttributeError("x")])
def test_an_answer_of_another_shape_goes_to_people_instead_of_coming_back_for_ever(world, odd):
    world.alma.moods = [odd]
    world.keep(a_message())

    assert world.run() == [Status.UNDELIVERED]


def test_a_message_about_nothing_goes_to_people(world):
    world.keep(a_message(request="GONE"))

    assert world.run() == [Status.UNDELIVERED]


def test_a_message_to_a_system_nobody_knows_goes_to_people(world):
    world.keep(a_message(to="keylinks"))

    assert world.run() == [Status.UNDELIVERED]


def test_the_beginning_of_their_answer_is_kept_for_staff_and_stands_in_no_log(world):
    class Talkative(Alma):
        def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
            return Permanent("Alma refused it.")

        def __call__(self, receiver: str, call: Call) -> Reply:
            return Reply(400, b"no such citation \0" + b"x" * 5_000)

    world.alma = Talkative()
    world.keep(a_message())

    world.run()

    (row,) = world.rows.rows
    assert row.answer.startswith("400 no such citation")
    assert len(row.answer) <= 2_048 + 4
    assert "citation" not in str(world.lines)


def test_what_was_answered_about_a_person_is_not_kept_a_second_time(world):
    world.keep(a_message(kind="enrich"))

    world.run()

    assert world.rows.rows[0].answer == ""


def test_each_call_says_for_which_message_it_is_the_same_at_every_try(world):
    class Noting(Alma):
        def __call__(self, receiver: str, call: Call) -> Reply:
            seen.append(call.message)
            raise TryAgain("Alma answered 503.")

    seen: list[str] = []
    world.alma = Noting()
    world.keep(a_message())

    world.run()
    world.after(5).run()

    assert seen == ["ABCD2345-4-1", "ABCD2345-4-1"]


def test_how_a_system_answered_is_noted(world):
    world.alma.moods = [TryAgain("Alma answered 503."), None]
    world.keep(a_message())

    world.run()
    world.after(5).run()

    assert world.noted == [
        ("leganto", "status of ABCD2345", "Alma answered 503.", False),
        ("leganto", "status of ABCD2345", "seen", True),
    ]


def test_nothing_is_noted_of_a_system_that_was_not_asked(world):
    world.keep(a_message(3), a_letter(), a_message(4, to="keylinks"))

    world.run()

    assert world.noted == []


def test_what_the_desk_itself_cannot_take_up_yet_is_no_failure_of_theirs(world):
    world.learn_trouble = ChangedMeanwhile("It kept changing.")
    world.keep(a_message(kind="enrich"))

    world.run()

    assert world.noted == []


def failing(world: World, times: int) -> None:
    for _ in range(times):
        world.alma.moods = [TryAgain("Alma answered 503.")]
        world.rows.rows = [a_message()]
        world.run()


def test_a_receiver_that_fails_again_and_again_is_left_alone_for_a_while(world):
    failing(world, IN_A_ROW)
    world.rows.rows = [a_message()]
    world.alma.moods = [AssertionError("called all the same")]

    world.run()

    assert world.rows.circuits["leganto"].rests(world.now)
    assert world.rows.rows[0].status is Status.DUE


def test_waiting_for_a_receiver_spends_no_try(world):
    failing(world, IN_A_ROW)
    world.rows.rows = [a_message()]

    world.run()

    assert world.rows.rows[0].tries == 0
    assert world.rows.rows[0].next_try == NOON + timedelta(seconds=31)


def test_one_message_tries_whether_they_are_back_and_the_others_follow(world):
    failing(world, IN_A_ROW)
    world.rows.rows = [a_message()]

    world.after(31).run()

    assert world.rows.rows[0].status is Status.SENT
    assert world.rows.circuits["leganto"] == Circuit()


def test_who_is_back_after_a_rest_is_written_down_as_well_since_then(world):
    failing(world, IN_A_ROW)
    world.rows.rows = [a_message()]

    world.after(31).run()

    assert world.rows.well_since == {"leganto": world.now}


def test_who_only_stumbled_is_not_said_to_be_back(world):
    failing(world, IN_A_ROW - 1)
    world.rows.rows = [a_message()]

    world.run()

    assert world.rows.well_since == {}


def test_who_refuses_for_good_is_back_as_well(world):
    failing(world, IN_A_ROW)
    world.rows.rows = [a_message()]
    world.alma.moods = [Permanent("Alma refused it.")]

    world.after(31).run()

    assert world.rows.well_since == {"leganto": world.now}


def test_a_message_knows_when_it_failed_and_when_they_may_be_asked_again(world):
    world.alma.moods = [TryAgain("Alma asked to wait.", after=77)]
    world.keep(a_message(tries=3))

    world.run()

    (waits,) = world.rows.rows
    assert (waits.failed_on, waits.free_on) == (NOON, NOON + timedelta(seconds=77))
    assert waits.next_try == NOON + timedelta(seconds=7_200)


def test_what_the_desk_itself_lacks_is_no_failure_of_theirs_to_make_good(world):
    world.learn_trouble = ChangedMeanwhile("It kept changing.")
    world.keep(a_message(kind="enrich"))

    world.run()

    assert world.rows.rows[0].failed_on is None


def test_an_early_try_that_fails_spends_none_and_keeps_the_time_that_the_message_had(world):
    own = NOON + timedelta(hours=10)
    world.alma.moods = [TryAgain("Alma answered 503.")]
    world.keep(a_message(tries=5, own_try=own))

    world.run()

    (waits,) = world.rows.rows
    assert (waits.tries, waits.next_try) == (5, own)
    # Not once more until it has failed at its own time: who never takes it is not besieged.
    assert (waits.own_try, waits.failed_on) == (None, None)


def test_an_early_try_that_came_late_is_one_like_any_other(world):
    world.alma.moods = [TryAgain("Alma answered 503.")]
    world.keep(a_message(tries=5, own_try=NOON))

    world.run()

    (waits,) = world.rows.rows
    assert (waits.tries, waits.failed_on) == (6, NOON)


def test_while_one_tries_whether_they_are_back_the_others_wait(world):
    class Raced(Rows):
        """Somebody else begins to try just before us."""

        def put_circuit(self, receiver: str, before: Circuit, after: Circuit) -> bool:
            super().put_circuit(receiver, before, after)
            return False

    world.rows = Raced([a_message()], circuits={"leganto": Circuit(5, NOON)})

    world.run()

    assert world.alma.calls == []
    assert world.rows.rows[0].tries == 0


def test_they_rest_longer_each_time_they_are_not_back(world):
    failing(world, IN_A_ROW)
    failing(world.after(31), 1)

    until = world.rows.circuits["leganto"].rests_until
    assert until == world.now + timedelta(seconds=60)


def test_one_that_was_taken_makes_a_row_of_failures_begin_anew(world):
    failing(world, IN_A_ROW - 1)
    world.rows.rows = [a_message()]
    world.run()

    assert world.rows.circuits["leganto"] == Circuit()


def test_what_was_found_out_is_handed_to_the_desk_beside_what_the_message_knew(world):
    world.keep(a_message(kind="enrich", facts={"isn": "9780199535569"}))

    assert world.run() == [Status.SENT]
    assert world.learnt == [{"isn": "9780199535569", "name": "Jo"}]


@pytest.mark.parametrize(
    ("trouble", "then"),
    [
        (Refused("It is closed."), Status.SENT),
        (ChangedMeanwhile("Somebody was first."), Status.DUE),
        (NotUnderstood("No course."), Status.UNDELIVERED),
    ],
)
def test_what_the_desk_does_with_what_was_found_out(world, trouble, then):
    world.learn_trouble = trouble
    world.keep(a_message(kind="enrich"))

    assert world.run() == [then]


def test_a_letter_is_sent_once(world):
    world.keep(a_letter())

    assert world.run(LETTERS) == [Status.SENT]
    assert world.letters == ["requester"]


def test_a_letter_whose_sender_was_killed_is_for_a_person_to_decide(world):
    world.keep(a_letter())
    world.mail_trouble = Killed()
    with pytest.raises(Killed):
        world.run(LETTERS)
    world.mail_trouble, world.rows.holder = None, ""

    assert world.run(LETTERS) == [Status.UNDELIVERED]
    assert world.rows.rows[0].outcome == PERHAPS
    assert world.letters == []


def a_rejection(**known: Any) -> Outgoing:
    return replace(a_letter(**known), facts={"letter": "reject", "after": "60"})


def test_a_rejection_that_was_reopened_in_time_is_told_to_nobody(world):
    world.keep(a_rejection())
    world.request = a_request(state=State.IN_PROGRESS, version=5)

    assert world.run(LETTERS) == [Status.SUPERSEDED]
    assert world.letters == []


def test_a_rejection_that_stands_is_told(world):
    world.keep(a_rejection())
    world.request = a_request(
        state=State.REJECTED, rejection=Rejection("not-held", "Not held", "", NOON)
    )

    assert world.run(LETTERS) == [Status.SENT]


def test_of_two_rejections_only_the_later_is_told(world):
    world.keep(a_rejection())
    again = Rejection("other", "Another", "", NOON + timedelta(seconds=20))
    world.request = a_request(state=State.REJECTED, rejection=again)

    assert world.run(LETTERS) == [Status.SUPERSEDED]


def test_a_rejection_that_may_have_been_sent_is_not_called_taken_back(world):
    world.keep(a_rejection(begun=str(NOON)))
    world.request = a_request(state=State.IN_PROGRESS, version=5)

    assert world.run(LETTERS) == [Status.UNDELIVERED]


def test_a_letter_that_was_certainly_not_taken_is_sent_again(world):
    world.keep(a_letter())
    world.mail_trouble = TryAgain("The mail service refused the letter (Throttling).")
    world.run(LETTERS)
    world.mail_trouble = None

    assert world.after(5).run(LETTERS) == [Status.SENT]


def test_a_desk_that_is_not_ready_is_no_failure_of_the_receiver(world):
    world.keep(a_letter())
    world.mail_trouble = NotYet("The address is still being looked up.")

    world.run(LETTERS)

    assert world.rows.circuits == {}


def test_letters_have_a_circuit_of_their_own(world):
    world.rows.circuits = {"leganto": Circuit(5, NOON + timedelta(seconds=30))}
    world.keep(a_letter())

    assert world.run(LETTERS) == [Status.SENT]


def test_a_run_ends_in_time_and_rings_for_what_is_left(world):
    world.keep(a_message(2, request="A"), a_message(3, request="B"))

    class Slow(Alma):
        def __call__(self, receiver: str, call: Call) -> Reply:
            world.after(100)
            return super().__call__(receiver, call)

    world.alma = Slow(step=1)
    world.relay.run(LANE, seconds=50)

    assert [one.status for one in world.rows.rows] == [Status.SENT, Status.DUE]
    assert world.rung == [(LANE, 0)]


def test_a_talk_without_end_spends_a_try(world):
    class Endless(Alma):
        def enrich(self, request: Request, places: Any = ()) -> Iterator[Any]:  # type: ignore[override]  # endless
            while True:
                yield Call("GET", "/again")

        def __call__(self, receiver: str, call: Call) -> Reply:
            world.after(10)
            return super().__call__(receiver, call)

    world.alma = Endless()
    world.keep(a_message(kind="enrich"))

    world.relay.run(LANE, seconds=60)

    assert (world.rows.rows[0].status, world.rows.rows[0].tries) == (Status.DUE, 1)


def test_each_outcome_is_one_line_without_anything_personal(world):
    world.request = a_request(link=Link("a-token"))
    world.keep(a_message(3), a_message(4), a_letter(version=5))

    world.run()

    assert world.lines == [
        {"outcome": "superseded", "request": "ABCD2345", "to": "leganto", "kind": "status",
         "tries": 0},
        {"outcome": "sent", "request": "ABCD2345", "to": "leganto", "kind": "status", "tries": 1},
        {"outcome": "sent", "request": "ABCD2345", "to": "requester", "kind": "mail", "tries": 1},
    ]  # fmt: skip
