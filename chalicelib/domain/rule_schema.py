"""The forms of a rule as JSON Schema, for a console that draws forms and knows no rules."""

from collections.abc import Iterable
from typing import Any

from chalicelib.domain.rule_forms import LONGEST, LONGEST_NOTE, MOST, MOST_CLAUSES, MOST_RULES
from chalicelib.domain.rule_tables import TABLES
from chalicelib.domain.rule_tests import TESTS
from chalicelib.domain.rules import DELIVERIES, MEANWHILE, ClauseKind, Decides
from chalicelib.domain.terms import Terms

Pairs = Iterable[tuple[str, str]]


def one_of(title: str, pairs: Pairs, **more: Any) -> dict[str, Any]:
    return {
        "type": "string", "title": title,
        "oneOf": [{"const": value, "title": label} for value, label in pairs],
    } | more  # fmt: skip


def text(title: str, longest: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "title": title, "maxLength": longest} | more


def clause() -> dict[str, Any]:
    """A clause; which tests a property has, and which values, stand in the table beside it."""
    names = [(one.name, one.label) for table in TABLES.values() for one in table.values()]
    return fields(
        {
            "kind": one_of("Kind", [(one.value, one.value.capitalize()) for one in ClauseKind]),
            "property": one_of("Property", names),
            "test": one_of("Test", [("", ""), *((one.name, one.label) for one in TESTS)]),
            "value": text("Value (several: semicolons between them)", LONGEST),
        },
        ["kind", "property"],
    )


def outcome(terms: Terms) -> dict[str, Any]:
    """What becomes of a request; the reasons of both automatic outcomes stand in one list."""
    every = [one for one in (*terms.rejections, *terms.approvals) if not one.retired]
    offered = {"": "None"} | {one.code: one.label for one in reversed(every)}
    limits = {
        name: {"type": ["integer", "null"], "title": title, "minimum": 1, "maximum": MOST[name]}
        for name, title in (("views", "Views at most"), ("days", "Days it is kept"))
    }
    return fields(
        {
            "approval": one_of("Approval", [(one.value, one.label) for one in Decides]),
            "reason": one_of("Reason of an automatic outcome", offered.items()),
            "note": text("Note", LONGEST_NOTE, **{"x-multiline": True}),
            "clearance": {"type": "boolean", "title": "Copyright clearance is needed"},
            "meanwhile": one_of("While approval is awaited", MEANWHILE, default="continue"),
            "delivery": one_of("Delivery", DELIVERIES, default="link"),
            **limits,
        },
        ["approval"],
    )


def book(terms: Terms) -> dict[str, Any]:
    """All that `PUT /api/rules` takes."""
    rule = fields(
        {
            "name": text("Name", 200, minLength=1),
            "enabled": {"type": "boolean", "title": "In use", "default": True},
            "clauses": {
                "type": "array", "title": "Clauses, which must all hold",
                "minItems": 1, "maxItems": MOST_CLAUSES, "items": clause(),
            },
            "outcome": outcome(terms),
        },
        ["name", "clauses", "outcome"],
    )  # fmt: skip
    return fields(
        {
            "rules": {"type": "array", "title": "Rules, the first that matches decides",
                      "maxItems": MOST_RULES, "items": rule},
            "default": outcome(terms) | {"title": "Where no rule matches"},
            "note": text("Why it was changed", LONGEST_NOTE, **{"x-multiline": True}),
        },
        ["rules", "default"],
    )  # fmt: skip


def fields(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required,
            "additionalProperties": False}  # fmt: skip
