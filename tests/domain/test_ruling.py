"""What a rule makes of a change: on arrival, after an edit, and never against a person's word."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import lifecycle
from chalicelib.domain.errors import Blocked, NotUnderstood
from chalicelib.domain.extent import measure
from chalicelib.domain.facts import Clearance, Extent
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Approval, Change, Event, Item, Kind, Message, State
from chalicelib.domain.rules import DEFAULT, Decides, Outcome
from chalicelib.domain.ruling import among as asked_among
from chalicelib.domain.ruling import apply, facts_of, is_due, taken_over
from chalicelib.domain.works import Extract
from tests.domain.a_request import (
    APPROVER,
    BOOK,
    DIGITISER,
    HIS101,
    NOON,
    TODAY,
    a_request,
    moment,
    ready,
)
from tests.domain.some_rules import (
    APPROVE,
    NEEDED,
    REJECT,
    WAIT,
    a_book,
    a_rule,
    among,
    asks,
    compares,
)

LONG = asks("percent", "more-than", "10")
SHORT = asks("percent", "at-most", "10")
RECEIVED = Event(4, NOON, "list:leganto", "Leganto", "receive", after="new")
NEEDS = a_book(a_rule(LONG, name="Too long"))
LONGER = Extract("The first chapter", "", "1", "1-60", 60)


def ruled(request, book, before=None, change=None, terms=None):
    """The change of a request, with what the rules make of it."""
    change = taken_over(change or Change(request, RECEIVED))
    if not is_due(before, change):
        return change
    now = moment(DESK) if terms is None else replace(moment(DESK), terms=terms)
    shown = measure(change.request, now)
    return apply(change, book, facts_of(change.request, shown, TODAY), now)


def arriving(**known):
    return ready(**{"state": State.NEW, "licence": None, "extent": None} | known)


def acted(request, book, action, said, by=DIGITISER, found=None):
    """The request after a person's action, and after the rules."""
    change = lifecycle.move(request, action, said, moment(by, found))
    return ruled(None, book, before=request, change=change)


def test_what_no_rule_minds_is_left_as_it_is_and_says_which_rule_that_was():
    change = ruled(arriving(), NEEDS)

    assert (change.request.approval, change.request.version) == (Approval.NONE, 4)
    assert change.request.ruling.name == "Default"
    assert change.event.said == {"rule": "Default: No approval needed"}
    assert change.earlier == ()


def test_a_rule_may_want_approval_on_arrival():
    change = ruled(arriving(extract=LONGER), NEEDS)

    request = change.request
    assert (request.state, request.approval, request.version) == (State.NEW, Approval.WANTED, 5)
    assert (change.event.action, change.event.by) == ("want-approval", "desk")
    assert change.event.said["rule"] == "1. Too long"
    assert change.earlier == (RECEIVED,)


def test_the_ruling_keeps_the_rule_as_it_was_and_what_it_rested_on():
    ruling = ruled(arriving(extract=LONGER), NEEDS).request.ruling

    assert (ruling.book, ruling.place, ruling.name) == (1, 1, "Too long")
    assert ruling.clauses == ("Per cent of the work is more than 10",)
    assert "Per cent of the work: 25" in " ".join(ruling.facts)
    assert (ruling.outcome, ruling.did, ruling.on) == (NEEDED, "wanted", NOON)


def test_a_rule_may_approve_by_itself_and_gives_its_reason():
    book = a_book(a_rule(SHORT, outcome=replace(APPROVE, reason="covered-by-license")))

    change = ruled(arriving(), book)

    assert change.request.approval is Approval.APPROVED
    assert change.request.clearance.label == "Covered by License"
    assert change.request.clearance.decided_by == "The desk"
    assert (change.event.action, change.event.by_name) == ("approve", "The desk")


def test_a_rule_may_reject_what_is_new_and_tells_list_and_requester():
    change = ruled(arriving(), a_book(a_rule(SHORT, outcome=REJECT)))

    request = change.request
    assert (request.state, request.rejection.reason) == (State.REJECTED, "not-covered")
    assert (change.event.by, change.event.said["rule"]) == ("desk", "1. A rule")
    assert request.rejection.note == "Ask us for another chapter."
    assert [(one.to, one.what) for one in change.messages] == [
        ("leganto", "status"), ("requester", "mail"),
    ]  # fmt: skip


def test_where_no_address_is_known_a_rejection_by_rule_still_reaches_the_list():
    nobody = replace(a_request().requester, email="")

    change = ruled(arriving(requester=nobody), a_book(a_rule(SHORT, outcome=REJECT)))

    assert [one.to for one in change.messages] == ["leganto"]


