"""What came back, on a real table: the letter, the history, the address."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.feedback import Returned
from chalicelib.aws.message_rows import row
from chalicelib.aws.messages import Messages
from chalicelib.domain.errors import Busy, Refused, Unknown
from chalicelib.domain.feedback import Feedback
from chalicelib.domain.telling import Outgoing, Status
from tests.domain.a_request import DIGITISER, NOON, a_request

LANE, JO = "lane#mail#ABCD2345", "jo@example.edu"
NOW = NOON + timedelta(minutes=5)


def a_report(**other: Any) -> Feedback:
    usual: dict[str, Any] = {
        "kind": "bounce", "id": "f1", "lane": "ABCD2345", "message": "ABCD2345-2-1",
        "stage": "live", "words": "It bounced: there is no such address.", "final": True,
        "addresses": (JO,),
    }  # fmt: skip
    return Feedback(**{**usual, **other})


@pytest.fixture
def letter(dynamo: Dynamo) -> Outgoing:
    """A letter that was sent."""
    one = Outgoing(
        id="ABCD2345-2-1", lane=LANE, place="1#ABCD2345-2-1", request="ABCD2345", version=2,
        to="requester", kind="mail", at=NOON, next_try=NOON, status=Status.SENT, tries=1,
        begun="2026-11-21T12:00:00.000Z", facts={"letter": "reject"},
    )  # fmt: skip
    dynamo.batch_write([row(one)])
    return one


@pytest.fixture
def returned(dynamo: Dynamo) -> Returned:
    return Returned(dynamo)


def told(dynamo: Dynamo) -> Outgoing:
    (one,) = Messages(dynamo).of(a_request())
    return one


def lines(dynamo: Dynamo) -> list[Any]:
    return [one["event"] for one in dynamo.all("history#ABCD2345")]


def test_a_letter_that_bounced_for_good_is_for_people(dynamo, returned, letter):
    assert returned.follow(a_report(), NOW) == "noted"

    (undelivered,), _ = Messages(dynamo).all_undelivered()
    assert (undelivered.id, undelivered.outcome) == (letter.id, a_report().words)
    (event,) = lines(dynamo)
    assert (event["action"], event["by"]) == ("mail-bounced", "desk")
    assert event["said"]["why"] == a_report().words


def test_it_can_be_sent_again_then(dynamo, returned, letter):
    returned.follow(a_report(), NOW)

    again = Messages(dynamo).send_again(letter.id, DIGITISER, NOW)

    assert (again.status, again.begun) == (Status.DUE, "")


def test_a_bounce_that_passes_is_noted_and_no_more(dynamo, returned, letter):
    returned.follow(a_report(final=False), NOW)

    assert (told(dynamo).status, told(dynamo).outcome) == (Status.SENT, a_report().words)
    assert returned.refused(JO) == ""


def test_a_complaint_leaves_the_letter_sent_and_the_address_alone(dynamo, returned, letter):
    returned.follow(a_report(kind="complaint", final=False, words="Its reader complained."), NOW)

    assert (told(dynamo).status, told(dynamo).outcome) == (Status.SENT, "Its reader complained.")
    assert "Its reader complained." in returned.refused(JO)


def test_a_letter_that_others_have_stays_sent(dynamo, returned, letter):
    returned.follow(a_report(others=True), NOW)

    assert told(dynamo).status is Status.SENT
    assert returned.refused(JO)


def test_an_address_is_kept_by_its_digest_and_never_in_full(dynamo, returned, letter):
    returned.follow(a_report(addresses=("Jo@Example.edu",)), NOW)

    (held,) = dynamo.all("suppressed")
    assert JO not in str(held).lower()
    assert returned.refused(" jo@example.EDU ").startswith("J...@Example.edu is not written to")
    assert "21 November 2026" in returned.refused(JO)


def test_the_same_report_twice_is_one(dynamo, returned, letter):
    returned.follow(a_report(), NOW)

    assert returned.follow(a_report(), NOW + timedelta(hours=1)) == "repeated"
    assert len(lines(dynamo)) == 1


def test_a_late_report_of_a_letter_that_was_sent_again_is_not_taken_for_a_new_one(
    dynamo, returned, letter
):
    returned.follow(a_report(), NOW)
    Messages(dynamo).send_again(letter.id, DIGITISER, NOW)

    assert returned.follow(a_report(), NOW) == "repeated"
    assert told(dynamo).status is Status.DUE


def test_a_report_that_comes_before_its_letter_is_settled_comes_again(dynamo, returned, letter):
    dynamo.batch_write([row(replace(letter, status=Status.DUE, tries=0))])

    with pytest.raises(Busy):
        returned.follow(a_report(), NOW)

    assert returned.refused(JO) == ""


def test_a_letter_that_was_given_up_stays_so(dynamo, returned, letter):
    dynamo.batch_write([row(replace(letter, status=Status.GIVEN_UP))])

    returned.follow(a_report(), NOW)

    assert told(dynamo).status is Status.GIVEN_UP


@pytest.mark.parametrize("other", [{"lane": "NONE0000"}, {"message": "ABCD2345-9-9"}, {"lane": ""}])
def test_a_report_of_a_letter_that_we_do_not_know_changes_nothing(dynamo, returned, letter, other):
    with pytest.raises(Unknown):
        returned.follow(a_report(**other), NOW)

    assert returned.page() == ([], None)


def test_two_reports_of_one_letter_are_both_told(dynamo, returned, letter):
    returned.follow(a_report(id="f1", final=False), NOW)
    returned.follow(a_report(id="f2"), NOW + timedelta(seconds=1))

    assert len(lines(dynamo)) == 2
    assert told(dynamo).status is Status.UNDELIVERED


def test_an_address_is_listed_and_lifted_and_the_history_says_by_whom(dynamo, returned, letter):
    returned.follow(a_report(), NOW)
    ((found,), following) = returned.page()

    lifted = returned.lift(found.id, DIGITISER, NOW + timedelta(hours=1))

    assert (lifted.shown, lifted.why, following) == ("j...@example.edu", "bounce", None)
    assert (returned.refused(JO), returned.page()) == ("", ([], None))
    assert max(lines(dynamo), key=lambda one: one["at"])["action"] == "suppression-lifted"


def test_what_was_lifted_is_suppressed_anew_by_another_bounce(dynamo, returned, letter):
    returned.follow(a_report(), NOW)
    returned.lift(returned.page()[0][0].id, DIGITISER, NOW)

    returned.follow(a_report(id="f2"), NOW + timedelta(days=1))

    assert "22 November 2026" in returned.refused(JO)


def test_what_is_not_suppressed_is_lifted_by_nobody(returned):
    with pytest.raises(Unknown):
        returned.lift("none", DIGITISER, NOW)


def test_since_when_is_what_was_said_first(dynamo, returned, letter):
    returned.follow(a_report(), NOW)
    returned.follow(a_report(id="f2", kind="complaint", final=False), NOW + timedelta(days=9))

    ((found,), _) = returned.page()
    assert (found.since, found.why) == (NOW, "bounce")


def test_two_who_lift_at_once_are_told_apart(dynamo, returned, letter):
    returned.follow(a_report(), NOW)
    held = returned.page()[0][0]
    slow = Returned(dynamo)
    slow.lift(held.id, DIGITISER, NOW)

    with pytest.raises((Refused, Unknown)):
        returned.lift(held.id, DIGITISER, NOW)
