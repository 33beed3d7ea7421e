"""The desk with the library's rules, over the real local table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.aws.records import Records
from chalicelib.aws.rulebooks import KEPT, RuleBooks
from chalicelib.aws.table import Table, head
from chalicelib.desk import Desk
from chalicelib.domain.errors import ChangedMeanwhile, Unknown
from chalicelib.domain.facts import Citation, Original, Requester
from chalicelib.domain.intake import Asked, Referred
from chalicelib.domain.request import Approval, State
from chalicelib.domain.rules import DEFAULT
from chalicelib.domain.works import Extract, Portion, Work
from tests.domain.a_request import APPROVER, BOOK, DIGITISER, HIS101, NOON, TERMS
from tests.domain.some_rules import (
    APPROVE,
    REJECT,
    a_book,
    a_rule,
    among,
    asks,
    compares,
)

CHAPTER = Extract("The first chapter", "", "1", "1-12", 12)
LONGER = Extract("The first chapters", "", "", "1-60", 60)
ASKED = Asked(
    key="T-1",
    original=Original(
        NOON, title="The first chapter", work_title="A history", isn="9780199535569",
        course_code="HIS101",
    ),
    theirs={"request_id": "T-1"},
    lane="T-1",
    requester=Requester("jo", "Jo", "jo@example.edu"),
    extract=CHAPTER,
)  # fmt: skip
TOO_LONG = a_book(a_rule(asks("verdict", "is", "over"), name="Too long"))


class Clock:
    """Seconds that only the test lets pass."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def books(dynamo, clock):
    return RuleBooks(dynamo, Table(dynamo).heads, clock)


@pytest.fixture
def desk(dynamo, books):
    records = Records(dynamo)
    records.save_course(HIS101)
    records.save_work(BOOK)
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    return Desk(Table(dynamo), records, lambda: now, terms=TERMS, rules=books)


def saved(books, book):
    books.save(replace(book, version=books.newest().version + 1, by="Amir", saved_on=NOON))


def asked(desk, **known):
    return desk.table.load(desk.hear("talis", replace(ASKED, **known)).request)


def actions(desk, request):
    return [one.action for one in reversed(desk.table.history(request.id))]


def lanes(dynamo, request):
    return [row["kind"] for row in dynamo.all(f"lane#talis#{request.lane}")
            if row["what"] == "message"]  # fmt: skip


def test_what_is_within_arrives_as_before_and_names_the_rule(desk):
    request = asked(desk)

    assert (request.state, request.approval, request.version) == (State.NEW, Approval.NONE, 1)
    assert (request.ruling.name, request.ruling.book) == ("Default", 0)
    assert actions(desk, request) == ["receive"]


def test_what_is_over_the_limit_wants_approval_on_arrival(desk):
    request = asked(desk, extract=LONGER)

    assert (request.approval, request.version) == (Approval.WANTED, 2)
    assert actions(desk, request) == ["receive", "want-approval"]
    assert request.ruling.name == "More than the licence allows"


def test_a_rule_rejects_on_arrival_and_list_and_requester_hear_of_it(desk, books, dynamo):
    saved(books, a_book(a_rule(asks("percent", "at-most", "10"), outcome=REJECT)))

    request = asked(desk)

    assert (request.state, request.rejection.reason) == (State.REJECTED, "not-covered")
    assert actions(desk, request) == ["receive", "reject"]
    assert desk.table.history(request.id)[0].by == "desk"
    assert lanes(dynamo, request) == ["status"]
    mails = list(dynamo.all(f"lane#mail#{request.id}"))
    assert [row["facts"]["letter"] for row in mails if row["what"] == "message"] == ["reject"]


def test_the_same_delivery_after_a_rejection_by_rule_is_still_one_request(desk, books):
    saved(books, a_book(a_rule(asks("percent", "at-most", "10"), outcome=REJECT)))
    first = desk.hear("talis", ASKED)

    again = desk.hear("talis", ASKED)

    assert (again.outcome, again.request) == ("known", first.request)


def test_a_delivery_without_an_id_meets_the_rule_once_and_anew_when_the_rules_are_others(
    desk, books
):
    saved(books, a_book(a_rule(asks("percent", "at-most", "10"), outcome=REJECT)))
    nameless = replace(ASKED, may_come_again=True)
    first = desk.hear("talis", nameless)

    again = desk.hear("talis", nameless)
    saved(books, TOO_LONG)
    anew = desk.hear("talis", nameless)

    assert (again.outcome, again.request) == ("known", first.request)
    assert (anew.outcome, desk.table.load(anew.request).state) == ("received", State.NEW)