def test_once_somebody_works_on_it_a_rule_only_wants_approval_in_its_own_words():
    request = ready(extent=None)

    change = acted(request, a_book(a_rule(LONG, outcome=REJECT)), "update-range", {"pages": "1-60"})

    after = change.request
    assert (after.state, after.approval) == (State.ACTIVE, Approval.WANTED)
    assert "people" not in after.ruling.name
    assert after.ruling.why == "Somebody works on this request already, so a person decides."
    assert change.event.said["note"] == "Ask us for another chapter."
    assert ("leganto", "status") in [(one.to, one.what) for one in change.messages]


def test_nothing_is_approved_by_itself_that_the_meter_cannot_tell():
    unknown = ready(work=replace(BOOK, pages=None), extent=None, licence=None)
    book = a_book(a_rule(asks("list", "is", "leganto"), outcome=APPROVE))

    change = ruled(unknown, book)

    assert change.request.approval is Approval.WANTED
    assert "not known" in change.request.ruling.why


@pytest.mark.parametrize("default", [APPROVE, REJECT])
def test_a_default_that_decides_by_itself_refers_what_the_meter_cannot_tell(default):
    confirmed = Extent(12, None, None, "cannot tell", "Dan", TODAY, "other", "A guess")
    unknown = ready(work=replace(BOOK, pages=None), extent=confirmed)

    assert ruled(unknown, a_book(default=default)).request.approval is Approval.WANTED


def test_a_reason_that_is_gone_leaves_the_rejection_to_people():
    terms = replace(moment().terms, rejections=moment().terms.rejections[:1])

    change = ruled(arriving(), a_book(a_rule(SHORT, outcome=REJECT)), terms=terms)

    assert (change.request.state, change.request.approval) == (State.NEW, Approval.WANTED)


# -- when it is asked ----------------------------------------------------------------------------


def test_what_their_system_is_still_being_asked_for_is_waited_for():
    change = ruled(arriving(extract=LONGER, not_yet_known=("requester", "course")), NEEDS)

    assert change.request.ruling is None


@pytest.mark.parametrize("lacks", [{"work": None}, {"runs": ()}, {"extract": Extract("A title")}])
def test_what_depends_on_a_fact_that_is_not_yet_known_is_decided_later(lacks):
    change = ruled(arriving(**lacks), NEEDS)

    assert (change.request.ruling, change.request.approval) == (None, Approval.NONE)


def test_a_sum_that_cannot_be_told_scares_nobody_before_it_is_confirmed():
    request = ready(work=replace(BOOK, pages=None), extent=None)
    book = a_book(a_rule(asks("verdict", "is", "cannot-tell")))
    assert ruled(request, book).request.ruling is None

    said = {"basis": "other", "note": "The publisher told us."}
    confirmed = acted(request, book, "confirm-extent", said)

    assert confirmed.request.approval is Approval.WANTED


def test_a_volume_that_arrives_at_the_desk_has_its_request_reviewed():
    request = ready(extract=LONGER)

    change = acted(request, NEEDS, "receive-item", {})

    assert (change.request.item, change.request.approval) == (Item.AT_DESK, Approval.WANTED)


@pytest.mark.parametrize("action", ["deliver-documents", "deliver-inventory"])
def test_no_delivery_is_completed_before_it_is_approved(action):
    request = replace(WANTED, item=Item.AT_DESK)

    with pytest.raises(Blocked, match="Approval is wanted"):
        lifecycle.move(request, action, {}, moment())
    approved = lifecycle.move(request, "approve", {"reason": "other"}, moment(APPROVER)).request
    assert lifecycle.move(approved, action, {}, moment())


def test_what_a_list_asked_to_be_cleared_stays_to_be_cleared():
    asked = arriving(kind=Kind.CLEARANCE, approval=Approval.WANTED, needs_clearance=True)

    request = ruled(asked, NEEDS).request

    assert (request.approval, request.needs_clearance) == (Approval.WANTED, True)
    assert request.ruling.why


@pytest.mark.parametrize("kind", [Kind.NEW_EDITION, Kind.ACCESSIBLE_COPY])
def test_purchases_and_accessible_copies_are_no_business_of_rules(kind):
    assert ruled(arriving(kind=kind, extract=LONGER), NEEDS).request.ruling is None


def test_a_change_of_what_no_rule_looks_at_asks_none():
    change = acted(ready(extract=LONGER), NEEDS, "note", {"note": "The spine is weak."})

    assert change.request.ruling is None


def test_the_same_rules_again_change_nothing():
    once = ruled(arriving(extract=LONGER), NEEDS)

    again = apply(
        once,
        NEEDS,
        facts_of(once.request, measure(once.request, moment(DESK)), TODAY),
        moment(DESK),
    )

    assert again is once


