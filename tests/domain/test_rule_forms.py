"""What an administrator writes as rules: read as meant, or told at which place it is wrong."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain import reasons
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.rule_comparisons import COMPARISONS, NARROWS
from chalicelib.domain.rule_forms import read, written
from chalicelib.domain.rule_properties import EVALUATIONS
from chalicelib.domain.rule_schema import book as schema
from chalicelib.domain.rule_tests import TESTS
from chalicelib.domain.rule_words import warning
from chalicelib.domain.rules import DEFAULT, ClauseKind, Decides, Outcome, RuleBook
from tests.domain.a_request import TERMS
from tests.domain.some_rules import a_book, a_rule, among, asks, compares

CLAUSE = {"kind": "evaluation", "property": "pages", "test": "more-than", "value": "10"}
RULE = {"name": "Long", "clauses": [CLAUSE], "outcome": {"approval": "needed"}}
DRAFT = {"rules": [RULE], "default": {"approval": "not-needed"}}


def reading(draft):
    return read(draft, TERMS)


def wrong(draft):
    """The places that are wrong, and what is said of each."""
    with pytest.raises(NotUnderstood) as refused:
        reading(draft)
    return {one["field"]: one["words"] for one in refused.value.facts["fields"]}


def with_rule(**other):
    return {**DRAFT, "rules": [{**RULE, **other}]}


def with_clause(**other):
    return with_rule(clauses=[{**CLAUSE, **other}])


def test_a_draft_is_read_in_its_order():
    second = {**RULE, "name": "Short", "enabled": False}

    book = reading({**DRAFT, "rules": [RULE, second]})

    assert [(one.name, one.enabled) for one in book.rules] == [("Long", True), ("Short", False)]
    assert book.rules[0].clauses == (asks("pages", "more-than", "10"),)


@pytest.mark.parametrize(("value", "read_as"), [(10, "10"), (12.5, "12.5"), (" 7 ", "7")])
def test_a_number_may_be_written_as_one(value, read_as):
    assert reading(with_clause(value=value)).rules[0].clauses[0].value == read_as


APPROVED = {"approval": "approve", "reason": "other"}
WRONG = [
    ({}, "rules"),
    ({**DRAFT, "rules": "all"}, "rules"),
    ({**DRAFT, "rules": [RULE] * 101}, "rules"),
    ({**DRAFT, "colour": "red"}, "colour"),
    ({**DRAFT, "default": None}, "default"),
    ({**DRAFT, "default": {"approval": "needed", "clearance": True}}, "default.clearance"),
    ({**DRAFT, "rules": [RULE, {**RULE, "name": " long "}]}, "rules.1.name"),
    ({**DRAFT, "rules": [7]}, "rules.0"),
    (with_rule(name=""), "rules.0.name"),
    (with_rule(name="x" * 201), "rules.0.name"),
    (with_rule(clauses=[]), "rules.0.clauses"),
    (with_rule(clauses=[CLAUSE] * 21), "rules.0.clauses"),
    (with_rule(enabled="yes"), "rules.0.enabled"),
    (with_rule(colour="red"), "rules.0.colour"),
    (with_clause(kind="guess"), "rules.0.clauses.0.kind"),
    (with_clause(kind=["evaluation"]), "rules.0.clauses.0.kind"),
    (with_clause(property="colour"), "rules.0.clauses.0.property"),
    (with_clause(test="contains"), "rules.0.clauses.0.test"),
    (with_clause(value="ten"), "rules.0.clauses.0.value"),
    (with_clause(value="1/3"), "rules.0.clauses.0.value"),
    (with_clause(value="1e9999999"), "rules.0.clauses.0.value"),
    (with_clause(value=""), "rules.0.clauses.0.value"),
    (with_clause(value=["10"]), "rules.0.clauses.0.value"),
    (with_clause(test="is-known", value="10"), "rules.0.clauses.0.value"),
    (with_clause(property="verdict", test="is", value="maybe"), "rules.0.clauses.0.value"),
    (with_clause(property="verdict", test="is-one-of", value=";"), "rules.0.clauses.0.value"),
    (with_clause(property="isn", test="is", value="perhaps"), "rules.0.clauses.0.value"),
    (with_clause(kind="filter", property="same-course"), "rules.0.clauses.0.test"),
    (with_rule(outcome=None), "rules.0.outcome"),
    (with_rule(outcome={"approval": "perhaps"}), "rules.0.outcome.approval"),
    (with_rule(outcome={"approval": "reject"}), "rules.0.outcome.reason"),
    (with_rule(outcome={"approval": "approve"}), "rules.0.outcome.reason"),
    (with_rule(outcome={"approval": "reject", "reason": "no-mood"}), "rules.0.outcome.reason"),
    (with_rule(outcome={"approval": "needed", "reason": "other"}), "rules.0.outcome.reason"),
    (with_rule(outcome={**APPROVED, "clearance": True}), "rules.0.outcome.clearance"),
    (with_rule(outcome={**APPROVED, "meanwhile": "wait"}), "rules.0.outcome.meanwhile"),
    (with_rule(outcome={"approval": "needed", "delivery": "pigeon"}), "rules.0.outcome.delivery"),
    (with_rule(outcome={"approval": "needed", "views": 0}), "rules.0.outcome.views"),
    (with_rule(outcome={"approval": "needed", "days": 30.5}), "rules.0.outcome.days"),
    (with_rule(outcome={"approval": "needed", "days": True}), "rules.0.outcome.days"),
    (with_rule(clauses=[{"kind": "comparison", "property": "requests", "test": "more-than",
                         "value": 3}]), "rules.0.clauses"),
    (with_rule(clauses=[CLAUSE, {"kind": "filter", "property": "same-course"}]), "rules.0.clauses"),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "place"), WRONG)
def test_what_is_wrong_is_told_at_its_place(draft, place):
    assert wrong(draft)[place]


def test_all_that_is_wrong_is_told_at_once():
    draft = {**DRAFT, "rules": [{**RULE, "name": ""}, {**RULE, "clauses": []}]}

    assert set(wrong(draft)) == {"rules.0.name", "rules.1.clauses"}


@pytest.mark.parametrize("approval", ["approve", "reject"])
@pytest.mark.parametrize(
    ("name", "test", "value"),
    [
        ("verdict", "is", "cannot-tell"),
        ("verdict", "is-not", "within"),
        ("verdict", "is-not", "over"),
        ("verdict", "is-none-of", "over"),
        ("verdict", "is-one-of", "within; cannot-tell"),
        ("verdict", "is-known", ""),
        ("verdict", "is-not-known", ""),
        ("pages", "is-not-known", ""),
        ("publisher", "is-not-known", ""),
    ],
)
def test_nothing_is_decided_by_itself_on_what_is_not_known(approval, name, test, value):
    clause = {"kind": "evaluation", "property": name, "test": test, "value": value}
    outcome = {"approval": approval, "reason": "other"}

    told = wrong(with_rule(clauses=[clause], outcome=outcome))

    assert "what is not known" in told["rules.0.clauses.0"]


def test_an_approver_may_be_asked_about_what_is_not_known():
    clause = {"kind": "evaluation", "property": "verdict", "test": "is", "value": "cannot-tell"}

    assert reading(with_rule(clauses=[clause])).rules


def test_a_reason_that_is_retired_is_not_offered_to_rules():
    gone = (reasons.Reason("gone", "Gone", retired=True), *reasons.DEFAULT)
    draft = with_rule(outcome={"approval": "reject", "reason": "gone"})

    with pytest.raises(NotUnderstood) as refused:
        read(draft, replace(TERMS, rejections=gone))

    words = "“Gone” is retired; choose one that is offered"
    assert refused.value.facts["fields"] == [{"field": "rules.0.outcome.reason", "words": words}]


@pytest.mark.parametrize("retired", [True, False])
def test_a_rule_that_decides_by_a_retired_reason_is_warned_of(retired):
    terms = replace(TERMS, rejections=(reasons.Reason("gone", "Gone", retired=retired),))

    assert (warning(Outcome(approval=Decides.REJECT, reason="gone"), terms) != "") == retired


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["rules", "default", "name", "clauses", "outcome", "kind", "property",
                         "test", "value", "approval", "x"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["rules", "default", "note", "x"]), JSON, max_size=4))
def test_whatever_is_sent_is_read_or_refused_in_words(sent):
    book: RuleBook | None = None
    places: Any = []
    try:
        book = reading(sent)
    except NotUnderstood as refused:
        places = refused.facts["fields"]

    assert all(one["words"] for one in places)
    assert book is None or reading(json.loads(json.dumps(written(book)))) == book
    assert (book is None) is bool(places)


def samples(row, test):
    if not test.takes_value:
        return ""
    usual = {"number": "12.5", "yes-no": "no", "text": "Some words"}
    return usual.get(row.type.value) or row.choices[0][0]


EVALUATED = [
    asks(row.name, test.name, samples(row, test))
    for row in EVALUATIONS
    for test in TESTS
    if row.type in test.types
]
COMPARED = [
    compares(row.name, test.name, samples(row, test))
    for row in COMPARISONS
    for test in TESTS
    if row.type in test.types
]


@given(
    st.lists(st.sampled_from(EVALUATED), min_size=1, max_size=4),
    st.lists(st.sampled_from(COMPARED), max_size=2),
    st.sampled_from(sorted(NARROWS)),
    st.integers(1, 1000),
)
def test_what_was_read_is_written_and_read_again_the_same(clauses, compared, narrow, views):
    filters = [among(narrow)] if compared else []
    outcome = a_rule().outcome.__class__(approval=Decides.NEEDED, views=views, meanwhile="wait")
    book = a_book(a_rule(*clauses, *compared, *filters, outcome=outcome), version=0)

    again = reading(json.loads(json.dumps(written(book))))

    assert again == book
    assert from_plain(RuleBook, json.loads(json.dumps(to_plain(book)))) == book


def test_the_rules_that_ship_are_such_as_may_be_written():
    assert reading(json.loads(json.dumps(written(DEFAULT)))).rules == DEFAULT.rules


def test_the_forms_offer_what_is_read_and_no_more():
    drawn = schema(TERMS)
    rule = drawn["properties"]["rules"]["items"]["properties"]
    clause = rule["clauses"]["items"]["properties"]

    assert set(drawn["properties"]) == set(DRAFT) | {"note"}
    assert set(rule) == {"name", "enabled", "clauses", "outcome"}
    assert [one["const"] for one in clause["kind"]["oneOf"]] == [one.value for one in ClauseKind]
    offered = {one["const"] for one in rule["outcome"]["properties"]["approval"]["oneOf"]}
    assert offered == {one.value for one in Decides}
