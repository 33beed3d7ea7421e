"""Approvals by how they stand, by record and by file, written with the head or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.aws.approvals import Approvals
from chalicelib.aws.records import Records
from chalicelib.aws.table import Table, head
from chalicelib.desk import Desk
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.facts import Original
from chalicelib.domain.intake import Asked
from chalicelib.domain.request import Approval, Change, Event, State
from chalicelib.domain.same_record import record_of
from chalicelib.domain.works import Work
from tests.domain.a_request import APPROVER, BOOK, DIGITISER, NOON, SCAN, TERMS, a_request

READY = replace(SCAN, sha256="ab12")


@pytest.fixture
def table(dynamo):
    return Table(dynamo)


@pytest.fixture
def desk(dynamo, table):
    return Desk(table, Records(dynamo), lambda: NOON, terms=TERMS)


@pytest.fixture
def approvals(dynamo, table):
    return Approvals(dynamo, table.heads)


def changed(table, before, **known):
    """The request as it is after this, written as a move is."""
    after = replace(before, version=before.version + 1, **known)
    event = Event(after.version, NOON, "dan", "Dan", "note")
    table.save(before, Change(after, event))
    return after


def stored(dynamo, **known):
    request = a_request(**known)
    dynamo.put(head(request))
    return request


def wanted(table, dynamo, name, minutes=0, **known):
    at = NOON + timedelta(minutes=minutes)
    bare = stored(dynamo, id=name, added_on=at, state=State.ACTIVE, **known)
    return changed(table, bare, approval=Approval.WANTED)


def ids(found):
    return [one.id for one in found]


def test_what_is_asked_for_decided_and_refused_moves_from_list_to_list(desk, approvals, dynamo):
    stored(dynamo, id="A", state=State.ACTIVE, version=1)
    desk.act("A", "want-approval", {}, DIGITISER, 1)
    asked = ids(approvals.newest(["wanted"], None, 9))
    desk.act("A", "approve", {"reason": "other"}, APPROVER, 2)

    assert asked == ["A"]
    assert ids(approvals.newest(["wanted"], None, 9)) == []
    assert ids(approvals.newest(["approved"], None, 9)) == ["A"]


def test_what_is_wanted_of_a_closed_request_is_wanted_no_more(table, dynamo, approvals):
    one = wanted(table, dynamo, "A")

    changed(table, one, state=State.CANCELLED)

    assert ids(approvals.newest(["wanted"], None, 9)) == []


def test_several_lists_are_one_by_date_and_go_on_where_a_page_ended(table, dynamo, approvals):
    for minute, name in enumerate("ABCD"):
        one = wanted(table, dynamo, name, minute)
        if name in "BD":
            changed(table, one, approval=Approval.APPROVED)

    both = ["wanted", "approved"]
    first = approvals.newest(both, None, 2)
    rest = approvals.newest(both, (first[-1].added_on, first[-1].id), 9)

    assert (ids(first), ids(rest)) == (["D", "C"], ["B", "A"])


def test_a_record_is_read_by_its_own_numbers_and_follows_the_matched_work(table, dynamo, approvals):
    one = wanted(table, dynamo, "A", work=BOOK)
    wanted(table, dynamo, "B", 1, work=replace(BOOK, id="w2"), theirs={"mms_id": "991"})
    other = Work(id="w3", title="Another", isbn="9780141036144")

    before = ids(approvals.of(record_of(one)))
    changed(table, one, work=other)

    assert before == ["B", "A"]
    assert ids(approvals.of(record_of(a_request(work=BOOK)))) == ["B"]
    assert ids(approvals.of(record_of(a_request(work=other)))) == ["A"]


class Counting:
    """A client that counts the reads that go through it."""

    def __init__(self, client):
        self.client, self.reads = client, 0

    def __getattr__(self, name):
        self.reads += name in ("query", "get_item")
        return getattr(self.client, name)


def test_a_records_list_costs_the_same_however_much_else_is_stored(table, dynamo, approvals):
    one = wanted(table, dynamo, "A", work=BOOK)

    def reads():
        counting = Counting(dynamo._client)
        dynamo._client, kept = counting, dynamo._client
        approvals.of(record_of(one))
        dynamo._client = kept
        return counting.reads

    before = reads()
    for n in range(30):
        wanted(table, dynamo, f"X{n}", n, work=Work(id=f"x{n}", title="X", isbn="9780141036144"))

    assert reads() == before


def test_a_decision_is_kept_with_every_file_of_the_request(desk, dynamo, approvals):
    stored(dynamo, id="A", state=State.ACTIVE, version=1, scans=(READY,), selected="s1",
           approval=Approval.WANTED)  # fmt: skip

    desk.act("A", "approve", {"reason": "open-access", "end": "2027-03-01"}, APPROVER, 1)

    (decision,) = approvals.decisions("ab12")
    assert (decision.decision, decision.label, decision.by) == ("approved", "Open Access", "Ada")
    assert (decision.request, str(decision.until)) == ("A", "2027-03-01")


def test_a_file_that_comes_after_the_decision_has_it_too(desk, dynamo, approvals):
    scan = {"scan": "s9", "name": "a.pdf", "size": 9}
    stored(dynamo, id="A", state=State.ACTIVE, version=1, approval=Approval.WANTED)
    desk.act("A", "approve", {"reason": "other"}, APPROVER, 1)

    desk.act_as_desk("A", "add-scan", scan)
    desk.act_as_desk("A", "scan-checked", {"scan": "s9", "status": "ready", "sha256": "cd34"})

    assert [one.decision for one in approvals.decisions("cd34")] == ["approved"]


def test_a_refusal_stays_with_the_file_with_its_reason(desk, dynamo, approvals):
    stored(dynamo, id="A", state=State.ACTIVE, version=1, approval=Approval.WANTED, scans=(READY,))

    desk.act("A", "refuse", {"reason": "rejected-by-ccc", "note": "No."}, APPROVER, 1)

    (decision,) = approvals.decisions("ab12")
    assert (decision.decision, decision.label, decision.note, decision.by) == (
        "refused", "Rejected by CCC", "No.", "Ada",
    )  # fmt: skip


def test_a_decision_that_a_change_voided_is_taken_off_the_file(desk, dynamo, approvals):
    stored(dynamo, id="A", state=State.ACTIVE, version=1, approval=Approval.WANTED, scans=(READY,))
    desk.act("A", "approve", {"reason": "other"}, APPROVER, 1)

    desk.act("A", "update-range", {"pages": "1-20"}, DIGITISER, 2)

    assert approvals.decisions("ab12") == []
    assert ids(approvals.newest(["wanted"], None, 9)) == ["A"]


def test_a_move_that_somebody_else_beat_lists_nothing(table, dynamo, approvals):
    bare = stored(dynamo, id="A", state=State.ACTIVE)
    changed(table, bare, title="Meanwhile")

    with pytest.raises(ChangedMeanwhile):
        changed(table, bare, approval=Approval.WANTED)

    assert ids(approvals.newest(["wanted"], None, 9)) == []


def test_a_new_request_that_wants_approval_is_listed_at_once(desk, approvals, dynamo):
    asked = Asked("k1", Original(NOON, work_title="A history"), {}, "")
    change = Change(
        a_request(approval=Approval.WANTED), Event(4, NOON, "list:webhook", "Webhook", "receive")
    )

    desk.table.take_in(change, asked.original, "k1")

    assert ids(approvals.newest(["wanted"], None, 9)) == ["ABCD2345"]
