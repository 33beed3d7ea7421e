"""What waits for a receiver that is well again, on a real table."""

from datetime import timedelta

import pytest

from chalicelib.aws import recovery
from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.message_rows import message, row
from chalicelib.aws.messages import Messages
from chalicelib.domain.telling import Outgoing, Status
from tests.domain.a_request import NOON

HOURS = timedelta(hours=1)
#: The receiver failed everybody at noon, and was well at one.
WELL, SWEEP = NOON + HOURS, NOON + HOURS + timedelta(minutes=1)


def a_failed(n: int, receiver: str = "leganto", **known: object) -> Outgoing:
    usual: dict[str, object] = {
        "id": f"m{n}", "lane": f"lane#{receiver}#{n}", "place": "1", "request": f"R{n}",
        "version": 2, "to": receiver, "kind": "status", "at": NOON, "tries": 5,
        "next_try": NOON + 10 * HOURS + timedelta(seconds=n), "failed_on": NOON,
    }  # fmt: skip
    return Outgoing(**usual | known)  # type: ignore[arg-type]  # the fields of a builder


@pytest.fixture
def messages(dynamo: Dynamo) -> Messages:
    return Messages(dynamo)


def keep(dynamo: Dynamo, *some: Outgoing) -> None:
    dynamo.batch_write([row(one) for one in some])


def standing(dynamo: Dynamo, one: Outgoing) -> Outgoing:
    held = dynamo.get(one.lane, one.place)
    assert held
    return message(held)


def test_what_it_failed_is_due_soon_a_little_apart(dynamo, messages):
    keep(dynamo, *(a_failed(n) for n in range(3)))
    messages.well_again("leganto", WELL)

    messages.hasten(SWEEP)

    times = sorted(standing(dynamo, a_failed(n)).next_try - SWEEP for n in range(3))
    assert times == [timedelta(seconds=seconds) for seconds in (0, 0.1, 0.2)]
    assert len(messages.lanes_due(SWEEP + timedelta(minutes=1))) == 3


def test_it_keeps_the_tries_and_the_time_that_it_had(dynamo, messages):
    keep(dynamo, a_failed(1))
    messages.well_again("leganto", WELL)

    messages.hasten(SWEEP)

    early = standing(dynamo, a_failed(1))
    assert (early.tries, early.own_try, early.failed_on) == (5, a_failed(1).next_try, None)


@pytest.mark.parametrize(
    "other",
    [
        a_failed(1, receiver="talis"),
        a_failed(1, failed_on=None),
        a_failed(1, failed_on=WELL),
        a_failed(1, next_try=SWEEP - HOURS),
    ],
    ids=["another receiver's", "our own lack", "failed since then", "due by itself"],
)
def test_what_has_nothing_to_do_with_it_stays_as_it_is(dynamo, messages, other):
    keep(dynamo, other)
    messages.well_again("leganto", WELL)

    messages.hasten(SWEEP)

    assert standing(dynamo, other) == other


def test_they_are_not_asked_sooner_than_they_asked(dynamo, messages):
    free = SWEEP + timedelta(minutes=40)
    keep(dynamo, a_failed(1, free_on=free))
    messages.well_again("leganto", WELL)

    messages.hasten(SWEEP)

    assert standing(dynamo, a_failed(1)).next_try == free


def test_a_letter_that_is_being_handed_over_is_left_alone(dynamo, messages):
    begun = a_failed(1, receiver="mail", begun="2026-11-21T13:00:30.000Z")
    keep(dynamo, begun)
    messages.well_again("mail", WELL)

    messages.hasten(SWEEP)

    assert standing(dynamo, begun) == begun


def test_however_much_waits_each_sweep_does_its_piece_until_all_is_done(dynamo, messages):
    some = [a_failed(n, receiver="leganto" if n % 2 else "talis") for n in range(10)]
    keep(dynamo, *some)
    messages.well_again("leganto", WELL)
    moved = []

    for minute in range(6):
        recovery.go_on(dynamo, SWEEP + timedelta(minutes=minute), most=3)
        moved.append(sum(standing(dynamo, one) != one for one in some))

    assert moved[0] <= 3
    assert moved == sorted(moved)
    assert moved[-1] == 5
    assert left(dynamo) == []


def test_a_walk_ends_where_what_is_due_by_itself_begins(dynamo, messages):
    keep(dynamo, a_failed(1), *(a_failed(n, next_try=NOON) for n in range(2, 9)))
    messages.well_again("leganto", WELL)

    recovery.go_on(dynamo, SWEEP, most=3)

    assert left(dynamo) == []
    assert standing(dynamo, a_failed(1)).next_try == SWEEP


def test_what_the_index_may_not_show_yet_is_waited_for(dynamo, messages):
    keep(dynamo, a_failed(1))
    messages.well_again("leganto", WELL)

    messages.hasten(WELL + timedelta(seconds=1))

    assert standing(dynamo, a_failed(1)) == a_failed(1)
    assert len(left(dynamo)) == 1


def test_a_receiver_that_is_well_once_more_begins_its_walk_anew(dynamo, messages):
    keep(dynamo, *(a_failed(n) for n in range(7)))
    messages.well_again("leganto", WELL)
    recovery.go_on(dynamo, SWEEP, most=3)
    messages.well_again("leganto", WELL + HOURS)

    (anew,) = left(dynamo)
    assert "cursor" not in anew
    for minute in range(5):
        recovery.go_on(dynamo, SWEEP + HOURS + timedelta(minutes=minute), most=3)
    assert [one for one in range(7) if standing(dynamo, a_failed(one)).own_try is None] == []


def test_where_nothing_is_wrong_a_sweep_reads_one_page_and_writes_nothing(dynamo, messages):
    class Counting(Dynamo):
        asked: tuple[str, ...] = ()

        def _ask(self, operation: str, **asked: object) -> dict[str, object]:
            self.asked = (*self.asked, operation)
            return super()._ask(operation, **asked)

    counting = Counting(dynamo._client, dynamo._name)
    keep(dynamo, *(a_failed(n) for n in range(5)))

    Messages(counting).hasten(SWEEP)

    assert counting.asked == ("query",)


def test_what_is_settled_knows_nothing_of_its_failures(dynamo, messages):
    keep(dynamo, a_failed(1, own_try=NOON + HOURS))
    messages.lease(a_failed(1).lane, "me", SWEEP, 30)
    (one,) = messages.due(a_failed(1).lane)

    messages.settle(one, "me", Status.SENT, "")

    told = standing(dynamo, one)
    assert (told.failed_on, told.free_on, told.own_try) == (None, None, None)


def left(dynamo: Dynamo) -> list[dict[str, object]]:
    return list(dynamo.all(recovery.SHELF, index="shelf"))
