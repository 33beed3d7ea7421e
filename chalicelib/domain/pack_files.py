"""Reads a policy pack out of its file, and merges what a library changes of it.

A wrong file is refused naming file, field and what is allowed. Fields are said in tables that
mirror the dataclasses of packs.py, so a field that is not here cannot be written in a file.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from chalicelib.domain import packs
from chalicelib.domain.packs import Limit, Pack
from chalicelib.domain.works import Portion, WorkKind

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?")
CITED = re.compile(r"\[([A-Za-z0-9, ]+)\]$")
DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
MOST_PAGES = 100_000
LONGEST = 10_000

Reads = Callable[[Any], Any]


class Wrong(ValueError):
    """A pack that cannot be used: which file and field, and what is allowed there."""


class Unfit(ValueError):
    """What is allowed in a field; its place is added on the way up."""


def text(said: Any) -> str:
    if not isinstance(said, str) or len(said) > LONGEST:
        raise Unfit(f"text of at most {LONGEST:,} characters")
    return said.strip()


def words(said: Any) -> str:
    if not text(said):
        raise Unfit("text, and not empty")
    return text(said)


def code(said: Any) -> str:
    if not isinstance(said, str) or not CODE.fullmatch(said):
        raise Unfit("small letters, digits and hyphens")
    return said


def yes_or_no(said: Any) -> bool:
    if not isinstance(said, bool):
        raise Unfit("true or false")
    return said


def percentage(said: Any) -> float:
    number = isinstance(said, int | float) and not isinstance(said, bool)
    if not number or not 0 < said <= 100:
        raise Unfit("a number above 0 and not above 100")
    return float(said)


def whole(said: Any) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not 1 <= said <= MOST_PAGES:
        raise Unfit(f"a whole number from 1 to {MOST_PAGES:,}")
    return said


def day(said: Any) -> date:
    """A day, which TOML knows by itself and JSON writes as text."""
    if isinstance(said, date) and not isinstance(said, datetime):
        return said
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError):
        raise Unfit("a day like 2024-08-01") from None


def day_of_year(said: Any) -> str:
    """A day of every year, so not 29 February."""
    try:
        if isinstance(said, str) and DAY.fullmatch(said):
            date.fromisoformat(f"2023-{said}")
            return said
    except ValueError:
        pass
    raise Unfit("a day of the year like 07-31")


def one_of(kind: type[StrEnum]) -> Reads:
    def reads(said: Any) -> StrEnum:
        if not isinstance(said, str) or not said or said not in set(kind):
            raise Unfit("one of " + ", ".join(one.value for one in kind if one.value))
        return kind(said)

    return reads


def listed(each: Reads) -> Reads:
    def reads(said: Any) -> tuple[Any, ...]:
        if not isinstance(said, list):
            raise Unfit("a list")
        return tuple(each(one) for one in said)

    return reads


def named(said: Any) -> tuple[tuple[str, str], ...]:
    """Words by code, in the order of the file."""
    if not isinstance(said, Mapping):
        raise Unfit("a table of texts")
    return tuple((str(key), words(value)) for key, value in said.items())


#: The fields of a line of limits, and how each is read.
LIMIT: Mapping[str, Reads] = {
    "portion": one_of(Portion), "percent": percentage, "unit": one_of(packs.Unit), "count": whole,
    "pages": whole, "work_pages": whole, "over_work_pages": whole,
    "kinds": listed(one_of(WorkKind)), "format": one_of(packs.Format),
    "any_number_if_themed": yes_or_no, "out_of_commerce": yes_or_no,
    "verdict": one_of(packs.Verdict), "guidance": yes_or_no, "note": text, "source": words,
}  # fmt: skip
#: The fields of a pack; those with a point stand in a table of that name.
PACK: Mapping[str, Reads] = {
    "code": code, "name": words, "region": text, "since": day, "until": day, "dated": text,
    "purpose": one_of(packs.Purpose), "scope": one_of(packs.Scope),
    "window": one_of(packs.Window), "year_begins": day_of_year, "blanks": one_of(packs.Blanks),
    "combine": one_of(packs.Combine), "over": one_of(packs.Verdict), "decides": yes_or_no,
    "counts": yes_or_no, "unlimited": yes_or_no, "chosen": yes_or_no, "rolls_over": yes_or_no,
    "excluded": listed(one_of(WorkKind)), "only": listed(one_of(WorkKind)),
    "format": one_of(packs.Format), "repertoire": text,
    "requires": listed(one_of(packs.Requires)), "bases": named, "ends": day_of_year,
    "ends_latest": day_of_year, "conditions": listed(words), "source": words, "sources": named,
    "notice.text": text, "notice.status": one_of(packs.Status), "notice.note": text,
    "report.fields": listed(code), "report.begins": day_of_year, "report.due": day_of_year,
    "report.note": text,
}  # fmt: skip
#: Where the fields that stand in a table of their own go.
GOES_TO = {
    "notice.text": "notice", "notice.status": "notice_status", "notice.note": "notice_note",
    "report.fields": "report", "report.begins": "report_begins", "report.due": "report_due",
    "report.note": "report_note",
}  # fmt: skip
#: Sentences that need not name a source: they say what is not known, or what the library does.
MAY_CITE = ("dated", "notice.note")
MUST = ("code", "name", "region", "scope", "window", "source", "sources")


def parse(said: str | Mapping[str, Any], file: str, changed: tuple[str, ...] = ()) -> Pack:
    """The pack in a file of this name (without its ending); Wrong says what is wrong with it.

    A file is called after the code of its pack, and an older version `code.version`.
    """
    if not FILE.fullmatch(file):
        raise Wrong(f"Pack {file!r}: a pack's file is called code.toml or code.version.toml.")
    tables = table(said, file)
    flat = _flat(tables, file)
    found = {GOES_TO.get(name, name): _read(PACK, name, flat[name], file) for name in flat}
    if lacking := [name for name in MUST if name not in found]:
        raise Wrong(f"Pack {file}: {', '.join(lacking)} must be said.")
    limits = _limits(tables.get("limits", {}), file)
    ours, _, version = file.partition(".")
    pack = Pack(**found, limits=limits, version=version, changed=changed)
    if pack.code != ours:
        raise Wrong(f"Pack {file}: code is {pack.code!r}; the file is called after it.")
    _sound(pack, file)
    return pack


def merged(
    base: Mapping[str, Any], change: Mapping[str, Any], at: str = ""
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A pack's table with what a library says laid over it, and the fields that it changed.

    Nothing (null) takes a field or a line away. A changed limit names its own source: a number
    that is not the file's does not come from the file's source.
    """
    new = dict(base)
    changed: list[str] = []
    for name, value in change.items():
        here = f"{at}{name}"
        if value is None:
            new.pop(name, None)
            changed.append(here)
        elif isinstance(value, Mapping):
            under = base.get(name)
            new[name], below = merged(
                under if isinstance(under, Mapping) else {}, value, f"{here}."
            )
            changed += below
            if at == "limits." and "source" not in value:
                raise Unfit(f"{here} is changed, so it names its source too")
        else:
            new[name] = value
            changed.append(here)
    return new, tuple(changed)


