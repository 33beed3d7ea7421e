"""Whether a clause holds: yes, no, or not known; and the rule that decides by it.

Numbers are compared exactly, as fractions: 10.04 is more than 10.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from chalicelib.domain.request import Request
from chalicelib.domain.rule_comparisons import Comparison, Filter
from chalicelib.domain.rule_properties import Facts, Property, Type, Value
from chalicelib.domain.rule_tables import TABLES
from chalicelib.domain.rules import Clause, ClauseKind, Outcome, Rule, RuleBook

NOT_KNOWN, KNOWN = "is-not-known", "is-known"
ANY_TYPE = (Type.CHOICE, Type.TEXT, Type.NUMBER, Type.YES_NO)
WORDED = (Type.CHOICE, Type.TEXT)


@dataclass(frozen=True, slots=True)
class Test:
    """One line: what a person reads, for which types, and whether it holds; `several`: of many."""

    name: str
    label: str
    types: tuple[Type, ...]
    holds: Callable[[Value, str], bool]
    several: bool = False
    takes_value: bool = True


def said(value: str) -> list[str]:
    """Several values, as they are written with semicolons between them."""
    return [plain(one) for one in value.split(";") if one.strip()]


def plain(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def each(value: Value) -> list[str]:
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [plain(value)]


def number(value: Value | str) -> Fraction:
    """Exactly as it is written; ValueError where it is no number."""
    written = value if isinstance(value, Fraction) else str(value).strip()
    if isinstance(written, str) and "/" in written:
        raise ValueError("a number is written with a point")
    return Fraction(written)


def same(value: Value, to: str) -> bool:
    if isinstance(value, (int, float, Fraction)) and not isinstance(value, bool):
        return number(value) == number(to)
    return plain(to) in each(value)


TESTS = (
    #    name           what a person reads    for which types           whether it holds
    Test("is",          "is",                  ANY_TYPE,                 same),
    Test("is-not",      "is not",              (*WORDED, Type.NUMBER),   lambda value, to: not same(value, to)),
    Test("is-one-of",   "is one of",           WORDED,                   lambda value, to: bool({*each(value)} & {*said(to)}), several=True),
    Test("is-none-of",  "is none of",          WORDED,                   lambda value, to: not {*each(value)} & {*said(to)}, several=True),
    Test("contains",    "contains",            (Type.TEXT,),             lambda value, to: any(plain(to) in one for one in each(value))),
    Test("more-than",   "is more than",        (Type.NUMBER,),           lambda value, to: number(value) > number(to)),
    Test("at-least",    "is at least",         (Type.NUMBER,),           lambda value, to: number(value) >= number(to)),
    Test("less-than",   "is less than",        (Type.NUMBER,),           lambda value, to: number(value) < number(to)),
    Test("at-most",     "is at most",          (Type.NUMBER,),           lambda value, to: number(value) <= number(to)),
    Test(KNOWN,         "is known",            ANY_TYPE,                 lambda value, to: True, takes_value=False),
    Test(NOT_KNOWN,     "is not known",        ANY_TYPE,                 lambda value, to: False, takes_value=False),
)  # fmt: skip
BY_NAME: Mapping[str, Test] = {one.name: one for one in TESTS}


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule that decides, and its place from 1; without a rule it is the default's outcome."""

    place: int
    rule: Rule | None
    outcome: Outcome


def decide(book: RuleBook, facts: Facts) -> Decision | None:
    """The first rule whose clauses all hold, else the default.

    None where it cannot be said yet: a rule in the way asks for what is not yet known, and facts
    are not settled. Once they are, an unknown holds in no clause and the next rule is asked.
    """
    for place, rule in enumerate(book.rules, 1):
        if not rule.enabled:
            continue
        held = matches(rule, facts)
        if held:
            return Decision(place, rule, rule.outcome)
        if held is None and not facts.settled:
            return None
    return Decision(0, None, book.default)


def matches(rule: Rule, facts: Facts) -> bool | None:
    """Whether all clauses hold; False where one does not, whatever is unknown beside it."""
    held = [holds(clause, facts, rule) for clause in rule.clauses]
    if False in held:
        return False
    return None if None in held else True


def holds(clause: Clause, facts: Facts, rule: Rule) -> bool | None:
    """Whether one clause holds; a filter always does, and narrows what is compared."""
    if clause.kind is ClauseKind.FILTER:
        return True
    value = value_of(clause, facts, rule)
    if value is None or value == ():
        asked = {NOT_KNOWN: True, KNOWN: False}.get(clause.test)
        return asked if facts.settled else None
    return BY_NAME[clause.test].holds(value, clause.value)


def value_of(clause: Clause, facts: Facts, rule: Rule) -> Value:
    """What the clause's property is of this request, or of it among the others."""
    row = TABLES[clause.kind][clause.property]
    if isinstance(row, Property):
        return row.read(facts)
    others = narrowed(rule, facts)
    return None if others is None else cast(Comparison, row).read(facts.request, others)


def narrowed(rule: Rule, facts: Facts) -> list[Request] | None:
    """The others that every filter of the rule keeps; None where a filter cannot tell."""
    here = facts.request
    rows = [TABLES[one.kind][one.property] for one in rule.clauses if one.kind is ClauseKind.FILTER]
    filters = [row for row in rows if isinstance(row, Filter)]
    if any(row.keeps(here, here) is None for row in filters):
        return None
    return [other for other in facts.others if all(row.keeps(here, other) for row in filters)]
