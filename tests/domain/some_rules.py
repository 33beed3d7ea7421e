"""Builders: clauses, rules and facts as a test needs them."""

from typing import Any

from chalicelib.domain.extent import measure
from chalicelib.domain.request import Request
from chalicelib.domain.rule_properties import Facts
from chalicelib.domain.rules import Clause, ClauseKind, Decides, Outcome, Rule, RuleBook
from tests.domain.a_request import TODAY, moment, ready

NEEDED = Outcome(approval=Decides.NEEDED)
WAIT = Outcome(approval=Decides.NEEDED, meanwhile="wait")
APPROVE = Outcome(approval=Decides.APPROVE, reason="automatic")
REJECT = Outcome(approval=Decides.REJECT, reason="not-covered", note="Ask us for another chapter.")


def asks(name: str, test: str, value: str = "") -> Clause:
    return Clause(kind=ClauseKind.EVALUATION, property=name, test=test, value=value)


def compares(name: str, test: str, value: str) -> Clause:
    return Clause(kind=ClauseKind.COMPARISON, property=name, test=test, value=value)


def among(name: str) -> Clause:
    return Clause(kind=ClauseKind.FILTER, property=name)


def a_rule(*clauses: Clause, outcome: Outcome = NEEDED, **other: Any) -> Rule:
    usual: dict[str, Any] = {"name": "A rule", "clauses": clauses, "outcome": outcome}
    return Rule(**usual | other)


def a_book(*rules: Rule, default: Outcome = Outcome(), version: int = 1) -> RuleBook:  # noqa: B008  # frozen
    return RuleBook(version=version, rules=rules, default=default)


def facts(request: Request | None = None, **other: Any) -> Facts:
    """What rules look at, of an active request that lacks nothing."""
    asked = request or ready()
    known: dict[str, Any] = {"request": asked, "measure": measure(asked, moment()), "today": TODAY}
    return Facts(**known | other)
