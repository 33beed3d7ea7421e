"""The tables say what is possible; whatever they do not list is refused."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from chalicelib.domain import drawing, say
from chalicelib.domain.errors import Blocked, NotAllowed, NotUnderstood, Refused, Unknown
from chalicelib.domain.facts import Citation, Dates, How, Match, Rejection
from chalicelib.domain.lifecycle import move, possible, row_for
from chalicelib.domain.matching import Found
from chalicelib.domain.moves import BEFORE_LINK, GROUP, MOVES
from chalicelib.domain.people import DESK, the_list
from chalicelib.domain.request import Approval, Item, Kind, Purpose, Request, State
from chalicelib.domain.ruling import Said
from tests.domain.a_request import (
    A_RULING,
    APPROVER,
    BOOK,
    DIGITISER,
    EVERYBODY,
    HIS101,
    NOON,
    VIEWER,
    a_request,
    moment,
    ready,
)

REJECTED = Rejection("not-held", "Not held", "", NOON)
#: Written by hand from the architecture page, so that the tables have something to differ from.
LEADS_TO = {
    ("assign", "new"): "in-progress",
    ("progress", "in-progress"): "active",
    ("publish", "active"): "complete",
    ("archive", "complete"): "archived",
    ("reinstate", "archived"): "complete",
    ("expire", "complete"): "expired",
    ("renew", "expired"): "complete",
    ("reject", "new"): "rejected",
    ("reject", "in-progress"): "rejected",
    ("reject", "active"): "rejected",
    ("deliver-copy", "in-progress"): "complete",
    ("reopen", "rejected"): "in-progress",
    ("cancel", "new"): "cancelled",
    ("cancel", "in-progress"): "cancelled",
    ("cancel", "active"): "cancelled",
    ("delete", "active"): "deleted",
    ("delete", "complete"): "deleted",
    ("delete", "archived"): "deleted",
    ("delete", "expired"): "deleted",
}


def test_the_state_table_is_the_one_of_the_architecture_page():
    drawn = {
        (row.action, origin.value): row.to.value
        for row in MOVES
        if row.facet == "state" and row.to
        for origin in row.origins
    }

    assert drawn == LEADS_TO


@pytest.mark.parametrize("action", sorted(GROUP))
def test_whatever_the_tables_do_not_list_is_refused(action):
    refused = []

    kinds = (Kind.DIGITISATION, Kind.CLEARANCE, Kind.ACCESSIBLE_COPY)
    for kind, state, approval, item, purpose in product(kinds, State, Approval, Item, Purpose):
        request = a_request(kind=kind, state=state, approval=approval, item=item, purpose=purpose)
        rows = [row for row in MOVES if row.action == action and kind in row.kinds]
        rows = [row for row in rows if purpose in row.purposes]
        listed = any(
            getattr(request, row.facet) in row.origins and state in row.within for row in rows
        )
        for person in EVERYBODY:
            allowed = any(
                getattr(request, row.facet) in row.origins
                and state in row.within
                and person.may(row.role)
                for row in rows
            )
            expected = None if allowed else NotAllowed if listed else Refused
            if refusal(request, action, person) is not expected:
                refused.append((kind, state, approval, item, purpose, person.id))

    assert refused == []


def refusal(request, action, person):
    """The kind of refusal, or nothing where the action is possible."""
    try:
        row_for(request, action, person)
    except (Refused, NotAllowed) as no:
        return type(no)
    return None


def test_an_action_that_no_table_has_is_unknown():
    with pytest.raises(Unknown):
        move(a_request(), "teleport", {}, moment())


def test_a_viewer_may_read_and_nothing_else():
    for state in State:
        assert possible(a_request(state=state), VIEWER, moment(VIEWER)) == []


def test_assigning_tells_the_reading_list_that_it_is_worked_on():
    request = a_request(state=State.NEW)

    change = move(request, "assign", {}, moment())

    assert change.request.state is State.IN_PROGRESS
    assert change.request.assignee.id == "dan"
    assert [(m.to, m.what, m.facts) for m in change.messages] == [
        ("leganto", "status", {"phase": "working"})
    ]


def test_reassigning_takes_somebody_of_the_staff():
    request = a_request(state=State.ACTIVE)

    change = move(request, "reassign", {"person": "ada"}, moment(found=APPROVER))

    assert change.request.assignee.name == "Ada"
    with pytest.raises(NotUnderstood, match="Nobody"):
        move(request, "reassign", {"person": "mallory"}, moment())


def test_progress_tells_the_list_nothing_new():
    change = move(a_request(state=State.IN_PROGRESS), "progress", {}, moment())

    assert change.request.state is State.ACTIVE
    assert change.messages == ()


def test_every_move_raises_the_version_by_one_and_leaves_a_line_of_history():
    change = move(a_request(state=State.NEW), "assign", {}, moment())

    assert change.request.version == 5
    assert (change.event.version, change.event.action) == (5, "assign")
    assert (change.event.before, change.event.after) == ("new", "in-progress")


def test_rejecting_tells_the_reading_list_and_the_requester():
    request = a_request(state=State.IN_PROGRESS)

    change = move(request, "reject", {"reason": "not-held", "notify": True}, moment())

    assert change.request.state is State.REJECTED
    assert [m.to for m in change.messages] == ["leganto", "requester"]


def test_rejecting_mails_nobody_unless_that_was_ticked():
    request = a_request(state=State.IN_PROGRESS)

    change = move(request, "reject", {"reason": "not-held"}, moment())

    assert [m.to for m in change.messages] == ["leganto"]


def test_a_reason_that_is_not_configured_is_refused_by_name():
    with pytest.raises(NotUnderstood) as refused:
        move(a_request(state=State.ACTIVE), "reject", {"reason": "no-mood"}, moment())

    assert refused.value.facts["fields"][0]["field"] == "reason"


def test_nobody_is_mailed_whose_address_is_not_known():
    request = a_request(state=State.ACTIVE, requester=replace(a_request().requester, email=""))

    with pytest.raises(NotUnderstood) as refused:
        move(request, "reject", {"reason": "not-held", "notify": True}, moment())

    assert "No address" in refused.value.facts["fields"][0]["words"]


def test_staff_cannot_reject_what_is_new():
    with pytest.raises(NotAllowed):
        move(a_request(state=State.NEW), "reject", {"reason": "not-held"}, moment())


def test_a_rule_may_reject_what_is_new_and_is_recorded_as_the_desk():
    said = Said(A_RULING, "duplicate")

    change = move(a_request(state=State.NEW), "reject", said, moment(DESK))

    assert (change.request.state, change.event.by) == (State.REJECTED, "desk")


@pytest.mark.parametrize(
    ("need", "without"),
    [
        ("course", {"runs": ()}),
        ("extract", {"work": None}),
        ("opening", {"dates": Dates(date(2028, 1, 1), date(2028, 2, 1))}),
        ("licence", {"licence": None}),
        ("extent", {"extent": None}),
        ("scan", {"selected": ""}),
        ("approval", {"approval": Approval.WANTED}),
    ],
)
@pytest.mark.parametrize(
    ("action", "state"),
    [("publish", State.ACTIVE), ("reinstate", State.ARCHIVED), ("renew", State.EXPIRED)],
)
def test_a_link_waits_for_each_of_its_needs(need, without, action, state):
    with pytest.raises(Blocked) as blocked:
        move(ready(**{"state": state} | without), action, {}, moment())

    assert blocked.value.facts["missing"] == [need]


def test_publishing_completes_the_request_and_opens_its_link():
    change = move(ready(), "publish", {}, moment())

    assert change.request.state is State.COMPLETE
    assert change.request.link.token == "a-token"
    assert change.request.link.openings[0].course == "HIS101"
    assert [(m.what, m.facts) for m in change.messages] == [
        ("status", {"phase": "live"}),
        ("reading-copy", {}),
    ]


def test_publishing_freezes_the_facts_of_the_licence_return():
    copy = move(ready(), "publish", {}, moment()).event.said["copy"]

    assert copy["isn"] == "9780199535569"
    assert copy["pages"] == "1-12"
    assert copy["courses"][0]["students"] == 120


def test_the_link_stays_the_same_through_archive_and_reinstate():
    live = move(ready(), "publish", {}, moment()).request
    away = move(live, "archive", {"note": "rights withdrawn"}, moment()).request

    back = move(away, "reinstate", {}, replace(moment(), token="another")).request

    assert back.link.token == live.link.token


def test_a_corrected_range_voids_the_extent_the_scan_and_the_approval_that_rested_on_it():
    request = ready(approval=Approval.APPROVED)

    change = move(request, "update-range", {"pages": "1-20"}, moment())

    assert change.request.extract.page_count == 20
    assert (change.request.extent, change.request.selected) == (None, "")
    assert change.request.approval is Approval.WANTED
    assert set(change.event.voids) == {"extent", "selected", "approval"}


def test_a_range_that_mixes_roman_and_arabic_is_refused_in_words():
    with pytest.raises(NotUnderstood) as refused:
        move(ready(), "update-range", {"pages": "vii-10"}, moment())

    assert refused.value.facts["fields"][0]["field"] == "pages"


def test_another_work_voids_the_licence_check():
    change = move(
        ready(), "assign-metadata", {"work": "w2", "pages": "1-12"},
        moment(found=replace(BOOK, id="w2", title="Another")),
    )  # fmt: skip

    assert change.request.licence is None


def test_the_extent_is_confirmed_with_one_click_when_it_is_within():
    change = move(ready(extent=None), "confirm-extent", {}, moment())

    assert (change.request.extent.percent, change.request.extent.verdict) == (5.0, "within")


@pytest.mark.parametrize("pages", [None, 100])
def test_an_extent_over_the_limit_or_unknown_needs_a_basis_and_a_note(pages):
    request = ready(extent=None, work=replace(BOOK, pages=pages))

    with pytest.raises(NotUnderstood) as refused:
        move(request, "confirm-extent", {}, moment())

    assert refused.value.facts["fields"][0]["field"] == "basis"


def test_matching_a_course_takes_the_run_that_is_on():
    request = a_request(state=State.IN_PROGRESS)

    change = move(request, "match-course", {"course": "HIS101"}, moment(found=HIS101))

    assert change.request.runs[0].run.year == "2026-27"


def test_a_course_that_nobody_set_up_is_refused_by_name():
    with pytest.raises(NotUnderstood, match="No course"):
        move(a_request(state=State.ACTIVE), "match-course", {"course": "X1"}, moment())


def test_the_list_hears_that_clearance_is_awaited_and_that_it_is_no_longer():
    request = a_request(state=State.ACTIVE)

    wanted = move(request, "want-approval", {"clearance": True}, moment())
    given = move(wanted.request, "approve", {"reason": "other", "cc_number": "1",
                 "cc_order_date": "2026-11-01", "cc_approval_date": "2026-11-02"},
                 moment(APPROVER))  # fmt: skip

    assert [m.facts for m in wanted.messages] == [{"phase": "working"}]
    assert [m.facts for m in given.messages] == [{"phase": "working"}]


def test_the_list_hears_nothing_of_clearance_before_the_desk_has_begun():
    change = move(a_request(state=State.NEW), "want-approval", {}, moment())

    assert change.messages == ()


def test_clearance_demands_its_number_and_both_dates():
    request = a_request(state=State.ACTIVE, approval=Approval.WANTED, needs_clearance=True)

    with pytest.raises(NotUnderstood) as refused:
        move(request, "approve", {"reason": "other", "cc_number": "1"}, moment(APPROVER))

    assert refused.value.facts["fields"][0]["field"] == "cc_order_date"


def test_a_refused_approval_rejects_the_request_also_when_it_is_new():
    request = a_request(state=State.NEW, approval=Approval.WANTED)

    change = move(request, "refuse", {"reason": "rejected-by-manager"}, moment(APPROVER))

    assert change.request.state is State.REJECTED
    assert change.request.approval is Approval.REFUSED
    assert change.messages[0].facts == {"phase": "refused"}


def test_reopening_turns_a_refused_approval_into_a_wanted_one():
    request = a_request(state=State.REJECTED, approval=Approval.REFUSED, rejection=REJECTED)

    change = move(request, "reopen", {}, moment())

    assert (change.request.state, change.request.approval) == (State.IN_PROGRESS, Approval.WANTED)


def test_the_list_hears_nothing_of_its_own_withdrawal():
    change = move(a_request(state=State.NEW), "cancel", {}, moment(the_list("leganto")))

    assert change.request.state is State.CANCELLED
    assert change.messages == ()


def cited(number: int, code: str = "HIS101") -> Citation:
    ids = {"course_id": "c", "list_id": f"l{number}", "citation_id": f"z{number}"}
    return Citation(f"z{number}", ids, code, "The long century", f"List {number}")


def test_what_the_list_system_knows_fills_in_what_was_not_sent():
    request = a_request(requester=replace(a_request().requester, name="", email=""))

    change = move(
        request, "enrich",
        {"name": "Jo Doe", "email": "jo@example.edu", "citations": [cited(1)]},
        moment(DESK, found=((Match(How.ISBN, "By its number.", "w1"), Found(BOOK)), HIS101)),
    )  # fmt: skip

    found = change.request
    assert (found.requester.name, found.course_asked) == ("Jo Doe", "HIS101")
    assert found.theirs["citation_id"] == "z1"
    assert (found.work, found.runs[0].code) == (BOOK, "HIS101")


def test_two_places_on_lists_are_left_to_staff():
    change = move(
        a_request(), "enrich", {"citations": [cited(1), cited(2)]},
        moment(DESK, found=(None, None)),
    )  # fmt: skip

    assert [one.id for one in change.request.candidates] == ["z1", "z2"]
    assert "citation_id" not in change.request.theirs


def test_a_citation_that_staff_choose_late_is_told_the_present_phase():
    request = a_request(state=State.IN_PROGRESS, candidates=(cited(1), cited(2)))

    change = move(request, "choose-citation", {"citation": "z2"}, moment(found=HIS101))

    assert change.request.theirs["citation_id"] == "z2"
    assert [m.facts for m in change.messages] == [{"phase": "working"}]


def test_what_staff_started_themselves_tells_no_list():
    change = move(ready(rlms="staff"), "publish", {}, moment())

    assert [one.to for one in change.messages] == ["desk"]


def test_every_form_that_a_row_names_is_there():
    forms = [say.form(row.says) for row in MOVES if row.says]

    assert all(issubclass(one, say.Said) for one in forms)


def test_an_offered_action_is_never_refused_for_what_it_needs():
    offered = {row.action for row, lacks in possible(ready(), DIGITISER, moment()) if not lacks}

    assert {"publish", "reject", "update-range"} <= offered


def test_the_page_of_the_lifecycle_is_drawn_from_the_tables():
    page = Path(__file__).parents[2] / "docs" / "lifecycle.md"

    assert page.read_text() == drawing.page()


def test_the_stepper_needs_are_those_of_the_link():
    needs = ("course", "extract", "dates", "opening", "licence", "extent", "scan", "approval")
    assert needs == BEFORE_LINK


def test_a_request_is_never_altered_by_a_refusal():
    request: Request = a_request()
    before = replace(request)

    with pytest.raises(Refused):
        move(request, "publish", {}, moment())

    assert request == before
