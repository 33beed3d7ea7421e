"""Draws console/src/words/desk.json: what the API says in words of its own, to be translated.

Labels of actions, states and forms are said in English by the API; the console shows them in its
reader's language where its catalogue has them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain import (
    cleanup,
    forms,
    letter_kinds,
    moves,
    reasons,
    record_forms,
    rule_schema,
    say,
    starting,
)
from chalicelib.domain.dry_run import NOT_REPLAYED
from chalicelib.domain.people import Role
from chalicelib.domain.request import Approval, Item, Kind, Medium, State
from chalicelib.domain.rule_tables import TABLES, choices
from chalicelib.domain.rule_tests import TESTS
from chalicelib.domain.rules import Decides
from chalicelib.domain.terms import Terms
from chalicelib.domain.wish import HELPS
from chalicelib.domain.works import Portion
from chalicelib.handlers import delivery_view, view

PAGE = Path(__file__).parent.parent / "console" / "src" / "words" / "desk.json"


def words() -> list[str]:
    """All of them, each once, in the order of the alphabet."""
    said = {*view.LABELS.values(), *view.BY_ROLE.values(), *of_forms(), *of_codes()}
    said |= {one.label for one in starting.WAYS} | {one.label for one in Portion}
    said |= {*titles(say.form("Started").model_json_schema()["properties"].values())}
    said |= {*of_letters(), *of_rules()}
    said |= set(filter(None, delivery_view.MARKS.values()))
    said |= {one.label for kind in (State, Approval, Item, Medium) for one in kind}
    said |= {one.value.replace("-", " ") for kind in (Kind, Role) for one in kind}
    said |= {one.value.capitalize() for one in Role}
    said |= {one.label for known in (reasons.DEFAULT, reasons.REFUSALS, reasons.APPROVALS)
             for one in known}  # fmt: skip
    said |= {*HELPS.values()}
    said |= {words for one in cleanup.WORDS.values() for words in (one.goes, one.when)}
    return sorted(said)


def of_codes() -> Iterator[str]:
    for labels in forms.CODES.values():
        yield from labels.values()


def of_letters() -> Iterator[str]:
    """What each letter is called and when it is sent; what it may say is in its own language."""
    for kind in letter_kinds.KINDS.values():
        yield from (kind.title, kind.when)


def of_rules() -> Iterator[str]:
    """What a rule may ask of a request, how, and what it may decide."""
    terms = Terms()
    yield from (test.label for test in TESTS)
    for table in TABLES.values():
        for row in table.values():
            yield row.label
            yield from (label for _, label in choices(row, terms))
    yield from titles(rule_schema.book(terms)["properties"]["default"]["properties"].values())
    yield from (one.label for one in Decides)
    yield from NOT_REPLAYED


def of_forms() -> Iterator[str]:
    """Titles and help of every field that a form of an action has, and its choices."""
    for name in {row.says for row in moves.MOVES if row.says}:
        schema = say.form(name).model_json_schema()
        yield from titles(schema.get("properties", {}).values())
        for inner in schema.get("$defs", {}).values():
            yield from titles(inner.get("properties", {}).values())
    for schema in record_forms.forms().values():
        for part in (schema, *schema["$defs"].values()) if "$defs" in schema else (schema,):
            yield from titles(part.get("properties", {}).values())


def titles(fields: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for field in fields:
        yield from (field[name] for name in ("title", "description") if field.get(name))


def drawn() -> str:
    return json.dumps(words(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PAGE.write_text(drawn())
