"""What may come of one write, told between the desk and its table."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Click:
    """One click of a person: its Idempotency-Key and a digest of what it said."""

    key: str
    digest: str


class AlreadyDone(Exception):
    """This click was carried out before; `row` is what was written about it then."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        super().__init__("done before")
        self.row = row


class TakenBack(Exception):
    """The list took this very request back before it came."""


class OtherWords(Exception):
    """The key was used before, and something else was said with it."""


class IdTaken(Exception):
    """The drawn id belongs to another request: draw again."""


def digest(action: str, said: object) -> str:
    """What a click said, as a digest: a key that comes back with other words is refused."""
    words = json.dumps([action, said], sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()
