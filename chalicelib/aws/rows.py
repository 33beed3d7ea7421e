"""Values of the domain as plain rows and back, by their own type annotations."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Text, figures, lists and maps only. What is at its default is left out: rows stay small."""
    if is_dataclass(value) and not isinstance(value, type):
        whole = {one.name: getattr(value, one.name) for one in fields(value)}
        return {
            one.name: to_plain(whole[one.name])
            for one in fields(value)
            if not is_default(one, whole[one.name])
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): to_plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(one) for one in value]
    return value


def is_default(field: Any, value: Any) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return field.default is not MISSING and bool(value == field.default)


def stamp(at: datetime) -> str:
    """A moment in UTC, to the millisecond, so that text sorts as time does."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def from_plain(kind: type[T], held: Any) -> T:
    """The value of that kind; an attribute the row does not have is at its default."""
    shaped: T = _shaped(kind, held)
    return shaped


def _shaped(kind: Any, held: Any) -> Any:
    if held is None:
        return None
    origin, of = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _shaped(next(one for one in of if one is not type(None)), held)
    if origin is tuple:
        if of[-1] is Ellipsis:
            return tuple(_shaped(of[0], one) for one in held)
        return tuple(_shaped(one, part) for one, part in zip(of, held, strict=True))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{n: _shaped(hints[n], one) for n, one in held.items() if n in hints})
    if kind is datetime:
        return datetime.fromisoformat(held)
    if kind is date:
        return date.fromisoformat(held)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(held)
    return held


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
