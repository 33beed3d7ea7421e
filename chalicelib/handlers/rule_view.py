"""Rules as the API shows them."""

from typing import Any, cast

from chalicelib.domain import dry_run, rule_schema
from chalicelib.domain.rule_forms import written
from chalicelib.domain.rule_tables import TABLES, choices
from chalicelib.domain.rule_tests import TESTS
from chalicelib.domain.rule_words import clauses_in_words, outcome_in_words, warning
from chalicelib.domain.rules import Rule, RuleBook
from chalicelib.domain.terms import Terms
from chalicelib.handlers import rule_shapes as shapes
from chalicelib.handlers.rights_view import text


def rules(book: RuleBook, versions: list[RuleBook], terms: Terms) -> shapes.Rules:
    """The rules in force, and what a form for them is drawn from."""
    return {
        **version(book, terms),
        "properties": properties(terms),
        "tests": [
            {"name": one.name, "label": one.label, "several": one.several,
             "takes_value": one.takes_value}
            for one in TESTS
        ],
        "schema": rule_schema.book(terms),
        "versions": [
            {"version": one.version, "by": one.by, "saved_on": text(one.saved_on) or None,
             "note": one.note}
            for one in versions
        ],
    }  # fmt: skip


def version(book: RuleBook, terms: Terms) -> shapes.RuleBook:
    said: Any = written(book)
    lines = [(place, one) for place, one in enumerate(book.rules, 1)]
    default = Rule(name="Default", clauses=(), outcome=book.default)
    return {
        "version": book.version,
        "by": book.by,
        "saved_on": text(book.saved_on) or None,
        "book": cast(shapes.RulesSaid, said),
        "words": [in_words(place, one, terms) for place, one in [*lines, (0, default)]],
    }


def in_words(place: int, rule: Rule, terms: Terms) -> shapes.RuleWords:
    return {
        "place": place, "name": rule.name, "enabled": rule.enabled,
        "clauses": list(clauses_in_words(rule, terms)),
        "outcome": outcome_in_words(rule.outcome, terms),
        "warning": warning(rule.outcome, terms) if rule.enabled else "",
    }  # fmt: skip


def properties(terms: Terms) -> list[shapes.RuleProperty]:
    return [
        {
            "kind": kind.value,
            "name": row.name,
            "label": row.label,
            "type": row.type.value,
            "tests": [test.name for test in TESTS if row.type in test.types],
            "choices": [{"value": code, "label": label} for code, label in choices(row, terms)],
        }
        for kind, table in TABLES.items()
        for row in table.values()
    ]


def changed(one: dry_run.Tried) -> shapes.ChangedVerdict:
    request = one.request
    return {
        "id": request.id, "number": request.number, "title": request.title,
        "added_on": text(request.added_on), "state_label": request.state.label,
        "approval_label": request.approval.label,
        "now": {"rule": one.now.rule, "words": one.now.words},
        "draft": {"rule": one.draft.rule, "words": one.draft.words},
    }  # fmt: skip
