"""Evidence is added, edited, removed and never lost: what the rules say of it."""

from dataclasses import replace

import pytest

from chalicelib.domain import forms
from chalicelib.domain.errors import Blocked, NotAllowed, NotUnderstood, Refused, TooLarge, Unknown
from chalicelib.domain.evidence import (
    LARGEST,
    MOST,
    TYPES,
    Attachment,
    Evidence,
    acceptable,
    key_for,
    named_by,
)
from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Approval, State
from tests.domain.a_request import APPROVER, DIGITISER, NOON, TERMS, VIEWER, a_request, moment

FILE = {"file": "00000000000000f1", "name": "licence.pdf", "bytes": 1200}
NEW_FILE = {"file": "00000000000000f2", "name": "licence-2.pdf", "bytes": 1300}
KEPT = Attachment("00000000000000f1", "licence.pdf", 1200, "v1")
PIECE = Evidence(id="e1", added_on=NOON, added_by="Ada", file=KEPT, note="By letter.")
HELD = a_request(state=State.ACTIVE, evidence=(PIECE,))


def acted(request, action, said, by=APPROVER):
    return move(request, action, said, moment(by))


@pytest.mark.parametrize("by", [DIGITISER, APPROVER], ids=lambda one: one.id)
@pytest.mark.parametrize("state", State, ids=lambda one: one.value)
def test_digitisers_and_approvers_add_it_at_any_time(by, state):
    change = acted(a_request(state=state), "add-evidence", {"url": "https://ccc.example/1"}, by)

    (piece,) = change.request.evidence
    assert (piece.url, piece.added_by, piece.status) == (
        "https://ccc.example/1",
        by.name,
        "ready",
    )


def test_a_viewer_adds_none():
    with pytest.raises(NotAllowed):
        acted(a_request(), "add-evidence", {"url": "https://ccc.example/1"}, VIEWER)


def test_a_file_is_announced_first_and_is_there_when_it_has_arrived():
    coming = acted(a_request(), "add-evidence", FILE | {"note": "By letter."}).request

    told = {"file": FILE["file"], "version": "v1"}
    arrived = acted(coming, "evidence-arrived", told, DESK).request

    assert (coming.evidence[0].status, coming.evidence[0].file) == ("uploading", None)
    assert (arrived.evidence[0].file, arrived.evidence[0].note) == (KEPT, "By letter.")
    assert arrived.evidence[0].status == "ready"


def test_what_arrived_first_counts():
    told = {"file": KEPT.id, "version": "v2"}

    assert acted(HELD, "evidence-arrived", told, DESK).request.evidence == HELD.evidence


def test_a_file_that_nobody_announced_is_unknown():
    with pytest.raises(Unknown):
        acted(HELD, "evidence-arrived", {"file": "other", "version": "v1"}, DESK)


def test_what_is_said_twice_is_added_once():
    once = acted(a_request(), "add-evidence", FILE).request

    assert acted(once, "add-evidence", FILE).request.evidence == once.evidence


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "url"),
        ({"note": "Only words."}, "url"),
        ({"url": "ccc.example/1"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://ccc.example/a b"}, "url"),
        ({"name": "a.pdf", "bytes": 3}, "file"),
        ({"file": "../masters/1", "name": "a.pdf", "bytes": 3}, "file"),
        ({"url": "https://ccc.example/1", "colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(said, field):
    with pytest.raises(NotUnderstood) as refused:
        acted(a_request(), "add-evidence", said)

    assert field in [one["field"] for one in refused.value.facts["fields"]]


@pytest.mark.parametrize("ending", TYPES)
def test_these_types_are_kept_whatever_the_browser_calls_them(ending):
    assert acceptable(f"Letter.{ending.upper()}", 1) == TYPES[ending]


@pytest.mark.parametrize("name", ["letter.html", "letter.svg", "letter.exe", "letter", "pdf"])
def test_other_types_are_refused_with_what_would_be_taken(name):
    with pytest.raises(NotUnderstood) as refused:
        acceptable(name, 1)

    assert "a PDF, a picture" in refused.value.instead


def test_a_file_has_a_size_that_is_told():
    assert acceptable("a.pdf", LARGEST)
    with pytest.raises(NotUnderstood, match="empty"):
        acceptable("a.pdf", 0)
    with pytest.raises(TooLarge, match="25 MB") as refused:
        acceptable("a.pdf", LARGEST + 1)
    assert refused.value.facts["bytes"] == LARGEST


def test_a_request_holds_so_many_pieces():
    full = a_request(evidence=tuple(replace(PIECE, id=f"e{n}", file=None) for n in range(MOST)))

    with pytest.raises(Refused, match="20 pieces"):
        acted(full, "add-evidence", {"url": "https://ccc.example/1"})


def test_address_and_note_are_edited_and_what_is_not_said_stays():
    said = {"evidence": "e1", "url": "https://ccc.example/2"}

    (piece,) = acted(HELD, "edit-evidence", said).request.evidence

    assert (piece.url, piece.note, piece.file) == ("https://ccc.example/2", "By letter.", KEPT)


def test_the_old_file_stays_until_the_new_one_is_in():
    waiting = acted(HELD, "edit-evidence", {"evidence": "e1", **NEW_FILE}).request
    arrived = acted(
        waiting, "evidence-arrived", {"file": NEW_FILE["file"], "version": "v9"}, DESK
    ).request

    assert (waiting.evidence[0].file, waiting.evidence[0].status) == (KEPT, "uploading")
    assert arrived.evidence[0].file.name == "licence-2.pdf"
    assert arrived.evidence[0].coming is None


def test_a_piece_without_a_file_keeps_its_address():
    only = a_request(evidence=(replace(PIECE, file=None, url="https://ccc.example/1"),))

    with pytest.raises(NotUnderstood):
        acted(only, "edit-evidence", {"evidence": "e1", "url": ""})


def test_what_is_removed_leaves_the_list_and_the_history_says_so():
    change = acted(HELD, "remove-evidence", {"evidence": "e1"})

    assert change.request.evidence == ()
    assert (change.event.action, change.event.said) == (
        "remove-evidence",
        {"evidence": "licence.pdf"},
    )


@pytest.mark.parametrize("action", ["edit-evidence", "remove-evidence"])
def test_only_what_is_there_is_edited_or_removed(action):
    with pytest.raises(NotUnderstood):
        acted(HELD, action, {"evidence": "e2"})
    with pytest.raises(Blocked):
        acted(a_request(), action, {"evidence": "e1"})


def test_evidence_voids_nothing_and_tells_nobody():
    wanted = replace(HELD, approval=Approval.WANTED)

    change = acted(wanted, "add-evidence", {"url": "https://ccc.example/1"})

    assert (change.messages, change.event.voids) == ((), ())


def test_the_form_asks_for_no_file_because_its_own_door_takes_it():
    drawn = forms.schema("PieceEdited", HELD, TERMS)

    assert set(drawn["properties"]) == {"url", "note", "evidence"}
    assert drawn["properties"]["evidence"]["oneOf"] == [{"const": "e1", "title": "licence.pdf"}]


@pytest.mark.parametrize(
    "key", ["incoming/7K/f1", "masters/7K/f1", "evidence/7K", "evidence/a/b/c"]
)
def test_only_its_own_keys_are_evidence(key):
    assert named_by(key) is None
    assert named_by(key_for("7K", "f1")) == ("7K", "f1")
