"""What CLA's permission service says of a title: three answers, each with a day until it holds.

The question is put outside the way in, as a message of its own: a request waits for no answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from chalicelib.domain.telling import Outgoing

if TYPE_CHECKING:  # request.py holds the answers, so it is known here by name only
    from chalicelib.domain.request import Change, Request
    from chalicelib.domain.terms import Terms

RECEIVER, KIND = "cla", "permission"
AGAIN = "check-again"


class Allowed(StrEnum):
    YES = "allowed"
    NO = "not-allowed"
    UNKNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class Use:
    """Whether one use is allowed, and the service's own words for it."""

    allowed: Allowed = Allowed.UNKNOWN
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """The answer about one title. `why` says why nothing is known; `found` that CLA knows it."""

    isn: str
    checked_on: date
    valid_until: date
    photocopying: Use = Use()
    scanning: Use = Use()
    digital: Use = Use()
    found: bool = True
    title: str = ""
    why: str = ""

    @property
    def is_known(self) -> bool:
        return not self.why

    @property
    def uses(self) -> Mapping[str, Use]:
        return {
            "photocopying": self.photocopying,
            "scanning": self.scanning,
            "digital": self.digital,
        }

    @property
    def coverage(self) -> str:
        """Covered where scanning or copying of digital originals is allowed; unknown is no yes."""
        if self.why:
            return "not-known"
        if not self.found:
            return "not-found"
        said = {self.scanning.allowed, self.digital.allowed}
        if Allowed.YES in said:
            return "covered"
        return "not-known" if Allowed.UNKNOWN in said else "excluded"

    @property
    def words(self) -> str:
        """What they said, in their own words."""
        if self.why:
            return self.why
        if not self.found:
            return "CLA does not know this title."
        named = ((name.capitalize(), use) for name, use in self.uses.items())
        return "; ".join(f"{name}: {use.words or 'no answer'}" for name, use in named)


def isn_of(request: "Request | None") -> str:
    """The number by which CLA is asked about a request's title; empty where it has none."""
    work = request.work if request else None
    return (work.isbn or work.issn) if work else ""


def raised(before: "Request | None", change: "Change", terms: "Terms") -> "Change":
    """The change with the question that it raises: a new title, or *check again*.

    Nothing is asked where no service is configured, and none of a request that is closed.
    """
    from chalicelib.domain.request import Message

    isn, again = isn_of(change.request), change.event.action == AGAIN
    new = change.request.is_open and isn != isn_of(before)
    if not (terms.asks_cla and isn and (new or again)):
        return change
    facts = {"isn": isn} | ({"again": "yes"} if again else {})
    return replace(change, messages=(*change.messages, Message(RECEIVER, KIND, facts)))


def question(isn: str, now: datetime) -> Outgoing:
    """The message of somebody who asks about a title alone: once an hour is enough."""
    name = f"isn-{isn}-{now:%Y-%m-%dT%H}"
    return Outgoing(
        id=name,
        lane=f"lane#{RECEIVER}#isn-{isn}",
        place=name,
        request="",
        version=0,
        to=RECEIVER,
        kind=KIND,
        at=now,
        next_try=now,
        facts={"isn": isn},
    )


def lapsed(said: Permissions, today: date) -> bool:
    """It is to be asked again."""
    return not said.is_known or said.valid_until < today
