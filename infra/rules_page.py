"""The tables of docs/rules.md, drawn from the code: `make docs` writes them between their marks."""

import re
from pathlib import Path

from chalicelib.domain.rule_properties import Type
from chalicelib.domain.rule_tables import TABLES, choices
from chalicelib.domain.rule_tests import TESTS
from chalicelib.domain.rule_words import clauses_in_words, outcome_in_words
from chalicelib.domain.rules import DEFAULT, ClauseKind
from chalicelib.domain.terms import Terms

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
TYPES = {Type.CHOICE: "a choice", Type.TEXT: "text", Type.NUMBER: "a number",
         Type.YES_NO: "yes or no", Type.NONE: ""}  # fmt: skip


def drawn(page: str) -> str:
    """The page with each of its tables as the code has it now."""
    tables = {kind.value: asked(kind) for kind in ClauseKind} | {
        "tests": tests(), "shipped": shipped(),
    }  # fmt: skip
    for name, lines in tables.items():
        block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.S)
        here = block.search(page)
        if here is None:
            raise ValueError(f"docs/rules.md has no place for the table {name}")
        text = "\n".join(lines) + "\n"
        page = page[: here.start()] + here[1] + text + here[2] + page[here.end() :]
    return page


def asked(kind: ClauseKind) -> list[str]:
    lines = ["| property | what a person reads | answers |", "|---|---|---|"]
    for row in TABLES[kind].values():
        words = ", ".join(f"`{code}`" for code, _ in choices(row, Terms())) or TYPES[row.type]
        lines.append(f"| `{row.name}` | {row.label} | {words} |")
    return lines


def tests() -> list[str]:
    lines = ["| test | what a person reads | of |", "|---|---|---|"]
    for one in TESTS:
        many = ", several with semicolons between them" if one.several else ""
        kinds = ", ".join(TYPES[kind] for kind in one.types)
        lines.append(f"| `{one.name}` | {one.label} | {kinds}{many} |")
    return lines


def shipped() -> list[str]:
    lines = ["| | rule | clauses | outcome |", "|---|---|---|---|"]
    for place, rule in enumerate(DEFAULT.rules, 1):
        clauses = " and ".join(clauses_in_words(rule, Terms()))
        outcome = outcome_in_words(rule.outcome, Terms())
        lines.append(f"| {place} | {rule.name} | {clauses} | {outcome} |")
    lines.append(f"| | Default | | {outcome_in_words(DEFAULT.default, Terms())} |")
    return lines


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text()))
