"""A copy for one patron: what it needs, how it is delivered, and nothing before approval."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain import delivery
from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.errors import Blocked, NotUnderstood, Refused, TooLarge
from chalicelib.domain.extent import measure
from chalicelib.domain.facts import Dates, Extent, Requester, Verification
from chalicelib.domain.lifecycle import move, possible
from chalicelib.domain.people import DESK
from chalicelib.domain.pieces import Attachment, Piece
from chalicelib.domain.request import Approval, Item, Purpose, State
from chalicelib.domain.rules import Outcome
from tests.domain.a_request import (
    A_RULING,
    APPROVER,
    DIGITISER,
    NOON,
    SCAN,
    TODAY,
    a_request,
    moment,
    ready,
)

FILE = {"file": "00000000000000f1", "name": "plates.pdf", "bytes": 1200}
PLATES = Attachment("00000000000000f1", "plates.pdf", 2_000_000, "v1")
PIECE = Piece(id="p1", added_on=NOON, added_by="Dan", file=PLATES, note="In colour.")


def ruled(delivery: str = "link", views: int | None = None, days: int | None = None):
    return replace(A_RULING, did="", outcome=Outcome(delivery=delivery, views=views, days=days))


def for_jo(**known):
    """A request for one patron that lacks nothing: a person weighed how much may be copied."""
    usual = {"purpose": Purpose.PATRON, "runs": (), "licence": Verification("s42a", "Dan", TODAY)}
    request = ready(**usual | known)
    weighed = {"basis": "s42a", "note": "She declared it."}
    confirmed = move(request, "confirm-extent", weighed, moment()).request
    return replace(confirmed, version=4)


def delivered(request, **said):
    return move(request, "publish", said, moment())


def at_most(mb: int, total: int = 500):
    now = moment()
    terms = replace(now.terms, delivery=DeliveryTerms(attachment_mb=mb, request_mb=total))
    return replace(now, terms=terms)


def test_a_copy_for_a_patron_needs_no_course():
    change = delivered(for_jo())

    assert change.request.state is State.COMPLETE
    assert [(one.course, one.end) for one in change.request.link.openings] == [
        ("", TODAY + timedelta(days=30))
    ]


def test_a_course_still_needs_one():
    with pytest.raises(Blocked) as blocked:
        delivered(ready(runs=()))

    assert "course" in str(blocked.value.facts["missing"])


def test_the_rule_says_how_and_until_when_and_how_often():
    change = delivered(for_jo(ruling=ruled("attachment", views=8, days=14)))

    one = change.request.delivered
    assert (one.how, one.until, one.views) == ("attachment", TODAY + timedelta(days=14), 8)
    assert change.event.said["delivered"] == ("as a file with the mail, until 2026-12-05, 8 views")


@pytest.mark.parametrize(
    ("way", "attach"),
    [("link", None), ("attachment", "reading delivery/ABCD2345/00000000000000f1?v1")],
)
def test_the_patron_is_written_to_without_being_ticked(way, attach):
    change = delivered(for_jo(ruling=ruled(way), delivery=(PIECE,)))

    (mail,) = [one for one in change.messages if one.what == "mail"]
    assert (mail.to, mail.facts["letter"], mail.facts.get("attach")) == (
        "requester",
        "deliver",
        attach,
    )


def test_what_no_mail_takes_goes_by_the_link_and_the_history_says_why():
    request = for_jo(ruling=ruled("attachment"), delivery=(PIECE,))

    change = move(request, "publish", {}, at_most(2))

    assert change.request.delivered.how == "link"
    assert change.event.said["why"] == (
        "The files would be 2.9 MB in a mail, which may have 2 MB, so they are behind the link."
    )


def test_a_mail_is_larger_than_its_files():
    assert delivery.encoded(57) == 78
    assert delivery.encoded(5_200_000) > 7_000_000 > 5_200_000


def test_too_many_files_go_by_the_link():
    assert "11 files are too many" in delivery.too_much([1] * 11, DeliveryTerms())


def test_staff_deliver_otherwise_with_a_note():
    request = for_jo(ruling=ruled("attachment"))

    with pytest.raises(NotUnderstood) as refused:
        delivered(request, how="link")
    change = delivered(request, how="link", note="She reads on a phone.")

    assert [one["field"] for one in refused.value.facts["fields"]] == ["note"]
    assert (change.request.delivered.how, change.request.delivered.ruled) == ("link", "attachment")
    assert change.event.said["why"] == "She reads on a phone."


def test_the_inventory_is_told_and_keeps_it_without_end():
    change = delivered(for_jo(ruling=ruled("inventory", views=3)))

    assert [(one.to, one.what) for one in change.messages if one.what == "inventory"] == [
        ("desk", "inventory")
    ]
    assert (change.request.delivered.until, change.request.delivered.views) == (None, None)
    assert change.request.link.openings[0].end is None


@pytest.mark.parametrize("action", ["archive", "delete", "expire"])
def test_what_closes_the_link_is_told_to_the_inventory(action):
    live = delivered(for_jo(ruling=ruled("inventory"))).request

    said, by = ({}, DESK) if action == "expire" else ({"note": "Taken down."}, DIGITISER)
    change = move(live, action, said, moment(by))

    assert "inventory" in [one.what for one in change.messages]
    assert not delivery.is_shown(change.request)


def test_a_link_is_no_concern_of_the_inventory():
    live = delivered(for_jo()).request

    change = move(live, "archive", {"note": "For now."}, moment())

    assert "inventory" not in [one.what for one in change.messages]


def test_no_opening_outlives_licence_or_approval():
    until = date(2026, 12, 1)
    licence = Verification("s42a", "Dan", TODAY, until)

    assert delivered(for_jo(licence=licence)).request.link.openings[0].end == until


def test_dates_asked_for_still_bind():
    request = for_jo(dates=Dates(None, date(2026, 11, 30)))

    assert delivered(request).request.link.openings[0].end == date(2026, 11, 30)


def test_renewing_opens_it_for_as_many_days_again_by_the_same_link():
    live = delivered(for_jo(ruling=ruled(days=10))).request
    late = moment(now=NOON + timedelta(days=40))
    over = move(live, "expire", {}, replace(late, by=DESK)).request

    back = move(over, "renew", {}, late).request

    assert back.link.token == live.link.token
    assert back.link.openings[0].end == date(2027, 1, 10)


def test_without_an_address_nobody_can_be_written_to():
    with pytest.raises(Blocked) as blocked:
        delivered(for_jo(requester=Requester("jo", "Jo")))

    assert blocked.value.facts["missing"] == ["patron"]


def test_a_file_may_stand_for_the_scan():
    request = for_jo(scans=(), selected="", delivery=(PIECE,))

    assert delivered(request).request.state is State.COMPLETE


def test_a_file_on_its_way_is_waited_for():
    coming = replace(PIECE, file=None, coming=PLATES)

    with pytest.raises(Blocked) as blocked:
        delivered(for_jo(delivery=(coming,)))

    assert blocked.value.facts["missing"] == ["parcel"]


@pytest.mark.parametrize("approval", [Approval.WANTED, Approval.REFUSED])
def test_nothing_is_delivered_before_it_is_approved(approval):
    with pytest.raises(Blocked) as blocked:
        delivered(for_jo(approval=approval))

    assert "approval" in str(blocked.value.facts["missing"])


@pytest.mark.parametrize("action", ["deliver-documents", "deliver-inventory"])
def test_no_volume_goes_on_to_delivery_before_it_is_approved(action):
    request = for_jo(approval=Approval.WANTED, item=Item.AT_DESK)

    with pytest.raises(Blocked):
        move(request, action, {}, moment())
    moved = move(replace(request, approval=Approval.APPROVED), action, {}, moment())

    assert moved.request.item in (Item.DOCUMENT_DELIVERY, Item.DIGITAL_INVENTORY)


def test_letters_are_held_until_it_is_approved():
    request = for_jo(approval=Approval.WANTED)

    held = move(request, "reject", {"reason": "not-held", "notify": True}, moment())
    approved = move(
        replace(request, held=held.messages), "approve", {"reason": "automatic"}, moment(APPROVER)
    )

    assert [one.facts["letter"] for one in approved.messages if one.what == "mail"] == ["reject"]


def test_files_that_are_too_large_by_then_are_told_as_a_link():
    live = delivered(for_jo(ruling=ruled("attachment"))).request

    change = move(live, "sent-as-link", {"why": "The cover made it too large."}, moment(DESK))

    assert (change.request.delivered.how, change.event.said["why"]) == (
        "link",
        "The cover made it too large.",
    )


def test_a_file_to_deliver_is_announced_and_arrives():
    coming = move(for_jo(), "add-delivery", FILE | {"note": "In colour."}, moment()).request

    told = {"file": FILE["file"], "version": "v1"}
    there = move(coming, "delivery-arrived", told, moment(DESK)).request

    assert (coming.delivery[0].status, there.delivery[0].status) == ("uploading", "ready")
    assert there.delivery[0].file == Attachment("00000000000000f1", "plates.pdf", 1200, "v1")
    assert there.evidence == ()


def test_a_file_that_is_not_what_it_says_is_refused_in_words():
    coming = move(for_jo(), "add-delivery", FILE, moment()).request

    told = {"file": FILE["file"], "version": "v1", "refused": "it is no PDF."}
    change = move(coming, "delivery-arrived", told, moment(DESK))

    assert (change.request.delivery[0].status, change.request.delivery[0].file) == (
        "refused",
        None,
    )
    assert change.request.delivery[0].refused == "plates.pdf: it is no PDF."


def test_a_file_is_edited_and_removed():
    request = for_jo(delivery=(PIECE,))

    edited = move(request, "edit-delivery", {"delivery": "p1", "note": "Plain."}, moment()).request
    gone = move(request, "remove-delivery", {"delivery": "p1"}, moment())

    assert (edited.delivery[0].note, edited.delivery[0].file) == ("Plain.", PLATES)
    assert (gone.request.delivery, gone.event.said["delivery"]) == ((), "plates.pdf")


def test_one_file_has_a_limit_and_so_have_all_together():
    request = for_jo(delivery=(PIECE,))

    new = FILE | {"file": "0" * 16}
    with pytest.raises(TooLarge) as one:
        move(request, "add-delivery", new | {"bytes": 10_000_001}, moment())
    with pytest.raises(TooLarge) as all_of_them:
        move(request, "add-delivery", new, at_most(7, total=2))

    assert "10 MB a file" in one.value.detail
    assert "The limit of all files of a request is reached: 2 MB" in all_of_them.value.detail


def test_a_course_has_no_files_to_deliver():
    with pytest.raises(Refused):
        move(ready(), "add-delivery", FILE, moment())


def test_staff_say_for_whom_it_is():
    request = ready(requester=Requester("jo", "", ""))

    said = {"purpose": "patron", "name": "Jo", "email": "jo@example.edu"}
    change = move(request, "set-purpose", said, moment())

    assert change.request.is_for_patron
    assert (change.request.runs, change.request.requester.email) == ((), "jo@example.edu")
    assert set(change.event.voids) == {"licence", "extent"}
    assert "jo@example.edu" not in str(change.event.said)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"email": "other@example.edu"}, "email"), ({"name": "Joan"}, "name")],
)
def test_what_the_list_sent_of_the_patron_stays(said, field):
    with pytest.raises(NotUnderstood) as refused:
        move(ready(), "set-purpose", {"purpose": "patron"} | said, moment())

    assert [one["field"] for one in refused.value.facts["fields"]] == [field]


def test_no_address_is_refused():
    said = {"purpose": "patron", "email": "jo at home"}
    with pytest.raises(NotUnderstood):
        move(ready(requester=Requester("jo")), "set-purpose", said, moment())


def test_one_persons_copy_is_measured_alone():
    shown = measure(for_jo(licence=None), moment())

    assert "no course run" not in shown.words


def test_a_patrons_request_offers_no_course():
    offered = {row.action for row, _ in possible(for_jo(), DIGITISER, moment())}

    assert offered.isdisjoint({"match-course", "add-course", "remove-course"})
    assert {"set-purpose", "add-delivery", "publish"} <= offered


def test_the_words_of_a_delivery_name_its_way():
    assert SCAN.size == 1000
    one = delivery.Delivered(how="link", on=TODAY, until=TODAY, views=1)

    assert delivery.in_words(one) == "by a link, until 2026-11-21, 1 views"


def test_an_extent_that_was_confirmed_for_a_course_does_not_stand_for_a_patron():
    request = a_request(state=State.ACTIVE, extent=Extent(12, 240, 5.0, "within", "Dan", TODAY))

    change = move(request, "set-purpose", {"purpose": "patron"}, moment())

    assert change.request.extent is None
