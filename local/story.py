"""How the demonstration speaks: a line for what was seen, and a full stop where it is not so."""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 90.0
Seen = TypeVar("Seen")


class NotAsItMustBe(Exception):
    """A step of the story went otherwise: what was looked at, what it must be, what it was."""

    def __init__(self, what: str, expected: object, seen: object) -> None:
        super().__init__(what)
        self.what, self.expected, self.seen = what, expected, seen


class Story:
    """Tells the steps on a terminal or into a file."""

    def __init__(self) -> None:
        self._coloured = sys.stdout.isatty()
        self._began = time.monotonic()
        self.title = "before the first step"
        self._steps = 0

    def step(self, title: str) -> None:
        """Begin a step."""
        self.title = title
        self._steps += 1
        print(f"\n{self._paint('1', title)}", flush=True)

    def saw(self, words: str) -> None:
        """Something was as it must be."""
        print(f"  {self._paint('32', 'ok')}  {words}", flush=True)

    def note(self, words: str) -> None:
        """Something worth knowing."""
        print(f"  --  {words}", flush=True)

    def end(self) -> None:
        """All of it was as it must be."""
        took = time.monotonic() - self._began
        words = f"All {self._steps} steps were as they must be"
        print(f"\n{self._paint('1;32', words)} ({took:.0f} s).")

    def broke(self, why: NotAsItMustBe) -> None:
        """Say what was not, and what was seen instead."""
        print(f"  {self._paint('1;31', 'NO')}  {why.what}", flush=True)
        print(f"      expected: {_short(why.expected)}\n      seen:     {_short(why.seen)}")
        print(f"\nThe demonstration ends here: {self.title}", flush=True)

    def _paint(self, code: str, words: str) -> str:
        return f"\033[{code}m{words}\033[0m" if self._coloured else words


def must(what: str, expected: object, seen: object) -> None:
    """What was seen equals what must be, or the story ends."""
    if expected != seen:
        raise NotAsItMustBe(what, expected, seen)


def until(
    what: str, look: Callable[[], Seen], holds: Callable[[Seen], object], expected: object
) -> Seen:
    """Look again and again until it holds; the story ends when it does not in good time."""
    end = time.monotonic() + PATIENCE
    while True:
        seen = look()
        if holds(seen):
            return seen
        if time.monotonic() > end:
            raise NotAsItMustBe(f"{what}, within {PATIENCE:.0f} s", expected, seen)
        time.sleep(0.3)


def _short(seen: object) -> str:
    text = str(seen)
    return text if len(text) <= 600 else f"{text[:600]} ..."
