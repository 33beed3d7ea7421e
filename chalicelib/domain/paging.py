"""Pages of a list that is read whole: a page ends at a record, wherever that stands next time."""

import base64
import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from chalicelib.domain.errors import BadCursor

T = TypeVar("T")
MOST = 50


def page(
    found: Sequence[T], place: Callable[[T], list[str]], cursor: str, limit: str
) -> tuple[list[T], str | None]:
    """Those behind the cursor, fifty at most, and the cursor of the next page.

    `found` is in the order of `place`, which no two records share. Raises BadCursor.
    """
    most = min(int(limit), MOST) if limit.isdecimal() and limit.isascii() else MOST
    after = opened(cursor) if cursor else []
    rest = [one for one in found if place(one) > after] if after else list(found)
    shown = rest[: most or MOST]
    return shown, sealed(place(shown[-1])) if len(rest) > len(shown) else None


def sealed(place: list[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def opened(cursor: str) -> list[str]:
    try:
        place = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", True))
    except (ValueError, RecursionError) as damaged:
        raise BadCursor("The cursor is damaged.") from damaged
    if not isinstance(place, list) or not all(isinstance(part, str) for part in place):
        raise BadCursor("The cursor is damaged.")
    return place
