"""The approver's part of the desk: what is worked on, decided, dated, and who hears of it."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain import forms
from chalicelib.domain.bounds import openings_of
from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.errors import Blocked, NotAllowed, NotUnderstood, Refused
from chalicelib.domain.facts import Clearance, Dates, Requester
from chalicelib.domain.lifecycle import move, possible
from chalicelib.domain.reasons import Reason
from chalicelib.domain.request import Approval, State
from tests.domain.a_request import APPROVER, DIGITISER, NOON, TERMS, a_request, moment, ready

FIGURES = {
    "cc_number": "CC-1",
    "cc_order_date": "2026-11-01",
    "cc_approval_date": "2026-11-02",
}
WANTED = ready(approval=Approval.WANTED)
APPROVED = ready(approval=Approval.APPROVED, clearance=Clearance("other", end=date(2027, 3, 1)))
COVERED = {"reason": "covered-by-license"}


def acted(request, action, said, by=APPROVER, terms=TERMS):
    return move(request, action, said, replace(moment(by), terms=terms))


@pytest.mark.parametrize(
    "state", [State.NEW, State.IN_PROGRESS, State.ACTIVE], ids=lambda one: one.value
)
def test_approval_takes_place_at_any_point_before_delivery(state):
    change = acted(replace(WANTED, state=state), "approve", COVERED)

    assert (change.request.approval, change.request.state) == (Approval.APPROVED, state)


@pytest.mark.parametrize("state", [State.COMPLETE, State.REJECTED, State.CANCELLED, State.DELETED])
def test_and_not_after_it(state):
    with pytest.raises(Refused):
        acted(replace(WANTED, state=state), "approve", COVERED)


@pytest.mark.parametrize("approval", [Approval.WANTED, Approval.REFUSED])
def test_nothing_is_delivered_until_it_is_granted(approval):
    with pytest.raises(Blocked) as blocked:
        move(ready(approval=approval), "publish", {}, moment(DIGITISER))

    assert blocked.value.facts["missing"] == ["approval"]


def test_the_decision_is_kept_with_its_reason_its_words_and_who_decided():
    said = {**COVERED, **FIGURES, "note": "By letter.", "start": "2026-12-01", "end": "2027-03-01"}

    cleared = acted(WANTED, "approve", said).request.clearance

    assert cleared == Clearance(
        "covered-by-license", "By letter.", "CC-1", date(2026, 11, 1), date(2026, 11, 2),
        date(2026, 12, 1), date(2027, 3, 1), "Covered by License", "Ada", NOON.date(),
    )  # fmt: skip


@pytest.mark.parametrize("left_out", FIGURES)
def test_where_clearance_is_needed_each_figure_is_demanded(left_out):
    said = {name: value for name, value in FIGURES.items() if name != left_out}

    with pytest.raises(NotUnderstood) as refused:
        acted(replace(WANTED, needs_clearance=True), "approve", COVERED | said)

    assert refused.value.facts["fields"][0]["field"] == left_out


def test_where_none_is_needed_none_is_demanded():
    assert acted(WANTED, "approve", COVERED).request.clearance.cc_number == ""


def test_what_is_worked_on_is_kept_and_decides_nothing():
    said = {"title": "The first chapter, revised", "note": "Asked CCC.", **FIGURES}

    worked_on = acted(WANTED, "update-clearance", said).request

    assert (worked_on.title, worked_on.approval) == ("The first chapter, revised", Approval.WANTED)
    assert (worked_on.clearance.cc_number, worked_on.clearance.reason) == ("CC-1", "")


def test_the_figures_that_were_worked_on_need_not_be_said_again():
    worked_on = acted(replace(WANTED, needs_clearance=True), "update-clearance", FIGURES).request

    approved = acted(worked_on, "approve", COVERED).request

    assert (approved.clearance.cc_number, approved.clearance.label) == (
        "CC-1",
        "Covered by License",
    )


@pytest.mark.parametrize("action", ["update-clearance", "approve", "refuse", "update-expiry"])
def test_only_an_approver_works_on_an_approval(action):
    with pytest.raises(NotAllowed):
        acted(WANTED, action, {}, by=DIGITISER)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"start": "2027-02-01", "end": "2027-01-01"}, "end"),
        ({**FIGURES, "cc_approval_date": "2026-10-31"}, "cc_approval_date"),
        ({"cc_order_date": "31/10/2026"}, "cc_order_date"),
    ],
)
@pytest.mark.parametrize("action", ["update-clearance", "approve"])
def test_days_that_cannot_be_are_refused_by_name(action, said, field):
    with pytest.raises(NotUnderstood) as refused:
        acted(WANTED, action, said | (COVERED if action == "approve" else {}))

    assert field in [one["field"] for one in refused.value.facts["fields"]]


def test_a_link_opens_only_while_the_approval_holds():
    cleared = Clearance("other", start=date(2026, 12, 1), end=date(2027, 3, 1))

    (opening,) = openings_of(ready(clearance=cleared))

    assert (opening.start, opening.end) == (date(2026, 12, 1), date(2027, 3, 1))


def test_the_latest_start_and_the_earliest_end_count():
    cleared = Clearance("other", start=date(2026, 1, 1), end=date(2029, 1, 1))
    dates = Dates(date(2026, 10, 5), date(2026, 12, 20))

    (opening,) = openings_of(ready(clearance=cleared, dates=dates))

    assert (opening.start, opening.end) == (dates.start, dates.end)


def test_what_is_still_worked_on_opens_and_closes_nothing():
    undecided = Clearance("", start=date(2026, 12, 1))

    (opening,) = openings_of(ready(clearance=undecided))

    assert opening.start == date(2026, 9, 21)


def test_an_approval_that_has_run_out_carries_no_link():
    over = replace(APPROVED, clearance=Clearance("other", end=date(2026, 11, 20)))

    with pytest.raises(Blocked) as blocked:
        move(over, "publish", {}, moment(DIGITISER))

    assert blocked.value.facts["missing"] == ["approval"]
    assert "held until 2026-11-20" in blocked.value.detail


def test_the_expiry_of_what_is_asked_for_is_changed_where_there_is_one():
    request = replace(WANTED, dates=Dates(end=date(2027, 1, 1)))

    change = acted(request, "update-expiry", {"end": "2027-02-01"})

    assert change.request.dates.end == date(2027, 2, 1)


def test_the_expiry_of_an_approval_is_changed_and_the_approval_stands():
    change = acted(APPROVED, "update-expiry", {"end": "2027-06-01"})

    assert change.request.clearance.end == date(2027, 6, 1)
    assert (change.request.approval, change.event.voids) == (Approval.APPROVED, ())


@pytest.mark.parametrize(
    "request_", [WANTED, replace(APPROVED, clearance=Clearance("other"))], ids=["wanted", "given"]
)
def test_where_there_is_no_expiry_none_is_set(request_):
    with pytest.raises(Blocked) as blocked:
        acted(request_, "update-expiry", {"end": "2027-02-01"})

    assert blocked.value.facts["missing"] == ["expiry"]


def test_an_expiry_is_not_before_the_first_day():
    request = replace(WANTED, dates=Dates(date(2027, 1, 1), date(2027, 2, 1)))

    with pytest.raises(NotUnderstood):
        acted(request, "update-expiry", {"end": "2026-12-31"})


def test_a_refusal_always_tells_the_list_and_the_requester():
    change = acted(WANTED, "refuse", {"reason": "rejected-by-ccc", "note": "No licence."})

    assert [(one.to, one.what) for one in change.messages] == [
        ("leganto", "status"),
        ("requester", "mail"),
    ]
    assert (change.request.state, change.request.rejection.notify) == (State.REJECTED, True)


@pytest.mark.parametrize(
    ("not_yet_known", "mails"), [((), []), (("requester",), ["requester"])], ids=["none", "sought"]
)
def test_a_refusal_is_mailed_where_an_address_is_known_or_is_on_its_way(not_yet_known, mails):
    nobody = replace(WANTED, requester=Requester("jo", "Jo"), not_yet_known=not_yet_known)

    change = acted(nobody, "refuse", {"reason": "other"})

    assert [one.to for one in change.messages if one.what == "mail"] == mails


def test_the_letter_of_a_refusal_waits_a_minute_and_the_list_hears_at_once():
    change = acted(WANTED, "refuse", {"reason": "other"})

    assert [dict(one.facts) for one in change.messages] == [
        {"phase": "refused"},
        {"letter": "refuse", "after": "60"},
    ]


def test_an_approver_takes_a_refusal_back_and_the_list_hears_that_it_is_worked_on():
    refused = acted(WANTED, "refuse", {"reason": "other"}).request

    change = acted(refused, "reopen", {})

    assert (change.request.state, change.request.approval) == (State.IN_PROGRESS, Approval.WANTED)
    assert [(one.to, one.what, one.facts) for one in change.messages] == [
        ("leganto", "status", {"phase": "working"})
    ]


def test_an_approver_reopens_nothing_that_the_desk_rejected():
    rejected = acted(WANTED, "reject", {"reason": "not-held"}, DIGITISER).request

    with pytest.raises(NotAllowed):
        acted(rejected, "reopen", {})


def test_where_the_list_mails_itself_the_desk_leaves_it_to_it():
    terms = replace(TERMS, mail_themselves=frozenset({"leganto"}))

    change = acted(WANTED, "refuse", {"reason": "other"}, terms=terms)

    assert [one.what for one in change.messages] == ["status"]
    assert change.request.rejection.notify


@pytest.mark.parametrize(
    ("action", "said", "kept"),
    [
        ("approve", {}, "Our licence"),
        ("refuse", {}, "Our licence"),
        ("reject", {}, "Our licence"),
    ],
)
def test_a_reason_of_the_librarys_own_is_kept_in_the_words_of_its_day(action, said, kept):
    ours = (Reason("ours", "Our licence", "OursInAlma"),)
    terms = replace(TERMS, approvals=ours, refusals=ours, rejections=ours)
    by = DIGITISER if action == "reject" else APPROVER

    change = acted(WANTED, action, {"reason": "ours"} | said, by, terms)

    decided = change.request.rejection or change.request.clearance
    assert (decided.label, change.event.said["reason_words"]) == (kept, kept)


@pytest.mark.parametrize("action", ["approve", "refuse"])
def test_a_retired_reason_is_refused(action):
    old = (Reason("old", "Old", retired=True), Reason("new", "New"))
    terms = replace(TERMS, approvals=old, refusals=old)

    with pytest.raises(NotUnderstood):
        acted(WANTED, action, {"reason": "old"}, terms=terms)


def test_after_a_refusal_no_scan_is_uploaded_and_none_selected():
    refused = acted(WANTED, "refuse", {"reason": "other"}).request

    offered = {row.action for row, _ in possible(refused, DIGITISER, moment(DIGITISER))}

    assert offered & {"add-scan", "select-scan", "publish"} == set()
    with pytest.raises(Refused):
        move(refused, "select-scan", {"scan": "s1"}, moment(DIGITISER))


def test_asking_for_approval_says_whether_clearance_is_needed():
    change = move(a_request(state=State.ACTIVE), "want-approval", {"clearance": True}, moment())

    assert (change.request.approval, change.request.needs_clearance) == (Approval.WANTED, True)


def test_where_dates_are_mandatory_the_approval_form_asks_for_both_and_takes_no_less():
    insisting = replace(TERMS, delivery=DeliveryTerms(dates_required=True))
    wanted = ready(approval=Approval.WANTED)
    now = replace(moment(APPROVER), terms=insisting)

    with pytest.raises(NotUnderstood) as refused:
        move(wanted, "approve", {"reason": TERMS.approvals[0].code, "start": "2026-12-01"}, now)

    assert refused.value.facts["fields"][0]["field"] == "end"
    assert set(forms.schema("Approved", wanted, insisting)["required"]) >= {"start", "end"}
    assert "end" not in forms.schema("Approved", wanted, TERMS)["required"]
