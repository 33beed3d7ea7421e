"""Rules in words: clauses, outcomes, and what a decision rested on."""

from fractions import Fraction

from chalicelib.domain import reasons
from chalicelib.domain.rule_comparisons import Filter
from chalicelib.domain.rule_properties import Choices, Facts, Value
from chalicelib.domain.rule_tables import TABLES, choices
from chalicelib.domain.rule_tests import BY_NAME, NOT_KNOWN, plain, value_of
from chalicelib.domain.rules import (
    DELIVERIES,
    MEANWHILE,
    Clause,
    ClauseKind,
    Decides,
    Outcome,
    Rule,
)
from chalicelib.domain.terms import Terms

#: The meter says the first in its own words; the other is a person, and kept in one place only.
UNTOLD = frozenset({"verdict", "requester"})
RETIRED = "Its reason is retired, and still decides here until you choose another."


def clause_in_words(clause: Clause, terms: Terms) -> str:
    """A clause as a person reads it; one of a property that is gone by now, by its codes."""
    row = TABLES[clause.kind].get(clause.property)
    if row is None:
        return " ".join(filter(None, (clause.property, clause.test, clause.value)))
    if isinstance(row, Filter):
        return f"among others: {row.label[0].lower()}{row.label[1:]}"
    test = BY_NAME[clause.test]
    shown = "; ".join(label(one, choices(row, terms)) for one in clause.value.split(";"))
    return f"{row.label} {test.label} {shown}".strip()


def clauses_in_words(rule: Rule | None, terms: Terms) -> tuple[str, ...]:
    return tuple(clause_in_words(one, terms) for one in (rule.clauses if rule else ()))


def label(code: str, known: Choices) -> str:
    """The words behind a choice's code."""
    return {plain(value): words for value, words in known}.get(plain(code), code.strip())


def outcome_in_words(outcome: Outcome, terms: Terms) -> str:
    """What becomes of a request by it, in one line."""
    said = [outcome.approval.label]
    if outcome.reason:
        said[0] += f" ({reasons.chosen(offered(outcome.approval, terms), outcome.reason).label})"
    if outcome.clearance:
        said.append("copyright clearance needed")
    if outcome.approval is Decides.NEEDED and outcome.meanwhile == "wait":
        said.append(lower(dict(MEANWHILE)[outcome.meanwhile]))
    if outcome.delivery != "link":
        said.append(f"delivered as: {lower(dict(DELIVERIES)[outcome.delivery])}")
    if outcome.views is not None:
        said.append(f"at most {outcome.views} views")
    if outcome.days is not None:
        said.append(f"kept for {outcome.days} days")
    return "; ".join(said)


def offered(decides: Decides, terms: Terms) -> tuple[reasons.Reason, ...]:
    """The library's reasons for an outcome of that kind, the retired ones among them."""
    lists = {Decides.REJECT: terms.rejections, Decides.APPROVE: terms.approvals}
    return lists.get(decides, ())


def warning(outcome: Outcome, terms: Terms) -> str:
    """What somebody should look at in an outcome that stands; nothing where all is well."""
    chosen = (one for one in offered(outcome.approval, terms) if one.code == outcome.reason)
    return RETIRED if any(one.retired for one in chosen) else ""


def lower(text: str) -> str:
    return text[0].lower() + text[1:]


def rested_on(rule: Rule | None, facts: Facts, terms: Terms) -> tuple[str, ...]:
    """What a decision rested on: the meter's words, and each property that the rule asked of."""
    told = [facts.measure.words] if facts.measure.words else []
    for clause in rule.clauses if rule else ():
        row = TABLES[clause.kind][clause.property]
        if isinstance(row, Filter) or clause.property in UNTOLD:
            continue
        value = value_of(clause, facts, rule) if rule else None
        told.append(f"{row.label}: {shown(value, choices(row, terms))}")
    return tuple(dict.fromkeys(told))


def shown(value: Value, known: Choices) -> str:
    """A value as a person reads it."""
    if value is None or value == ():
        return BY_NAME[NOT_KNOWN].label.removeprefix("is ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    if isinstance(value, tuple):
        return ", ".join(value)
    return label(str(value), known)


def asks_unknown(clause: Clause) -> bool:
    """Whether what is not known, or cannot be told, can pass this clause."""
    if clause.kind is ClauseKind.FILTER:
        return False
    if clause.test == NOT_KNOWN:
        return True
    if clause.property != "verdict" or clause.test not in BY_NAME:
        return False
    return BY_NAME[clause.test].holds("cannot-tell", clause.value)