OUTCOMES = st.sampled_from([NEEDED, WAIT, APPROVE, REJECT, Outcome()])
CLAUSES = st.sampled_from([
    LONG, SHORT, asks("list", "is", "leganto"), asks("images", "is", "yes"),
    asks("coverage", "is", "covered"), asks("pages", "less-than", "20"),
])  # fmt: skip
BOOKS = st.builds(
    lambda rules, default: a_book(*rules, default=default),
    st.lists(st.builds(lambda one, outcome: a_rule(one, outcome=outcome), CLAUSES, OUTCOMES),
             max_size=4),
    OUTCOMES,
)  # fmt: skip
REQUESTS = st.builds(
    ready,
    state=st.sampled_from([State.NEW, State.IN_PROGRESS, State.ACTIVE]),
    extract=st.sampled_from([LONGER, Extract("A chapter"), ready().extract]),
    work=st.sampled_from([None, BOOK, replace(BOOK, pages=None)]),
    runs=st.sampled_from([(), ready().runs]),
    extent=st.sampled_from([None, ready().extent]),
)


@given(REQUESTS, BOOKS)
def test_whatever_the_rules_are_asking_them_again_changes_nothing(request_, book):
    once = ruled(request_, book)
    after = once.request

    again = ruled(after, book, before=request_, change=Change(after, once.event))

    assert again.request == after
    assert (after.state is State.REJECTED) <= (request_.state is State.NEW)
    if measure(request_, moment()).verdict == "cannot tell":
        assert after.approval is not Approval.APPROVED


@given(REQUESTS, BOOKS, st.sampled_from([Approval.WANTED, Approval.APPROVED]))
def test_whatever_the_rules_are_a_persons_word_stands(request_, book, word):
    request_ = replace(request_, approval=word)

    after = ruled(replace(request_, needed_by=TODAY), book, before=request_)

    assert (after.request.approval, after.request.ruling) == (word, None)


def test_who_asked_is_kept_in_one_place_only():
    book = a_book(a_rule(asks("requester", "is", "jo")))

    assert "jo" not in " ".join(ruled(arriving(), book).request.ruling.facts).split()


# -- decided again -------------------------------------------------------------------------------

WANTED = ruled(ready(extract=LONGER, extent=None), NEEDS).request


def test_a_shorter_range_needs_no_approval_any_more_and_what_was_held_goes_out():
    letter = Message("lecturer", "mail", {"letter": "publish"})
    request = replace(WANTED, held=(letter,))

    change = acted(request, NEEDS, "update-range", {"pages": "1-12"})

    assert change.request.approval is Approval.NONE
    assert (change.event.action, change.request.held) == ("waive-approval", ())
    assert letter in change.messages
    assert [one.action for one in change.earlier] == ["update-range"]


def test_a_longer_range_takes_back_what_a_rule_has_approved():
    book = a_book(a_rule(SHORT, outcome=APPROVE), default=NEEDED)
    approved = ruled(ready(extent=None), book).request

    after = acted(approved, book, "update-range", {"pages": "1-60"}).request

    assert (approved.approval, after.approval) == (Approval.APPROVED, Approval.WANTED)
    assert (after.clearance, after.ruling.name) == (None, "Default")


def test_what_a_rule_approved_stays_approved_when_the_range_is_still_short():
    book = a_book(a_rule(SHORT, outcome=APPROVE), default=NEEDED)
    approved = ruled(ready(extent=None), book).request

    after = acted(approved, book, "update-range", {"pages": "1-10"}).request

    assert (after.approval, after.clearance.reason) == (Approval.APPROVED, "automatic")


def test_a_persons_approval_stands_whatever_the_rules_say():
    approved = acted(WANTED, NEEDS, "approve", {"reason": "other"}, APPROVER).request

    after = acted(approved, NEEDS, "match-course", {"course": "HIS101"}, found=HIS101)

    assert approved.ruling.did == ""
    assert after.request.approval is Approval.APPROVED


def test_a_persons_approval_that_fell_is_given_by_a_person_again():
    approved = acted(WANTED, NEEDS, "approve", {"reason": "other"}, APPROVER).request

    after = acted(approved, NEEDS, "update-range", {"pages": "1-12"}).request

    assert after.approval is Approval.WANTED
    assert after.ruling == approved.ruling


def test_an_approval_that_staff_asked_for_is_not_waived_by_a_rule():
    asked = acted(ready(extent=None), NEEDS, "want-approval", {}).request

    after = acted(asked, NEEDS, "update-range", {"pages": "1-10"}).request

    assert after.approval is Approval.WANTED


def test_what_a_rule_rejected_and_staff_opened_again_wants_approval():
    book = a_book(a_rule(SHORT, outcome=REJECT))
    rejected = ruled(arriving(), book).request

    after = acted(rejected, book, "reopen", {}).request

    assert (after.state, after.approval) == (State.IN_PROGRESS, Approval.WANTED)


