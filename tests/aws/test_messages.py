"""The rows of what is to be told, on a real table."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.message_rows import lane_of, rows
from chalicelib.aws.messages import Messages
from chalicelib.aws.personal import Personal
from chalicelib.aws.table import Table, head
from chalicelib.domain.errors import Refused, Unknown
from chalicelib.domain.request import Change, Event, Message, Request
from chalicelib.domain.telling import Circuit, Decided, LeaseLost, Outgoing, Status
from tests.domain.a_request import DIGITISER, NOON, a_request

LANE = "lane#leganto#9912"
MAIL = "lane#mail#ABCD2345"
STATUS = Message("leganto", "status", {"phase": "working"})
LETTER = Message("requester", "mail", {"letter": "reject"})


def a_change(*messages: Message, version: int = 2, **known: Any) -> Change:
    request = a_request(version=version, **known)
    return Change(request, Event(version, NOON, "dan", "Dan", "assign"), messages)


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def keep(dynamo: Dynamo, change: Change, now: datetime = NOON) -> None:
    dynamo.batch_write(rows(change, now))


@pytest.fixture
def messages(dynamo: Dynamo) -> Messages:
    return Messages(dynamo)


@pytest.fixture
def held(dynamo: Dynamo, messages: Messages) -> Outgoing:
    """One status that is due, in a lane that `me` holds."""
    keep(dynamo, a_change(STATUS))
    messages.lease(LANE, "me", NOON, 30)
    return messages.due(LANE)[0]


def test_a_change_without_messages_makes_no_rows():
    assert rows(a_change(), NOON) == []


def test_a_status_goes_into_the_lane_of_its_object_and_a_letter_into_one_of_its_own():
    change = a_change(STATUS, LETTER)

    made = rows(change, NOON)

    assert [row["pk"] for row in made] == [LANE, "lane#mail#ABCD2345"]
    assert [row["id"] for row in made] == ["ABCD2345-2-1", "ABCD2345-2-2"]


def test_a_row_is_due_at_once_and_says_what_is_to_be_told():
    (row,) = rows(a_change(STATUS), NOON)

    assert row["shelf"] == "due"
    assert row["place"] == "2026-11-21T12:00:00.000Z"
    assert row["facts"] == {"phase": "working"}
    assert (row["what"], row["v"], row["tries"]) == ("message", 1, 0)


def test_a_letter_that_may_be_taken_back_is_due_only_then():
    (row,) = rows(a_change(Message("requester", "mail", {"letter": "reject", "after": "60"})), NOON)

    assert row["place"] == "2026-11-21T12:01:00.000Z"


def test_a_letter_that_was_taken_back_is_settled_and_the_history_says_why(dynamo, messages):
    keep(dynamo, a_change(LETTER))
    lane = "lane#mail#ABCD2345"
    messages.lease(lane, "me", NOON, 30)

    messages.take_back(messages.due(lane)[0], "me", later(5))

    (told,) = messages.of(a_request())
    (line,) = dynamo.all("history#ABCD2345")
    assert (told.status, messages.due(lane)) == (Status.SUPERSEDED, [])
    assert line["event"]["action"] == "letter-taken-back"
    assert line["event"]["said"]["why"] == told.outcome


def test_a_request_without_an_object_of_theirs_has_a_lane_of_its_own():
    assert lane_of(a_request(lane=""), "status") == "lane#leganto#ABCD2345"


def test_what_was_written_is_read_back_as_it_was(dynamo, messages):
    keep(dynamo, a_change(STATUS))

    (found,) = messages.due(LANE)

    assert found == Outgoing(
        id="ABCD2345-2-1", lane=LANE, place="2026-11-21T12:00:00.000Z#ABCD2345-2-1",
        request="ABCD2345", version=2, to="leganto", kind="status", at=NOON, next_try=NOON,
        facts={"phase": "working"},
    )  # fmt: skip


def test_a_lane_is_told_in_the_order_in_which_it_was_decided(dynamo, messages):
    keep(dynamo, a_change(STATUS, version=3), later(2))
    keep(dynamo, a_change(STATUS, version=2), later(1))

    assert [one.version for one in messages.due(LANE)] == [2, 3]


def test_a_status_is_overtaken_by_a_later_one_of_the_same_request_only(dynamo, messages):
    keep(dynamo, a_change(STATUS, version=2), later(1))
    keep(dynamo, a_change(STATUS, version=9, id="ZZZZ9999"), later(2))
    keep(dynamo, a_change(STATUS, version=3), later(3))

    found = messages.due(LANE)

    assert [(one.version, one.overtaken) for one in found] == [(2, True), (9, False), (3, False)]


def test_a_status_is_overtaken_even_by_one_that_was_sent_already(dynamo, messages, held):
    keep(dynamo, a_change(STATUS, version=5), later(1))
    messages.settle(messages.due(LANE)[1], "me", Status.SENT, "")

    assert [one.overtaken for one in messages.due(LANE)] == [True]


def test_what_finds_out_is_never_overtaken(dynamo, messages):
    keep(dynamo, a_change(Message("leganto", "enrich"), version=1))
    keep(dynamo, a_change(STATUS, version=2), later(1))

    assert [one.overtaken for one in messages.due(LANE)] == [False, False]


def test_only_one_holds_a_lane(messages):
    first = messages.lease(LANE, "me", NOON, 30)
    second = messages.lease(LANE, "you", later(29), 30)

    assert (first, second) == (True, False)


def test_a_lane_whose_holder_went_silent_is_free_again(messages):
    messages.lease(LANE, "me", NOON, 30)

    assert messages.lease(LANE, "you", later(30), 30)


def test_a_holder_may_keep_its_lane_for_longer(messages):
    messages.lease(LANE, "me", NOON, 30)
    messages.lease(LANE, "me", later(20), 30)

    assert not messages.lease(LANE, "you", later(40), 30)


def test_a_lane_given_back_is_free_at_once(messages):
    messages.lease(LANE, "me", NOON, 30)
    messages.release(LANE, "me")

    assert messages.lease(LANE, "you", NOON, 30)


def test_giving_back_what_somebody_else_holds_by_now_takes_nothing_from_them(messages):
    messages.lease(LANE, "me", NOON, 30)
    messages.lease(LANE, "you", later(31), 30)

    messages.release(LANE, "me")

    assert not messages.lease(LANE, "me", later(32), 30)


def test_what_was_sent_is_due_no_more_and_stands_on_no_shelf(dynamo, messages, held):
    messages.settle(held, "me", Status.SENT, "")

    (told,) = messages.of(a_request())
    assert (told.status, told.tries) == (Status.SENT, 1)
    assert messages.due(LANE) == []
    assert messages.lanes_due(later(9)) == []


def test_who_lost_the_lane_writes_nothing(messages, held):
    messages.lease(LANE, "you", later(31), 30)

    with pytest.raises(LeaseLost):
        messages.settle(held, "me", Status.SENT, "")

    assert [one.status for one in messages.due(LANE)] == [Status.DUE]


def test_what_has_to_wait_stays_due_from_then_on(messages, held):
    messages.later(held, "me", later(300), "Alma answered 503.", 1)

    (waits,) = messages.due(LANE)
    assert (waits.next_try, waits.tries, waits.outcome) == (later(300), 1, "Alma answered 503.")
    assert messages.lanes_due(later(299)) == []
    assert messages.lanes_due(later(300)) == [LANE]


def test_a_letter_is_marked_before_it_is_handed_over(messages, held):
    messages.begin(held, "me", NOON)

    assert messages.due(LANE)[0].begun == "2026-11-21T12:00:00.000Z"


def test_what_nobody_took_stands_undelivered_with_its_reason(messages, held):
    messages.undelivered(held, "me", later(5), "No such list.", 10)

    (found,), following = messages.all_undelivered()
    assert (found.id, found.outcome, found.tries) == (held.id, "No such list.", 10)
    assert following is None


def test_what_nobody_took_can_be_sent_again_with_all_its_tries(messages, held):
    messages.undelivered(held, "me", later(5), "No such list.", 10)

    messages.send_again(held.id, DIGITISER, later(60))

    (again,) = messages.due(LANE)
    assert (again.tries, again.next_try) == (0, later(60))
    assert messages.all_undelivered() == ([], None)


def test_what_nobody_took_can_be_given_up(messages, held):
    messages.undelivered(held, "me", later(5), "No such list.", 10)

    messages.give_up(held.id, DIGITISER, NOON)

    assert [one.status for one in messages.of(a_request())] == [Status.GIVEN_UP]
    assert messages.all_undelivered() == ([], None)


def test_who_decided_and_when_stands_with_the_message_and_in_the_requests_history(
    dynamo, messages, held
):
    dynamo.put(head(a_request(version=7)))
    messages.undelivered(held, "me", later(5), "No such list.", 10)

    messages.send_again(held.id, DIGITISER, later(60))

    (again,) = messages.due(LANE)
    (event,) = Table(dynamo).history("ABCD2345")
    assert again.decided == Decided("send-again", "dan", "Dan", later(60))
    assert (event.action, event.by_name, event.at, event.version) == (
        "send-again", "Dan", later(60), 7,
    )  # fmt: skip
    assert event.said == {"to": "leganto", "message": "status", "why": "No such list."}


def test_a_letter_is_sent_again_to_another_address_and_the_history_hides_whose(dynamo, messages):
    keep(dynamo, a_change(LETTER))
    dynamo.put(head(a_request()))
    lane = "lane#mail#ABCD2345"
    messages.lease(lane, "me", NOON, 30)
    one = messages.due(lane)[0]
    messages.undelivered(one, "me", later(5), "It bounced.", 1)

    messages.send_again(one.id, DIGITISER, later(60), "jo.smith@example.edu")

    assert messages.due(lane)[0].facts == {"letter": "reject", "address": "jo.smith@example.edu"}
    (event,) = Table(dynamo).history("ABCD2345")
    assert event.said["address"] == "j...@example.edu"


@pytest.fixture
def bounced(dynamo: Dynamo, messages: Messages) -> Outgoing:
    """A letter that did not arrive at the address that staff named for it either."""
    keep(dynamo, a_change(LETTER))
    dynamo.put(head(a_request()))
    messages.lease(MAIL, "me", NOON, 30)
    messages.undelivered(messages.due(MAIL)[0], "me", later(5), "It bounced.", 1)
    messages.send_again("ABCD2345-2-1", DIGITISER, later(10), "jo.smith@example.edu")
    messages.undelivered(messages.due(MAIL)[0], "me", later(15), "It bounced.", 1)
    return messages.of(a_request())[0]


def test_a_letter_that_is_given_up_keeps_no_address_that_was_typed_for_it(messages, bounced):
    messages.give_up(bounced.id, DIGITISER, later(60))

    (one,) = messages.of(a_request())
    assert one.facts == {"letter": "reject"}


def test_a_letter_that_did_not_arrive_loses_the_address_typed_for_it_with_the_names(
    dynamo, messages, bounced
):
    Personal(dynamo).blank(a_request())

    (one,) = messages.of(a_request())
    assert one == replace(bounced, facts={"letter": "reject"})


def test_a_letter_that_was_tried_before_is_said_to_be_not_sent_again(dynamo, messages, bounced):
    messages.send_again(bounced.id, DIGITISER, later(20))

    messages.take_back(messages.due(MAIL)[0], "me", later(25))

    told = Table(dynamo).history("ABCD2345")
    (line,) = [one for one in told if one.action == "letter-taken-back"]
    assert line.said["why"] == "Not sent again: it tells of what is no longer so."


def test_the_same_message_may_be_decided_about_again(dynamo, messages, held):
    dynamo.put(head(a_request(version=7)))
    for minute in (1, 2):
        one = messages.due(LANE)[0]
        messages.lease(LANE, "me", later(minute * 60), 30)
        messages.undelivered(one, "me", later(minute * 60), "No such list.", 10)
        messages.send_again(held.id, DIGITISER, later(minute * 60))

    assert [event.version for event in Table(dynamo).history("ABCD2345")] == [7, 7]


def test_how_much_waits_is_counted_for_each_receiver(dynamo, messages):
    keep(dynamo, a_change(STATUS, LETTER))
    keep(dynamo, a_change(STATUS, version=3))

    assert messages.due_by_receiver() == {"leganto": 2, "mail": 1}


def test_what_is_not_undelivered_is_decided_by_nobody(messages, held):
    with pytest.raises(Unknown):
        messages.send_again(held.id, DIGITISER, NOON)


class Lagging(Dynamo):
    """An index that still shows what was there before, as AWS's may for a moment."""

    def all(self, pk: str, **how: Any) -> Any:
        return self.before

    def remember(self, pk: str) -> None:
        self.before = list(super().all(pk, index="shelf"))