def test_a_list_that_refers_what_a_rule_rejected_gets_a_person_to_look(desk, books):
    saved(books, a_book(a_rule(asks("percent", "at-most", "10"), outcome=REJECT)))
    request = asked(desk)

    desk.hear("talis", Referred(ASKED, "It is the only edition.", "once"))

    after = desk.table.load(request.id)
    assert (after.state, after.approval) == (State.IN_PROGRESS, Approval.WANTED)
    assert actions(desk, request) == ["receive", "reject", "reopen", "want-approval"]


def test_a_rule_approves_on_arrival(desk, books):
    saved(books, a_book(a_rule(asks("percent", "at-most", "10"), outcome=APPROVE)))

    request = asked(desk)

    assert (request.approval, request.clearance.reason) == (Approval.APPROVED, "automatic")


class Unread:
    """Rules that nobody may read."""

    def book(self):
        raise AssertionError("the way in read the rules")

    def others(self, request, among):
        raise AssertionError("the way in read other requests")


def test_what_is_still_to_be_found_out_is_taken_in_without_reading_a_rule(desk):
    request = asked(replace(desk, rules=Unread()), enrich=("course",))

    assert request.ruling is None


def test_what_a_list_did_not_send_is_waited_for_and_then_decided(desk):
    enriched = ("requester", "course", "citation")
    request = asked(desk, enrich=enriched, extract=LONGER)
    assert (request.ruling, request.approval) == (None, Approval.NONE)

    place = Citation("c1", {"citation_id": "c1"}, "HIS101", "The long century", "Autumn")
    desk.learn(request.id, {"isn": "9780199535569", "citations": [place], "user": "jo"})

    after = desk.table.load(request.id)
    assert (after.runs[0].code, after.approval) == ("HIS101", Approval.WANTED)
    assert actions(desk, request) == ["receive", "enrich", "want-approval"]


def test_what_the_desk_found_out_and_decided_is_no_conflict_for_who_acts_meanwhile(desk):
    request = asked(desk, enrich=("course",), extract=LONGER)
    place = Citation("c1", {"citation_id": "c1"}, "HIS101", "The long century", "Autumn")
    desk.learn(request.id, {"isn": "9780199535569", "citations": [place]})

    assigned = desk.act(request.id, "assign", {}, DIGITISER, seen=1)

    assert (assigned.state, assigned.approval) == (State.IN_PROGRESS, Approval.WANTED)


def test_a_sum_whose_total_nobody_knows_is_referred_when_staff_confirm_it(desk):
    desk.records.save_work(replace(BOOK, pages=None))
    request = asked(desk)
    assert (request.ruling, request.approval) == (None, Approval.NONE)
    desk.act(request.id, "assign", {}, DIGITISER, 1)
    desk.act(request.id, "progress", {}, DIGITISER, 2)

    said = {"basis": "other", "note": "The publisher told us."}
    after = desk.act(request.id, "confirm-extent", said, DIGITISER, 3)

    assert (after.approval, after.ruling.name) == (Approval.WANTED, "The extent cannot be told")


def test_another_range_is_decided_again(desk):
    request = asked(desk, extract=LONGER)
    desk.act(request.id, "assign", {}, DIGITISER, 2)

    shorter = desk.act(request.id, "update-range", {"pages": "1-12"}, DIGITISER, 3)
    longer = desk.act(request.id, "update-range", {"pages": "1-90"}, DIGITISER, shorter.version)

    assert (shorter.approval, longer.approval) == (Approval.NONE, Approval.WANTED)
    assert actions(desk, request)[2:] == [
        "assign", "update-range", "waive-approval", "update-range", "want-approval",
    ]  # fmt: skip


def test_a_click_that_is_repeated_is_answered_once_although_a_rule_moved_on(desk):
    request = asked(desk)
    desk.act(request.id, "assign", {}, DIGITISER, 1)

    said = {"pages": "1-60"}
    first = desk.act(request.id, "update-range", said, DIGITISER, 2, "key-1")
    again = desk.act(request.id, "update-range", said, DIGITISER, 2, "key-1")

    assert (first.version, again.version) == (4, 4)
    assert actions(desk, request)[-2:] == ["update-range", "want-approval"]


def test_a_persons_decision_stands_against_every_rule(desk, books):
    request = asked(desk, extract=LONGER)
    desk.act(request.id, "approve", {"reason": "other"}, APPROVER, 2)
    saved(books, a_book(a_rule(asks("pages", "at-least", "1"), outcome=REJECT)))

    after = desk.act(request.id, "assign", {}, DIGITISER, 3)

    assert (after.state, after.approval) == (State.IN_PROGRESS, Approval.APPROVED)


