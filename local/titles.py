"""Titles for a demonstration or a test: with a number that no other title has."""

import time
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Title:
    """A book of its own, so that nothing that was copied before counts with it."""

    title: str
    isbn: str
    pages: int | None = None

    @classmethod
    def new(cls, title: str, pages: int | None = None) -> "Title":
        """The number is made of the time, in microseconds; its check digit is right."""
        body = f"978{time.time_ns() // 1000 % 10**9:09}"
        check = -sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(body)) % 10
        return cls(title, f"{body}{check}", pages)

    @property
    def short(self) -> str:
        """The ISBN-10, hyphenated as somebody might type it."""
        body = self.isbn[3:12]
        check = sum(int(digit) * (10 - place) for place, digit in enumerate(body))
        return f"{body[0]}-{body[1:4]}-{body[4:]}-{'0123456789X'[-check % 11]}"

    @property
    def record(self) -> dict[str, Any]:
        """What is sent to the desk to have it filed."""
        known = {"title": self.title, "isbn": self.isbn, "kind": "book"}
        return known | ({"pages": self.pages} if self.pages else {})