def test_two_people_do_not_both_decide(dynamo, messages, held):
    messages.undelivered(held, "me", later(5), "No such list.", 10)
    lagging = Lagging(dynamo._client, dynamo._name)
    lagging.remember("undelivered")
    messages.give_up(held.id, DIGITISER, NOON)

    with pytest.raises(Refused):
        Messages(lagging).send_again(held.id, DIGITISER, NOON)


def test_a_request_shows_what_was_told_of_it_from_both_its_lanes(dynamo, messages):
    keep(dynamo, a_change(STATUS, LETTER))
    keep(dynamo, a_change(STATUS, id="ZZZZ9999"), later(1))

    request: Request = a_request()

    assert [one.to for one in messages.of(request)] == ["leganto", "requester"]


def test_each_lane_is_named_once_however_much_is_due_in_it(dynamo, messages):
    keep(dynamo, a_change(STATUS, version=2), later(1))
    keep(dynamo, a_change(STATUS, version=3), later(2))
    keep(dynamo, a_change(STATUS, version=2, lane="other"), later(3))

    assert messages.lanes_due(later(9)) == [LANE, "lane#leganto#other"]


def test_a_receiver_that_nobody_has_failed_at_is_well(messages):
    assert messages.circuit("leganto") == Circuit()


def test_what_is_known_of_a_receiver_is_kept(messages):
    worse = Circuit(5, later(30))

    kept = messages.put_circuit("leganto", Circuit(), worse)

    assert kept
    assert messages.circuit("leganto") == worse


def test_only_one_changes_what_is_known_of_a_receiver(messages):
    messages.put_circuit("leganto", Circuit(), Circuit(1))

    first = messages.put_circuit("leganto", Circuit(1), Circuit(2))
    second = messages.put_circuit("leganto", Circuit(1), Circuit(2))

    assert (first, second) == (True, False)


def test_a_receiver_can_become_well_again(messages):
    messages.put_circuit("leganto", Circuit(), Circuit(5, NOON))

    messages.put_circuit("leganto", Circuit(5, NOON), Circuit())

    assert messages.circuit("leganto") == Circuit()
