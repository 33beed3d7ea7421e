"""All that clauses can ask, by their kind, and what may be chosen as a value."""

from chalicelib.domain.rule_comparisons import COMPARISONS, FILTERS, Comparison, Filter
from chalicelib.domain.rule_properties import BASIS, EVALUATIONS, Choices, Property
from chalicelib.domain.rules import ClauseKind
from chalicelib.domain.terms import Terms

Row = Property | Comparison | Filter

TABLES: dict[ClauseKind, dict[str, Row]] = {
    ClauseKind.EVALUATION: {one.name: one for one in EVALUATIONS},
    ClauseKind.COMPARISON: {one.name: one for one in COMPARISONS},
    ClauseKind.FILTER: {one.name: one for one in FILTERS},
}


def choices(row: Row, terms: Terms) -> Choices:
    """What may be chosen as a value, as (code, label); bases are those of the library's packs."""
    if row.name == BASIS:
        return tuple((dict(row.choices) | dict(terms.bases)).items())
    return row.choices
