"""Accessible copies: who may ask for what, what becomes of it, and what it does not touch."""

from dataclasses import replace

import pytest

from chalicelib.domain import accessible
from chalicelib.domain.accessible import Asked, begin, read, told, why_not
from chalicelib.domain.claims import claims_of
from chalicelib.domain.errors import NotUnderstood, Refused
from chalicelib.domain.facts import Requester
from chalicelib.domain.lifecycle import move, possible
from chalicelib.domain.people import DESK, Person, Role
from chalicelib.domain.request import Kind, Purpose, State
from chalicelib.domain.signed import opened, signed
from tests.domain.a_request import NOON, SCAN, moment, ready

SUE = Person("sue", "Sue Student", "sue@example.edu", roles=frozenset({Role.READER}))
WANTS = Asked(("audio", "word"), "Chapter 2 first, please.")


def live(**known):
    asked = move(ready(), "publish", {}, moment()).request
    return replace(asked, **known)


def asked_for(item=None, reader=SUE):
    change, _ = begin(item or live(), reader, WANTS, ("COPY2345", 8), NOON)
    return change


def worked_on(**known):
    request = move(asked_for().request, "assign", {}, moment()).request
    return replace(request, **known)


def test_a_reader_asks_for_what_is_live_and_staff_are_mailed():
    change = asked_for()

    request = change.request
    assert (request.kind, request.state) == (Kind.ACCESSIBLE_COPY, State.NEW)
    assert (request.title, request.extract.pages) == ("The first chapter", "1-12")
    assert request.wish.course == "HIS101 The long century"
    assert [(one.to, one.facts) for one in change.messages] == [
        ("accessible", {"letter": "accessible-copy"})
    ]


def test_neither_the_history_nor_what_was_sent_says_who_asked_or_what_they_wrote():
    change, original = begin(live(), SUE, WANTS, ("COPY2345", 8), NOON)

    kept = repr((change.event, original, change.messages))
    assert "Sue" not in kept
    assert "sue" not in kept
    assert "Chapter 2" not in kept


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (live(state=State.ARCHIVED), "not available at present"),
        (ready(), "not available at present"),
        (live(purpose=Purpose.PATRON), "no text that a course reads"),
        (live(kind=Kind.CLEARANCE), "no text that a course reads"),
        (live(selected=""), "has not come yet"),
    ],
)
def test_nothing_else_can_be_asked_for(item, words):
    assert words in why_not(item)
    with pytest.raises(Refused, match=words):
        asked_for(item)


def test_it_claims_nothing_of_any_extent():
    assert claims_of(asked_for().request) == {}


def test_it_is_delivered_to_its_reader_alone_who_is_told():
    change = move(
        worked_on(selected="s1"), "deliver-copy", {"how": "here", "note": "With tags."}, moment()
    )

    given = change.request.wish.given
    assert (change.request.state, given.how, given.note) == (State.COMPLETE, "here", "With tags.")
    assert [(one.to, one.facts["letter"]) for one in change.messages] == [
        ("requester", "deliver-copy")
    ]
    assert change.request.link is None
    assert change.request.copies == ()


def test_without_a_checked_file_it_is_not_delivered_here():
    with pytest.raises(NotUnderstood, match="No checked file is selected"):
        move(worked_on(), "deliver-copy", {"how": "here"}, moment())


def test_it_may_be_mailed_or_be_elsewhere():
    mailed = move(worked_on(), "deliver-copy", {"how": "mail"}, moment()).request
    url = "https://braille.example/c/7"
    elsewhere = move(worked_on(), "deliver-copy", {"how": "elsewhere", "url": url}, moment())

    assert mailed.wish.given.url == ""
    assert elsewhere.request.wish.given.url == url
    with pytest.raises(NotUnderstood, match="begins with https"):
        move(worked_on(), "deliver-copy", {"how": "elsewhere", "url": "ftp://x"}, moment())


def test_it_is_refused_with_a_reason_and_the_reader_is_told():
    said = {"reason": "no-permission", "note": "The publisher sells an audiobook."}

    change = move(asked_for().request, "reject", said, moment())

    assert change.request.state is State.REJECTED
    assert [one.facts["letter"] for one in change.messages] == ["refuse-copy"]
    shown = told(change.request)
    assert (shown["word"], shown["note"]) == ("Not possible", "The publisher sells an audiobook.")


def test_a_reader_without_an_address_is_told_on_the_page_alone():
    request = replace(worked_on(), requester=Requester("sue", "Sue"))

    change = move(request, "deliver-copy", {"how": "mail"}, moment())

    assert change.messages == ()


def test_staff_add_another_file_and_select_it():
    told_of = {"scan": "s9", "name": "tagged.pdf", "size": 10, "by": "Dan"}
    request = move(worked_on(), "add-scan", told_of, moment(DESK)).request
    request = replace(request, scans=(SCAN, replace(SCAN, id="s9")))

    after = move(request, "select-scan", {"scan": "s9"}, moment()).request

    assert after.selected == "s9"


def test_nothing_of_licence_course_or_link_is_offered_for_it():
    offered = {row.action for row, _ in possible(worked_on(), moment().by, moment())}

    assert offered == {
        "reassign", "release", "reject", "deliver-copy", "cancel", "note", "edit-note", "tag",
        "delete-note", "select-scan", "add-evidence", "edit-evidence", "remove-evidence",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "helps"),
        ({"other": "yes"}, "comment"),
        ({"audio": "yes", "comment": "x" * 2_001}, "comment"),
    ],
)
def test_a_form_that_says_nothing_comes_back(said, field):
    assert list(read(said).wrong or {}) == [field]


def test_a_form_is_read_without_what_no_eye_sees():
    asked = read({"word": "yes", "comment": "One\r\nTwo\x00 \u202ethree", "braille": ""})

    assert (asked.helps, asked.comment) == (("word",), "One\nTwo three")


def test_a_signed_name_is_good_for_one_request_and_no_other():
    name = signed("ABCD2345", "a-key")

    assert opened(name, ["a-key"]) == "ABCD2345"
    assert opened(name, ["a-new-key", "a-key"]) == "ABCD2345"
    assert opened(name, ["another"]) == ""
    assert opened(name.replace("ABCD", "ABCE"), ["a-key"]) == ""
    assert opened(name[:-1], ["a-key"]) == ""
    assert opened("ABCD2345", ["a-key"]) == ""
    assert opened(name, []) == ""


def test_what_is_over_may_be_asked_for_anew():
    over = [
        state for state in State if accessible.is_over(replace(asked_for().request, state=state))
    ]

    assert over == [State.EXPIRED, State.REJECTED, State.CANCELLED, State.DELETED]
