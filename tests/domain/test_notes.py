"""Notes are drawn from the history: added, edited, deleted, found; no text is ever lost."""

from datetime import timedelta

import pytest

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.lifecycle import move
from chalicelib.domain.notes import found, standing
from chalicelib.domain.people import the_list
from chalicelib.domain.request import Event, State
from tests.domain.a_request import APPROVER, DIGITISER, NOON, a_request, moment


def story(*steps):
    """The history of these (action, said, who) in order, each taken where the ones before led."""
    request = a_request(state=State.ACTIVE)
    events: list[Event] = []
    for n, (action, said, by) in enumerate(steps):
        now = moment(by, found=standing(events), now=NOON + timedelta(hours=n))
        change = move(request, action, said, now)
        request, events = change.request, [change.event, *events]
    return events


ADDED = ("note", {"note": "The book is on loan."}, DIGITISER)


def test_a_note_says_who_wrote_it_and_when():
    (note,) = standing(story(ADDED))

    assert (note.text, note.created_by, note.created_on) == ("The book is on loan.", "Dan", NOON)
    assert (note.updated_by, note.updated_on) == ("", None)


def test_an_edited_note_says_who_updated_it_and_its_old_text_stays_in_the_history():
    events = story(ADDED, ("edit-note", {"id": "5", "note": "It came back."}, DIGITISER))

    (note,) = standing(events)
    assert (note.text, note.updated_by) == ("It came back.", "Dan")
    assert [event.said["note"] for event in events] == ["It came back.", "The book is on loan."]


def test_a_deleted_note_is_gone_and_stays_in_the_history():
    events = story(ADDED, ("delete-note", {"id": "5"}, DIGITISER))

    assert standing(events) == ()
    assert events[-1].said["note"] == "The book is on loan."


def test_a_note_that_does_not_stand_cannot_be_edited():
    with pytest.raises(NotUnderstood, match="No such note"):
        story(ADDED, ("edit-note", {"id": "4", "note": "x"}, DIGITISER))


def test_what_the_reading_list_says_is_a_note_like_any_other():
    notes = standing(story(("note", {"note": "Please hurry."}, the_list("talis")), ADDED))

    assert [(one.created_by, one.text) for one in notes] == [
        ("Dan", "The book is on loan."), ("Talis", "Please hurry.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "place", "ids"),
    [
        ("LOAN", "note", ["5"]),
        ("dan", "created_by", ["6", "5"]),
        ("dan", "updated_by", ["6"]),
        ("loan", "created_by", []),
        ("dan", "", ["6", "5"]),
        ("", "", ["6", "5"]),
    ],
)
def test_a_note_is_found_by_a_text_in_one_place(words, place, ids):
    notes = standing(story(
        ADDED,
        ("note", {"note": "Chase it."}, DIGITISER),
        ("edit-note", {"id": "6", "note": "Chased."}, DIGITISER),
    ))  # fmt: skip

    assert [one.id for one in found(notes, words, place)] == ids


def test_a_place_that_there_is_not_is_refused():
    with pytest.raises(NotUnderstood, match="not searched there") as refused:
        found((), "x", "created_on")

    assert "created_by" in refused.value.instead


def test_an_approver_does_not_write_notes():
    with pytest.raises(Exception, match="takes the role"):
        story(("note", {"note": "x"}, APPROVER))
