"""Draws console/src/words/desk.json: what the API says in words of its own, to be translated.

Labels of actions, states and forms are said in English by the API; the console shows them in its
reader's language where its catalogue has them.
"""

import ast
import inspect
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain import (
    accessible,
    channels,
    cleanup,
    delivery,
    forms,
    letter_kinds,
    moves,
    pack_words,
    reasons,
    record_forms,
    request_form,
    rule_schema,
    rule_words,
    ruling,
    same_record,
    say,
    self_started,
    starting,
)
from chalicelib.domain.dry_run import NOT_REPLAYED
from chalicelib.domain.needs import NEEDS
from chalicelib.domain.people import Role
from chalicelib.domain.request import Approval, Item, Kind, Medium, Phase, State
from chalicelib.domain.rule_tables import TABLES, choices
from chalicelib.domain.rule_tests import TESTS
from chalicelib.domain.rules import Decides
from chalicelib.domain.terms import Terms
from chalicelib.domain.wish import HELPS
from chalicelib.domain.works import Portion
from chalicelib.handlers import approval_view, delivery_view, reading_view, view
from chalicelib.rlms import (
    _alma_event,
    _dcs_arguments,
    _talis_form,
    _webhook_events,
    talis,
    webhook,
)

PAGE = Path(__file__).parent.parent / "console" / "src" / "words" / "desk.json"


def words() -> list[str]:
    """All of them, each once, in the order of the alphabet."""
    said = {*view.LABELS.values(), *view.BY_ROLE.values(), *of_forms(), *of_codes()}
    said |= {approval_view.VIEW, view.DELIVERED, *reading_view.LABELS.values()}
    said |= {*delivery.WAYS.values(), *pack_words.STATUSES.values()}
    said |= {*same_record.WORDS.values(), rule_words.RETIRED}
    said |= {one.label for one in starting.WAYS} | {one.label for one in Portion}
    said |= {*titles(say.form("Started").model_json_schema()["properties"].values())}
    said |= {*of_letters(), *of_rules(), *of_needs(), *of_set_aside(), *of_messages(), *of_lists()}
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


def of_needs() -> Iterator[str]:
    """The steps on the way to the link, and what each may lack; what is dated stays in English."""
    yield from (label for _, label, *_ in view.AHEAD)
    yield from (need.label for need in NEEDS.values())
    for name in {need.lacks.__module__ for need in NEEDS.values()}:
        yield from sentences(ast.parse(inspect.getsource(sys.modules[name])))


def sentences(source: ast.AST) -> Iterator[str]:
    """Those that stand there whole: no docstring, and no part of one that is put together."""
    apart = (one for one in ast.walk(source) if isinstance(one, ast.Expr | ast.JoinedStr))
    beside = {id(part) for one in apart for part in ast.walk(one)}
    for one in ast.walk(source):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in beside:
            yield from [one.value] if one.value.endswith(".") else ()


def of_set_aside() -> Iterator[str]:
    """Why a delivery was set aside, where that is a plain sentence."""
    for module in (talis, webhook, _alma_event, _webhook_events):
        for one in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(one, ast.Call) and ast.unparse(one.func) == "SetAside":
                yield from sentences(one)


def of_messages() -> Iterator[str]:
    """What the outside is told, as view.message says it and the console speaks it."""
    yield from view.WHAT.values()
    yield from (f"{view.TOLD} {phase.value}" for phase in Phase)
    yield from (f"{view.WHAT['mail']}: {name.replace('-', ' ')}" for name in letter_kinds.KINDS)
    yield from view.TO.values()


def of_lists() -> Iterator[str]:
    """What is beside each thing that was sent, by whichever way it came, and that way's name."""
    yield from (label for label, _ in (*_alma_event.LABELS, *_talis_form.LABELS))
    yield from _alma_event.ALSO
    yield from _dcs_arguments.LABELS.values()
    yield from (one.label for one in _webhook_events.FIELDS if one.label)
    yield from (*self_started.LABELS.values(), accessible.ITEM)
    yield from (label for label, _ in request_form.FIELDS.values())
    for way in channels.OURS.values():
        yield from (way, view.came_by(way))


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
    yield from (ruling.BY_ITSELF, ruling.PEOPLE_REJECT, ruling.ITS_PURPOSE)
    yield from (ruling.NO_COURSE, ruling.NO_REASON)
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
    """Of each field, and of what may be chosen there."""
    for field in fields:
        yield from (field[name] for name in ("title", "description") if field.get(name))
        kinds = (field, field.get("items", {}), *field.get("anyOf", ()))
        yield from (one["title"] for kind in kinds for one in kind.get("oneOf", ()))


def drawn() -> str:
    return json.dumps(words(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PAGE.write_text(drawn())
