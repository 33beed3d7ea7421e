"""Clauses, and the first rule that matches: a table of clauses and facts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.courses import CourseRun, Run
from chalicelib.domain.extent import Measure
from chalicelib.domain.facts import Requester, Verification
from chalicelib.domain.licence import Answer, Answers
from chalicelib.domain.permissions import Allowed, Permissions, Use
from chalicelib.domain.request import State
from chalicelib.domain.rule_comparisons import COMPARISONS, FILTERS
from chalicelib.domain.rule_properties import EVALUATIONS, Type
from chalicelib.domain.rule_tests import NOT_KNOWN, TESTS, decide, holds, matches
from chalicelib.domain.rules import DEFAULT, Decides, Outcome
from chalicelib.domain.works import Extract, Portion, Work, WorkKind
from tests.domain.a_request import BOOK, TODAY, a_request, ready
from tests.domain.some_rules import (
    APPROVE,
    NEEDED,
    REJECT,
    a_book,
    a_rule,
    among,
    asks,
    compares,
    facts,
)

LAW = CourseRun("LAW101", "Contract", "Law", Run("2026-27", TODAY, TODAY, 30, 80))
MED = CourseRun("MED200", "Anatomy", "Medicine", Run("2026-27", TODAY, TODAY, 30, 300))


def said(value: str, until: date | None = None) -> Answer:
    return Answer(value=value, source="person", checked_on=TODAY, valid_until=until)


ISSUE = Work(id="w9", title="A journal", issn="12345679", volume="4", issue="2")
KNOWN = ready(
    runs=(LAW, MED),
    work=replace(BOOK, publisher="Sweet & Maxwell", country="GB", year="2019", kind=WorkKind.BOOK),
    extract=Extract("Consideration", "", "3", "1-24", 24, Portion.CHAPTER, images=False),
    needed_by=date(2026, 11, 26),
    requester=Requester("jo"),
    remarks=("same-text", "on-shelf"),
    licence=Verification("cla-he", "Dan", TODAY),
    answers=Answers(
        permissions=Permissions(
            isn="9780199535569", checked_on=TODAY, valid_until=TODAY,
            photocopying=Use(Allowed.YES), scanning=Use(Allowed.YES), digital=Use(Allowed.NO),
        ),
        coverage=said("covered"), holdings=said("print"), ownership=said("owned"),
        original=said("A"),
    ),
)  # fmt: skip
HOLD = [
    ("verdict", "is", "within"),
    ("verdict", "is-one-of", "over; within"),
    ("verdict", "is-not", "over"),
    ("percent", "is", "10"),
    ("percent", "at-most", "10"),
    ("percent", "less-than", "10.04"),
    ("pages", "at-least", "24"),
    ("total-pages", "is", "240.0"),
    ("pack", "contains", "cla-he"),
    ("portion", "is", "chapter"),
    ("images", "is", "no"),
    ("purpose", "is", "course"),
    ("article-title", "is", "yes"),
    ("work-kind", "is-none-of", "journal; newspaper"),
    ("publisher", "contains", "  MAXWELL "),
    ("publisher", "is", "sweet & maxwell"),
    ("country", "is-one-of", "IE; gb"),
    ("year", "more-than", "2018"),
    ("isn", "is", "yes"),
    ("request-kind", "is", "digitisation"),
    ("remarks", "is", "same-text"),
    ("remarks", "is-none-of", "none; open-twin"),
    ("list", "is", "leganto"),
    ("requester", "is", "jo"),
    ("course", "is", "med200"),
    ("course", "is-one-of", "HIS101; LAW101"),
    ("department", "contains", "medic"),
    ("students", "is", "300"),
    ("needed-in", "at-most", "5"),
    ("basis", "is", "cla-he"),
    ("coverage", "is", "covered"),
    ("photocopying", "is", "allowed"),
    ("scanning", "is", "allowed"),
    ("digital", "is", "not-allowed"),
    ("holdings", "is", "print"),
    ("electronic", "is", "no"),
    ("ownership", "is", "owned"),
    ("source", "is", "a"),
    ("publisher", "is-known", ""),
]
DO_NOT = [
    ("verdict", "is", "over"),
    ("percent", "more-than", "10"),
    ("percent", "less-than", "10"),
    ("total-pages", "is-not", "240"),
    ("portion", "is-one-of", "article; case"),
    ("publisher", "is-not", "Sweet & Maxwell"),
    ("publisher", "contains", "Elsevier"),
    ("course", "is-not", "LAW101"),
    ("course", "is-none-of", "HIS101; LAW101"),
    ("students", "less-than", "300"),
    ("needed-in", "less-than", "5"),
    ("publisher", "is-not-known", ""),
]
#: A request of which next to nothing is known.
BARE = a_request(requester=Requester(), theirs={}, title="")


@pytest.mark.parametrize(("name", "test", "value"), HOLD)
def test_a_clause_holds(name, test, value):
    clause = asks(name, test, value)

    assert holds(clause, facts(KNOWN), a_rule(clause)) is True


@pytest.mark.parametrize(("name", "test", "value"), DO_NOT)
def test_a_clause_does_not_hold(name, test, value):
    clause = asks(name, test, value)

    assert holds(clause, facts(KNOWN), a_rule(clause)) is False


def test_every_property_stands_in_that_table():
    apart = {"over-gets"}

    assert {name for name, _, _ in HOLD} | apart == {one.name for one in EVALUATIONS}


def test_what_a_pack_has_for_what_is_over_is_known_of_what_is_over_only():
    over = Measure(percent=30.0, verdict="over", words="", pack="house", then="reject")
    clause = asks("over-gets", "is", "reject")

    assert holds(clause, facts(KNOWN, measure=over), a_rule(clause)) is True
    assert holds(clause, facts(KNOWN), a_rule(clause)) is None


UNKNOWN = [one.name for one in EVALUATIONS if one.read(facts(BARE)) in (None, ())]


def test_of_a_bare_request_most_is_not_known():
    assert len(UNKNOWN) >= 12


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("test", [one.name for one in TESTS])
def test_what_is_not_known_holds_in_no_clause_but_its_own(name, test):
    value = {Type.NUMBER: "0", Type.YES_NO: "no"}.get(of(name).type, "")
    clause = asks(name, test, value)

    held = holds(clause, facts(BARE), a_rule(clause))

    assert (held is True) is (test == NOT_KNOWN)


def of(name):
    return next(one for one in EVALUATIONS if one.name == name)


@given(st.sampled_from(["more-than", "at-least", "less-than", "at-most", "is", "is-not"]),
       st.integers(-(10**6), 10**6))  # fmt: skip
def test_an_unknown_passes_no_threshold(test, limit):
    rule = a_rule(asks("percent", test, str(limit)), outcome=APPROVE)

    assert decide(a_book(rule, default=NEEDED), facts(BARE)).outcome == NEEDED


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("coverage", Answers(coverage=said("not-known"))),
        ("coverage", Answers(coverage=said("covered", TODAY - timedelta(days=1)))),
        ("electronic", Answers(holdings=said("look-up-failed"))),
        ("scanning", replace(KNOWN.answers, permissions=Permissions(
            isn="9780199535569", checked_on=TODAY, valid_until=TODAY - timedelta(days=1),
            scanning=Use(Allowed.YES)))),
    ],
)  # fmt: skip
def test_an_answer_that_failed_or_ran_out_is_not_known(name, answers):
    assert of(name).read(facts(replace(KNOWN, answers=answers))) is None


def test_while_facts_are_not_settled_an_unknown_is_waited_for():
    book = a_book(a_rule(asks("pages", "more-than", "10")), default=APPROVE)

    assert decide(book, facts(BARE, settled=False)) is None
    assert decide(book, facts(BARE, settled=True)).outcome == APPROVE


def test_what_is_known_decides_although_other_things_are_not():
    book = a_book(
        a_rule(asks("list", "is", "leganto"), outcome=REJECT), a_rule(asks("pages", "is", "1"))
    )

    assert decide(book, facts(BARE, settled=False)).outcome == REJECT


def test_a_clause_that_does_not_hold_makes_another_that_is_unknown_no_matter():
    rule = a_rule(asks("pages", "more-than", "10"), asks("list", "is", "talis"))

    assert matches(rule, facts(BARE, settled=False)) is False


def test_a_verdict_that_cannot_be_told_is_an_answer_once_facts_are_settled():
    clause = asks("verdict", "is", "cannot-tell")

    assert holds(clause, facts(BARE, settled=True), a_rule(clause)) is True
    assert holds(clause, facts(BARE, settled=False), a_rule(clause)) is None


def test_a_share_is_compared_exactly_and_not_as_it_is_shown():
    clause = asks("percent", "more-than", "10")
    hair = Measure(pages=1001, total=10000, percent=10.0, verdict="over", words="")

    assert holds(clause, facts(KNOWN, measure=hair), a_rule(clause)) is True


def test_the_first_rule_that_matches_decides():
    wide, narrow = a_rule(asks("pages", "at-least", "1")), a_rule(asks("pages", "is", "24"))
    narrow = replace(narrow, outcome=REJECT)

    first = decide(a_book(wide, narrow), facts(KNOWN))
    other = decide(a_book(narrow, wide), facts(KNOWN))

    assert (first.place, first.outcome, other.outcome) == (1, NEEDED, REJECT)


CLAUSES = st.sampled_from([asks(*one) for one in HOLD + DO_NOT])
RULES = st.builds(
    lambda clauses, enabled: a_rule(*clauses, enabled=enabled),
    st.lists(CLAUSES, min_size=1, max_size=3),
    st.booleans(),
)


@given(st.lists(RULES, max_size=6))
def test_it_is_always_the_first_of_those_that_match(rules):
    decision = decide(a_book(*rules), facts(KNOWN))

    matching = [n for n, one in enumerate(rules, 1) if one.enabled and matches(one, facts(KNOWN))]
    assert decision.place == (matching[0] if matching else 0)


def test_a_rule_that_is_switched_off_is_passed_over():
    rule = a_rule(asks("pages", "is", "24"), enabled=False)

    assert decide(a_book(rule), facts(KNOWN)).place == 0


def test_where_none_matches_the_default_decides():
    decision = decide(a_book(default=REJECT), facts(KNOWN))

    assert (decision.place, decision.rule, decision.outcome) == (0, None, REJECT)


# -- comparisons ---------------------------------------------------------------------------------


def other(name, **known):
    return ready(id=name, **known)


OTHERS = (
    other("A", runs=(LAW,), extract=Extract("Consideration", "", "3", "1-20", 20)),
    other("B", runs=(MED,), extract=Extract("Offer", "", "2", "30-39", 10)),
    other("C", runs=(), work=None, state=State.REJECTED, requester=Requester("kim")),
)
COMPARED = [
    (("requests", "is", "3"), (), True),
    (("requests", "is", "1"), ("same-course",), False),
    (("requests", "is", "2"), ("same-course",), True),
    (("requests", "is", "2"), ("same-run",), True),
    (("requests", "is", "2"), ("same-record",), True),
    (("requests", "is", "2"), ("has-course",), True),
    (("requests", "is", "2"), ("not-rejected",), True),
    (("requests", "is", "2"), ("same-requester",), True),
    (("chapter-requested", "is", "yes"), ("same-record",), True),
    (("pages-together", "is", "54"), ("same-record",), True),
    (("pages-together", "more-than", "54"), ("same-record",), False),
]


@pytest.mark.parametrize(("clause", "filters", "held"), COMPARED)
def test_a_comparison_counts_the_others_that_the_filters_leave(clause, filters, held):
    asked = compares(*clause)
    rule = a_rule(asked, *map(among, filters))

    assert holds(asked, facts(KNOWN, others=OTHERS), rule) is held


def test_every_comparison_and_filter_stands_in_a_test():
    used = {clause[0] for clause, _, _ in COMPARED} | {"articles-in-issue"}

    assert used == {one.name for one in COMPARISONS}
    assert {one for _, names, _ in COMPARED for one in names} == {one.name for one in FILTERS}


def test_articles_are_counted_by_issue_and_with_the_one_that_is_asked_for():
    asked = ready(work=ISSUE, extract=Extract("First", page_count=9, portion=Portion.ARTICLE))
    second = replace(asked, id="B", extract=Extract("Second", portion=Portion.ARTICLE))
    elsewhere = replace(second, id="C", extract=replace(second.extract, issue="3"))
    clause = compares("articles-in-issue", "is", "2")

    seen = facts(asked, others=(second, elsewhere))

    assert holds(clause, seen, a_rule(clause, among("same-course"))) is True


@pytest.mark.parametrize(
    ("clause", "filters", "request_"),
    [
        (("pages-together", "at-least", "0"), "same-record", replace(KNOWN, extract=Extract())),
        (("requests", "at-least", "0"), "same-course", replace(KNOWN, runs=())),
        (("requests", "at-least", "0"), "same-requester", replace(KNOWN, requester=Requester())),
        (("articles-in-issue", "at-least", "0"), "same-course", KNOWN),
        (("chapter-requested", "is", "no"), "same-course", replace(KNOWN, extract=Extract())),
    ],
)
def test_a_comparison_of_what_is_not_known_holds_in_no_clause(clause, filters, request_):
    asked = compares(*clause)

    assert holds(asked, facts(request_, others=OTHERS), a_rule(asked, among(filters))) is None


def test_one_other_whose_pages_are_not_known_makes_the_sum_unknown():
    unknown = other("D", extract=Extract("A chapter"))
    clause = compares("pages-together", "at-most", "1000")

    assert holds(clause, facts(KNOWN, others=(unknown,)), a_rule(clause)) is None


# -- what ships with the desk --------------------------------------------------------------------

SUMS = [("within", Decides.NOT_NEEDED), ("over", Decides.NEEDED), ("cannot tell", Decides.NEEDED)]


@pytest.mark.parametrize(("verdict", "approval"), SUMS)
def test_the_rules_that_ship_ask_an_approver_where_the_meter_does_not_say_within(verdict, approval):
    seen = facts(KNOWN, measure=Measure(percent=10.0, verdict=verdict, words=""))

    assert decide(DEFAULT, seen).outcome == Outcome(approval=approval)


def test_the_rules_that_ship_count_nothing_for_a_permission_of_its_own():
    asked = replace(KNOWN, licence=Verification("direct-permission", "Dan", TODAY))
    seen = facts(asked, measure=Measure(percent=83.3, verdict="over", words=""))

    assert decide(DEFAULT, seen).outcome.approval is Decides.NOT_NEEDED