def test_a_basis_of_its_own_makes_a_sum_no_matter():
    wanted = ruled(ready(extract=LONGER, extent=None, licence=None), DEFAULT).request
    said = {"basis": "direct-permission", "note": "Her letter of 3 May."}
    after = acted(wanted, DEFAULT, "verify-licence", said).request

    assert (wanted.approval, after.approval) == (Approval.WANTED, Approval.NONE)
    assert after.licence.basis == "direct-permission"


# -- waiting -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("outcome", "blocked"), [(WAIT, True), (NEEDED, False)])
def test_only_a_rule_that_says_so_blocks_scanning_until_approval(outcome, blocked):
    book = a_book(a_rule(LONG, name="Too long", outcome=outcome))
    request = ruled(ready(extract=LONGER, extent=None), book).request

    offered = [row.action for row, lacks in lifecycle.possible(request, DIGITISER, moment())
               if not lacks]  # fmt: skip
    assert ("select-scan" not in offered) is blocked
    told = {"scan": "s2", "name": "b.pdf", "size": 9}
    if blocked:
        with pytest.raises(Blocked, match="Too long asks for approval"):
            lifecycle.move(request, "add-scan", told, moment(DESK))
    else:
        assert lifecycle.move(request, "add-scan", told, moment(DESK))


def test_approval_lets_scanning_begin():
    request = ruled(ready(extract=LONGER, extent=None), a_book(a_rule(LONG, outcome=WAIT))).request

    approved = acted(request, NEEDS, "approve", {"reason": "other"}, APPROVER).request

    assert lifecycle.move(approved, "select-scan", {"scan": "s1"}, moment()).request.selected


def test_clearance_that_a_rule_asks_for_demands_its_figures():
    book = a_book(a_rule(LONG, outcome=Outcome(approval=Decides.NEEDED, clearance=True)))
    request = ruled(ready(extract=LONGER, extent=None), book).request

    assert request.needs_clearance
    with pytest.raises(NotUnderstood, match="CC number"):
        lifecycle.move(request, "approve", {"reason": "other"}, moment(APPROVER))


def test_a_rule_that_compares_says_among_which_requests():
    alone = a_book(a_rule(LONG))
    course = a_book(a_rule(compares("requests", "more-than", "20"), among("same-run")))
    off = a_book(replace(course.rules[0], enabled=False))

    assert asked_among(alone) == asked_among(off) == frozenset()
    assert asked_among(course) == {"course"}


def a_clearance(**known):
    return arriving(**{"kind": Kind.CLEARANCE, "approval": Approval.WANTED} | known)


def test_a_request_for_clearance_wants_approval_also_where_no_rule_minds():
    request = ruled(a_clearance(), NEEDS).request

    assert (request.approval, request.ruling.did) == (Approval.WANTED, "wanted")
    assert request.ruling.why.startswith("Approval is what this request asks for")


def test_a_rule_may_clear_a_file_by_itself_once_its_course_is_known():
    book = a_book(a_rule(SHORT, outcome=replace(APPROVE, reason="covered-by-license")))

    always = a_book(a_rule(outcome=replace(APPROVE, reason="covered-by-license")))

    cleared = ruled(a_clearance(), book).request
    waiting = ruled(a_clearance(runs=()), always).request

    assert (cleared.state, cleared.approval) == (State.COMPLETE, Approval.APPROVED)
    assert (waiting.state, waiting.approval) == (State.NEW, Approval.WANTED)
    assert "course is not known" in waiting.ruling.why


def test_a_request_for_clearance_is_ruled_once_its_course_has_been_found_out():
    book = a_book(a_rule(SHORT, outcome=replace(APPROVE, reason="covered-by-license")))
    sought = a_clearance(not_yet_known=("course",), runs=())
    known = replace(a_clearance(), version=5)

    change = ruled(None, book, before=sought, change=Change(known, RECEIVED))

    assert change.request.state is State.COMPLETE


def test_what_an_approver_works_on_is_left_to_them():
    book = a_book(a_rule(SHORT, outcome=replace(APPROVE, reason="covered-by-license")))
    worked_on = a_clearance(clearance=Clearance("", "Asked."), runs=())

    change = ruled(None, book, before=worked_on, change=Change(a_clearance(), RECEIVED))

    assert change.request.approval is Approval.WANTED


def test_a_rule_leaves_alone_what_its_list_wants_approved():
    asked = arriving(approval=Approval.WANTED)

    change = ruled(asked, NEEDS, before=replace(asked, version=3))

    assert (change.request.approval, change.request.ruling) == (Approval.WANTED, None)