def table(said: str | Mapping[str, Any], file: str) -> Mapping[str, Any]:
    """What a file says, out of its text where it is one."""
    if not isinstance(said, str):
        return said
    import tomllib

    try:
        return tomllib.loads(said)
    except tomllib.TOMLDecodeError as bad:
        raise Wrong(f"Pack {file} is no TOML: {bad}.") from bad


def _flat(table: Mapping[str, Any], file: str) -> dict[str, Any]:
    """Fields by their full names, those of [notice] and [report] with their table's in front."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if name in ("notice", "report"):
            if not isinstance(value, Mapping):
                raise Wrong(f"Pack {file}: {name} is a table.")
            flat |= {f"{name}.{below}": one for below, one in value.items()}
        elif name != "limits":
            flat[name] = value
    return flat


def _read(fields: Mapping[str, Reads], name: str, said: Any, file: str, at: str = "") -> Any:
    if name not in fields:
        raise Wrong(f"Pack {file}: {at}{name} is unknown; there are {', '.join(fields)}.")
    try:
        return fields[name](said)
    except Unfit as unfit:
        raise Wrong(f"Pack {file}: {at}{name} is {unfit}, not {str(said)[:60]!r}.") from None


def _limits(said: Any, file: str) -> tuple[Limit, ...]:
    if not isinstance(said, Mapping) or not all(isinstance(one, Mapping) for one in said.values()):
        raise Wrong(f"Pack {file}: limits are tables, [limits.name] each.")
    return tuple(_limit(str(name), line, file) for name, line in said.items())


def _limit(name: str, line: Mapping[str, Any], file: str) -> Limit:
    at = f"limits.{name}."
    found = {field: _read(LIMIT, field, value, file, at) for field, value in line.items()}
    if "source" not in found:
        raise Wrong(f"Pack {file}: {at}source must be said; each limit names its source.")
    limit = Limit(**found, name=name)
    if limit.percent is None and limit.count is None and limit.portion is not Portion.WHOLE:
        raise Wrong(f"Pack {file}: {at}percent or count must be said, or portion is whole.")
    if limit.count is not None and limit.portion is Portion.PAGES:
        raise Wrong(f"Pack {file}: {at}portion must be said: of what is it {limit.count}?")
    return limit


def _sound(pack: Pack, file: str) -> None:
    """What holds between fields."""
    known = {key for key, _ in pack.sources}
    if pack.since and pack.until and pack.until < pack.since:
        raise Wrong(f"Pack {file}: until is before since.")
    if pack.unlimited and pack.limits:
        raise Wrong(f"Pack {file}: it is unlimited and has limits; it can be only one of them.")
    if pack.notice and not pack.notice_status:
        raise Wrong(f"Pack {file}: notice.status must be said, to-be-confirmed or confirmed.")
    for name, cited in _citations(pack):
        if not cited and name not in MAY_CITE:
            raise Wrong(
                f"Pack {file}: {name} names no source: it ends like [{min(known, default='C1')}]."
            )
        if unknown := [key for key in cited if key not in known]:
            raise Wrong(f"Pack {file}: {name} names {unknown[0]}, which is not in its sources.")


def _citations(pack: Pack) -> list[tuple[str, list[str]]]:
    """Each place that must name a source, and the keys that it names."""
    said = [("source", pack.source)]
    said += [(f"limits.{one.name}.source", one.source) for one in pack.limits]
    sentences = [("conditions", one) for one in pack.conditions]
    sentences += [("repertoire", pack.repertoire), ("report.note", pack.report_note)]
    sentences += [("dated", pack.dated), ("notice.note", pack.notice_note)]
    found = [(name, CITED.search(one)) for name, one in sentences if one]
    said += [(name, match[1] if match else "") for name, match in found]
    return [(name, [key.strip() for key in keys.split(",") if key.strip()]) for name, keys in said]
