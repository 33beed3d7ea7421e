"""Draws console/src/words/desk.json: what the API says in words of its own, to be translated.

Labels of actions, states and forms are said in English by the API; the console shows them in its
reader's language where its catalogue has them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain import cleanup, forms, moves, reasons, record_forms, say, starting
from chalicelib.domain.people import Role
from chalicelib.domain.request import Approval, Item, Kind, State
from chalicelib.domain.works import Portion
from chalicelib.handlers import view

PAGE = Path(__file__).parent.parent / "console" / "src" / "words" / "desk.json"


def words() -> list[str]:
    """All of them, each once, in the order of the alphabet."""
    said = {*view.LABELS.values(), *view.BY_ROLE.values(), *of_forms(), *of_codes()}
    said |= {one.label for one in starting.WAYS} | {one.label for one in Portion}
    said |= {*titles(say.form("Started").model_json_schema()["properties"].values())}
    said |= {one.label for kind in (State, Approval, Item) for one in kind}
    said |= {one.value.replace("-", " ") for kind in (Kind, Role) for one in kind}
    said |= {one.label for known in (reasons.DEFAULT, reasons.REFUSALS, reasons.APPROVALS)
             for one in known}  # fmt: skip
    said |= {words for one in cleanup.WORDS.values() for words in (one.goes, one.when)}
    return sorted(said)


def of_codes() -> Iterator[str]:
    for labels in forms.CODES.values():
        yield from labels.values()


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
