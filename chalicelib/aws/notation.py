"""DynamoDB's own notation of values, and plain rows."""

from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]


def marshal(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _marshal(value) for name, value in row.items()}


def _marshal(value: Any) -> dict[str, Any]:
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": str(value)}
        case int() | float():
            return {"N": repr(value)}
        case bytes():
            return {"B": value}
        case Mapping():
            return {"M": marshal(value)}
        case list() | tuple():
            return {"L": [_marshal(one) for one in value]}
    raise TypeError(f"a row holds no {type(value).__name__}")


def plain(item: Mapping[str, Any]) -> Row:
    """A row out of DynamoDB's notation, also as streams carry it."""
    return {name: _plain(value) for name, value in item.items()}


def _plain(value: Mapping[str, Any]) -> Any:
    ((kind, held),) = value.items()
    match kind:
        case "N":
            return int(held) if held.lstrip("-").isdigit() else float(held)
        case "M":
            return plain(held)
        case "L":
            return [_plain(one) for one in held]
        case "NULL":
            return None
    return held
