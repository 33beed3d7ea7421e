"""Repositories into which a copy goes as digital inventory: an adapter is one file here.

What is shown twice stands there once, and what is withdrawn twice is gone once.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.shown import Shown
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain

Secret = Callable[[str], str]


class Repository(Protocol):
    """One repository; a talk ends in `outcome`, a sentence, and `done`, empty where nothing was
    done because this repository has no place for it."""

    @property
    def name(self) -> str:
        """As configuration names its address."""

    @property
    def label(self) -> str:
        """As people call it."""

    def show(self, copy: Shown) -> Talk:
        """Have it there, as it is now."""

    def withdraw(self, copy: Shown) -> Talk:
        """Have it there no more."""

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call:
        """The call as it goes out."""

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        """How their error is to be taken; None where the talk goes on with this reply."""


def judged(label: str, reply: Reply) -> DeliveryError | None:
    """As HTTP has it: 408, 425, 429 and 5xx pass by themselves, other refusals do not."""
    if reply.ok:
        return None
    told: Mapping[str, str] = {name.lower(): value for name, value in reply.headers.items()}
    asked = told.get("retry-after", "").strip()
    after = float(asked[:9]) if asked.isascii() and asked.isdigit() else None
    if reply.status in (408, 425, 429) or reply.status >= 500:
        return TryAgain(f"{label} answered {reply.status}.", after)
    return Permanent(f"{label} refused it ({reply.status}).")
