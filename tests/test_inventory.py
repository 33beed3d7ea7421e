"""Digital inventory and the parcels of letters: what is told is what stands by now."""

from dataclasses import replace

import pytest

from chalicelib.domain.calls import Reply
from chalicelib.domain.errors import TooLarge
from chalicelib.domain.letters import readdressed
from chalicelib.domain.lifecycle import move
from chalicelib.domain.telling import NotYet, Outgoing, Permanent
from chalicelib.inventory import Inventory
from chalicelib.library.webhook_repository import WebhookRepository
from chalicelib.parcels import Parcels
from tests.domain.a_request import NOON, moment
from tests.domain.test_delivery import PIECE, delivered, for_jo, ruled

LIVE = delivered(for_jo(ruling=ruled("inventory"))).request


def a_message(**facts: str) -> Outgoing:
    return Outgoing(
        id="m1", lane="lane#inventory#ABCD2345", place="p", request="ABCD2345", version=5,
        to="desk", kind="inventory", at=NOON, next_try=NOON, facts=facts,
    )  # fmt: skip


def test_an_old_message_never_brings_back_what_was_withdrawn():
    told = []

    def call(receiver, asked):
        told.append((receiver, asked.body["type"], asked.message))
        return Reply(202)

    there = Inventory(
        repositories=[WebhookRepository()], call=call, public_url="https://scans.example"
    )
    there(a_message(), LIVE)
    there(a_message(), move(LIVE, "archive", {"note": "For now."}, moment()).request)

    assert told == [
        ("repository", "scandesk.copy.available", "m1"),
        ("repository", "scandesk.copy.withdrawn", "m1"),
    ]


def test_without_a_repository_a_person_hears_of_it():
    nothing = Inventory(repositories=[], call=lambda to, call: Reply(200), public_url="")

    with pytest.raises(Permanent) as refused:
        nothing(a_message(), LIVE)

    assert "docs/delivery.md" in refused.value.why


def a_letter(request):
    facts = next(one.facts for one in request.messages if one.what == "mail")
    return a_message(**facts)


ATTACHED = delivered(for_jo(ruling=ruled("attachment"), delivery=(PIECE,)))


def parcels(read=lambda key: b"x", reading="reading/ABCD2345/h.pdf", mb=7):
    def otherwise(request_id, why):
        said = {"why": why}
        return move(ATTACHED.request, "sent-as-link", said, moment_of_the_desk()).request

    return Parcels(reading=lambda request: reading, read=read, otherwise=otherwise, mb=mb)


def moment_of_the_desk():
    from chalicelib.domain.people import DESK

    return moment(DESK)


def test_a_letter_waits_for_the_reading_copy():
    with pytest.raises(NotYet):
        parcels(reading="").ready(a_letter(ATTACHED), ATTACHED.request)


def test_a_letter_goes_with_the_copy_and_the_version_that_was_checked():
    one, request = parcels().ready(a_letter(ATTACHED), ATTACHED.request)

    assert one.facts["attach"] == ("reading/ABCD2345/h.pdf delivery/ABCD2345/00000000000000f1?v1")
    assert request is ATTACHED.request


@pytest.mark.parametrize("how", ["grown", "too large to read"])
def test_what_has_grown_too_large_goes_by_the_link_and_the_letter_says_why(how):
    def read(key):
        if how == "grown":
            return b"x" * 4_000_000
        raise TooLarge("The file is larger than what is mailed here.")

    one, request = parcels(read).ready(a_letter(ATTACHED), ATTACHED.request)

    assert request.delivered.how == "link"
    assert {"attach", "attached"}.isdisjoint(one.facts)
    assert "behind the link" in one.facts["late"]


def test_a_letter_that_goes_over_to_the_link_keeps_the_address_that_staff_named():
    to_jo = replace(a_letter(ATTACHED), kind="mail", to="requester")
    one = readdressed(to_jo, "jo.smith@example.edu")

    by_link, _ = parcels(lambda key: b"x" * 9_000_000).ready(one, ATTACHED.request)

    assert by_link.facts["address"] == "jo.smith@example.edu"


def test_a_second_try_after_that_is_by_the_link_too():
    once = parcels(lambda key: b"x" * 9_000_000).ready(a_letter(ATTACHED), ATTACHED.request)

    again, _ = parcels().ready(a_letter(ATTACHED), once[1])

    assert "attach" not in again.facts


def test_other_letters_pass_as_they_are():
    other = a_message(letter="reject")

    assert parcels().ready(other, ATTACHED.request) == (other, ATTACHED.request)
    assert replace(other, facts={}) != other
