"""Letters while approval is wanted, and what becomes of those that were held."""

from dataclasses import replace

import pytest

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.letters import readdressed, withheld
from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import the_list
from chalicelib.domain.request import Approval, Change, Message, Request, State
from chalicelib.domain.telling import Outgoing
from tests.domain.a_request import APPROVER, NOON, a_request, moment

LETTER = Message("lecturer", "mail", {"letter": "publish"})
REJECTED = {"reason": "not-held", "notify": True}


def waiting(*held: Message, **known: object) -> Request:
    usual: dict[str, object] = {"state": State.ACTIVE, "approval": Approval.WANTED, "held": held}
    return a_request(**usual | known)


def mail(change: Change) -> list[tuple[str, str]]:
    return [(one.to, one.facts["letter"]) for one in change.messages if one.what == "mail"]


def test_no_mail_leaves_while_approval_is_wanted():
    status = Message("leganto", "status", {"phase": "working"})

    request, told = withheld("update-range", waiting(), [status, LETTER])

    assert (told, request.held) == ([status], (LETTER,))


def test_approving_releases_the_mail_that_was_held():
    change = move(waiting(LETTER), "approve", {"reason": "covered-by-license"}, moment(APPROVER))

    assert ("lecturer", "publish") in mail(change)
    assert change.request.held == ()


def test_who_is_rejected_hears_it_although_approval_was_wanted():
    change = move(waiting(), "reject", REJECTED, moment())

    assert mail(change) == [("requester", "reject")]
    assert change.request.held == ()
    assert "held letters dropped" not in change.event.said


@pytest.mark.parametrize(
    ("action", "said"),
    [("reject", REJECTED), ("cancel", {"reason": "no-longer-needed"}), ("delete", {"note": "x"})],
)
def test_what_was_held_is_dropped_when_the_request_ends_and_the_history_says_so(action, said):
    change = move(waiting(LETTER), action, said, moment())

    assert ("lecturer", "publish") not in mail(change)
    assert change.request.held == ()
    assert change.event.said["held letters dropped"] == "publish to the lecturer"


def test_what_was_held_is_dropped_when_the_list_takes_the_request_back():
    change = move(waiting(LETTER), "cancel", {}, moment(the_list("leganto")))

    assert mail(change) == []
    assert change.event.said == {"held letters dropped": "publish to the lecturer"}


def test_a_refusal_drops_what_was_held_and_tells_of_itself():
    said = {"reason": "rejected-by-manager"}

    change = move(waiting(LETTER), "refuse", said, moment(APPROVER))

    assert ("lecturer", "publish") not in mail(change)
    assert change.event.said["held letters dropped"] == "publish to the lecturer"


def test_what_is_opened_again_tells_nothing_of_before():
    rejected = move(waiting(LETTER), "reject", REJECTED, moment()).request
    again = replace(move(rejected, "reopen", {}, moment()).request, approval=Approval.WANTED)

    change = move(again, "approve", {"reason": "covered-by-license"}, moment(APPROVER))

    assert ("lecturer", "publish") not in mail(change)


@pytest.mark.parametrize(
    ("to", "kind", "address"),
    [
        ("requester", "mail", "jo at example.edu"),
        ("requester", "mail", "jo..smith@example.edu"),
        ("requester", "mail", f"jo@{'example.' * 40}edu"),
        ("requester", "mail", f"{'j' * 64}@{'müller.' * 14}example"),
        ("desk", "mail", "jo@example.edu"),
        ("leganto", "status", "jo@example.edu"),
    ],
)
def test_only_a_letter_to_a_person_is_sent_to_another_address_and_only_to_one(to, kind, address):
    one = outgoing(to, kind)

    with pytest.raises(NotUnderstood) as refused:
        readdressed(one, address)

    assert refused.value.facts["fields"][0]["field"] == "address"


def test_the_address_is_kept_as_the_mail_service_takes_it():
    one = readdressed(outgoing("requester", "mail"), "x@müller.example")

    assert one.facts["address"] == "x@xn--mller-kva.example"


def outgoing(to: str, kind: str) -> Outgoing:
    return Outgoing(
        id="A-1-1", lane="l", place="1", request="A", version=1, to=to, kind=kind,
        at=NOON, next_try=NOON,
    )  # fmt: skip
