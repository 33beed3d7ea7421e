"""Clearing the copyright of an uploaded file: a kind of its own, for the same interpreter."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain.errors import Blocked, Refused
from chalicelib.domain.facts import Original
from chalicelib.domain.intake import Asked, receive
from chalicelib.domain.lifecycle import move, possible
from chalicelib.domain.moves import MOVES
from chalicelib.domain.people import DESK, Person, Role, the_list
from chalicelib.domain.request import Approval, Kind, State
from chalicelib.handlers import view
from tests.domain.a_request import APPROVER, DIGITISER, NOON, a_request, moment, ready

ASKED = Asked("k1", Original(NOON, title="A hand-out"), {}, "", kind=Kind.CLEARANCE)
COVERED = {"reason": "covered-by-license"}
#: Everybody who works at the desk, in one person.
ALL = Person("al", "Al", roles=frozenset(Role))


def a_clearance(**known):
    """A request for clearance that lacks nothing but its approval."""
    usual = {"kind": Kind.CLEARANCE, "state": State.IN_PROGRESS, "approval": Approval.WANTED,
             "scans": (), "selected": "", "licence": None, "extent": None}  # fmt: skip
    return ready(**usual | known)


def acted(request, action, said, by=APPROVER):
    return move(request, action, said, moment(by))


def test_it_wants_approval_as_soon_as_it_comes_in():
    request = receive(ASKED, "webhook", "A", 1, NOON).request

    assert (request.kind, request.state) == (Kind.CLEARANCE, State.NEW)
    assert request.approval is Approval.WANTED


def test_a_digitisation_wants_none_unless_its_list_asks_for_it():
    digitisation = replace(ASKED, kind=Kind.DIGITISATION)

    def approval(**said):
        request = receive(replace(digitisation, **said), "webhook", "A", 1, NOON).request
        return request.approval, request.needs_clearance

    assert approval() == (Approval.NONE, False)
    assert approval(approval=True) == (Approval.WANTED, False)
    assert approval(clearance=True) == (Approval.WANTED, True)


@pytest.mark.parametrize("state", [State.NEW, State.IN_PROGRESS], ids=lambda one: one.value)
def test_approving_it_completes_it_and_tells_the_list(state):
    change = acted(a_clearance(state=state), "approve", COVERED)

    assert change.request.state is State.COMPLETE
    assert change.request.approval is Approval.APPROVED
    assert [one.facts for one in change.messages] == [{"phase": "live"}]
    assert change.request.link is None


def test_refusing_it_rejects_it_and_tells_list_and_requester():
    change = acted(a_clearance(), "refuse", {"reason": "rejected-by-ccc"})

    assert (change.request.state, change.request.approval) == (State.REJECTED, Approval.REFUSED)
    assert [one.to for one in change.messages] == ["leganto", "requester"]


def test_it_needs_a_course_before_it_is_cleared():
    with pytest.raises(Blocked) as blocked:
        acted(a_clearance(runs=()), "approve", COVERED)

    assert blocked.value.facts["missing"] == ["course"]


def test_a_digitisation_is_not_completed_by_its_approval():
    change = acted(ready(approval=Approval.WANTED), "approve", COVERED)

    assert change.request.state is State.ACTIVE


def test_its_figures_are_demanded_where_they_are_needed():
    said = COVERED | {"cc_number": "1", "cc_order_date": "2026-11-01",
                      "cc_approval_date": "2026-11-02"}  # fmt: skip

    change = acted(a_clearance(needs_clearance=True), "approve", said)

    assert change.request.clearance.cc_approval_date == date(2026, 11, 2)


SCANNING = ("progress", "publish", "archive", "reinstate", "renew", "select-scan", "reuse-scan",
            "confirm-extent", "expect-item", "receive-item")  # fmt: skip


@pytest.mark.parametrize("action", SCANNING)
def test_it_has_no_scan_and_no_link_and_no_volume(action):
    for state in State:
        with pytest.raises(Refused):
            acted(a_clearance(state=state), action, {}, ALL)


@pytest.mark.parametrize("by", [DESK, the_list("webhook")], ids=["desk", "list"])
def test_nor_does_the_desk_or_a_list_move_it_there(by):
    reached = {
        row.to
        for row in MOVES
        for state in State
        if row.role in by.roles and row.starts_at(a_clearance(state=state))
    }

    assert reached & {State.ACTIVE, State.ARCHIVED, State.EXPIRED} == set()


def test_what_may_be_done_with_it_is_little():
    offered = {row.action for row, _ in possible(a_clearance(), ALL, moment(ALL))}

    assert {"approve", "refuse", "update-clearance", "match-course", "reject"} <= offered
    assert offered & set(SCANNING) == set()


def test_a_reopened_one_wants_approval_again():
    refused = acted(a_clearance(), "refuse", {"reason": "other"}).request

    again = acted(refused, "reopen", {}, DIGITISER).request

    assert (again.state, again.approval) == (State.IN_PROGRESS, Approval.WANTED)


def test_where_the_desk_rejects_it_the_mail_waits_for_no_approval():
    change = acted(a_clearance(), "reject", {"reason": "not-held", "notify": True}, DIGITISER)

    assert [one.what for one in change.messages] == ["status", "mail"]
    assert change.request.held == ()


def test_its_steps_are_its_own():
    shown = view.detail(
        a_clearance(runs=()), Original(NOON), (), (), moment(), {"leganto": "Leganto"}, "https://x"
    )

    steps = [(one["need"], one["done"]) for one in shown["steps"]]
    assert steps == [("assigned", True), ("course", False), ("approval", False)]


def test_a_request_for_a_scan_keeps_its_own_steps():
    shown = view.detail(a_request(), Original(NOON), (), (), moment(), {}, "https://x")

    assert "scan" in [one["need"] for one in shown["steps"]]