def test_an_old_request_shows_the_rule_as_it_was(desk, books):
    saved(books, TOO_LONG)
    request = asked(desk, extract=LONGER)

    saved(books, a_book(a_rule(asks("pages", "more-than", "500"), name="Much too long")))

    ruling = desk.table.load(request.id).ruling
    assert (ruling.book, ruling.place, ruling.name) == (1, 1, "Too long")
    assert ruling.clauses == ("Verdict of the extent meter is Over",)
    assert books.version(1).rules[0].name == "Too long"


def test_a_request_that_staff_start_is_asked_about_too(desk):
    said = {"isn": "9780199535569", "pages": "1-60", "course": "HIS101"}

    request = desk.table.load(desk.start(said, DIGITISER, "k"))

    assert (request.state, request.approval) == (State.ACTIVE, Approval.WANTED)


# -- compared with others ------------------------------------------------------------------------

SECOND = a_book(
    a_rule(
        compares("requests", "at-least", "1"), among("same-run"), among("same-requester"),
        among("not-rejected"), name="A second request",
    )
)  # fmt: skip


def test_a_rule_may_count_the_other_requests_of_the_same_course(desk, books):
    saved(books, SECOND)

    first = asked(desk)
    second = asked(desk, key="T-2")
    another = asked(desk, key="T-3", requester=Requester("kim"))

    assert [one.approval.value for one in (first, second, another)] == ["none", "wanted", "none"]
    assert "How many other requests there are: 1" in second.ruling.facts


def test_a_rule_may_look_whether_the_chapter_was_asked_for_by_another_course(desk, books):
    taken = compares("chapter-requested", "is", "yes")
    saved(books, a_book(a_rule(taken, among("same-record"), name="Asked for already")))
    desk.records.save_course(replace(HIS101, code="ART200"))
    elsewhere = replace(ASKED.original, course_code="ART200")

    first = asked(desk)
    same = asked(desk, key="T-2", original=elsewhere)
    other = asked(
        desk, key="T-3", original=elsewhere, extract=Extract("Another", "", "2", "20-24", 5)
    )

    assert [one.approval.value for one in (first, same, other)] == ["none", "wanted", "none"]
    assert same.ruling.name == "Asked for already"


# -- the books -----------------------------------------------------------------------------------


def test_the_rules_that_ship_are_in_force_until_somebody_writes_others(books):
    assert books.book() == books.newest() == books.version(0) == DEFAULT


def test_every_version_is_kept_and_the_newest_is_in_force(books):
    saved(books, TOO_LONG)
    saved(books, SECOND)

    assert books.book().rules == SECOND.rules
    assert [one.version for one in books.versions()] == [2, 1]
    assert books.version(1).rules == TOO_LONG.rules
    with pytest.raises(Unknown):
        books.version(3)


def test_of_two_who_save_at_once_the_second_is_told(books):
    books.save(replace(TOO_LONG, version=1))

    with pytest.raises(ChangedMeanwhile):
        books.save(replace(SECOND, version=1))
    assert books.version(1).rules == TOO_LONG.rules


def test_a_warm_worker_goes_by_what_it_read_for_a_minute_at_most(books, dynamo, clock):
    other = RuleBooks(dynamo, Table(dynamo).heads)
    assert books.book() == DEFAULT

    other.save(replace(TOO_LONG, version=1))

    assert books.book() == DEFAULT
    clock.seconds = KEPT + 1
    assert books.book().version == 1


def test_the_last_year_is_read_newest_first_and_cut_where_there_is_more(desk, books, dynamo):
    days = [asked(desk, key=f"T-{n}") for n in range(3)]
    for n, one in enumerate(days):
        state = State.REJECTED if n else State.NEW
        dynamo.put(head(replace(one, added_on=NOON - timedelta(days=n * 200), state=state)))

    found, cut = books.since(NOON - timedelta(days=365), 10)
    newest, more = books.since(NOON - timedelta(days=365), 1)

    assert ([one.id for one in found], cut) == ([days[0].id, days[1].id], False)
    assert ([one.id for one in newest], more) == ([days[0].id], True)


def test_requests_for_another_article_of_a_journal_are_among_the_others(desk, books):
    desk.records.save_work(Work(id="j", title="Past & Present", issn="00312746"))
    original = replace(ASKED.original, isn="0031-2746", work_title="", title="On time")
    article = Extract("On time", portion=Portion.ARTICLE, volume="38", issue="1")
    first = asked(desk, key="T-8", original=original, extract=article)
    another = replace(article, title="On space")

    second = asked(desk, key="T-9", original=original, extract=another)

    assert [one.id for one in books.others(second, frozenset({"record"}))] == [first.id]
