"""Telling the world: a message on its way, how a try went, and when the next one is due.

DeliveryError
├── TryAgain      it passes by itself: the same again later
│   └── NotYet    and it is not the receiver who is not ready
└── Permanent     it does not pass: a person has to look
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

#: Seconds to wait after the first, second, ... failure, as Standard Webhooks advises; then no more.
BACKOFF = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
LONGEST_WAIT = 86_400.0
#: So many failures in a row, over all lanes of a receiver, and it is left alone for a while.
IN_A_ROW = 5
FIRST_REST, LONGEST_REST, PROBE = 30.0, 900.0, 30.0


#: What another part of the desk itself does beside the request, each in lanes of its own.
TASKS = frozenset({"reading-copy", "text-layer", "inventory", "put-together"})


class DeliveryError(Exception):
    """A message was not taken. `why` is a sentence for staff and never reaches a log."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.after = after


class TryAgain(DeliveryError):
    """It passes by itself; `after` is how long they asked us to wait at least, in seconds."""


class NotYet(TryAgain):
    """The desk itself lacks something that is on its way; the receiver is not to blame."""


class Permanent(DeliveryError):
    """The same again would be refused again."""


class LeaseLost(Exception):
    """Somebody else holds the lane by now: what we know of it may not be written."""


class Status(StrEnum):
    DUE = "due"
    SENT = "sent"
    SUPERSEDED = "superseded"
    UNDELIVERED = "undelivered"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message row. `place` is its place in the lane; `begun` is when a mail was handed over.

    `overtaken`: a later status of the same request stands in the lane, whatever became of it.
    `answer` is the beginning of what they last answered, for staff; `decided` is who sent it
    again or gave it up, and when. `failed_on` is when its receiver last failed it, for a reason
    that passes, and `free_on` until when they asked us to wait; `own_try` is the time that it had
    by itself, where it was brought forward because its receiver is well again. `feedback` are marks
    of what the mail service reported of it afterwards.
    """

    id: str
    lane: str
    place: str
    request: str
    version: int
    to: str
    kind: str
    at: datetime
    next_try: datetime
    status: Status = Status.DUE
    tries: int = 0
    outcome: str = ""
    begun: str = ""
    overtaken: bool = False
    answer: str = ""
    decided: "Decided | None" = None
    failed_on: datetime | None = None
    free_on: datetime | None = None
    own_try: datetime | None = None
    feedback: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def receiver(self) -> str:
        """Who is called: a reading-list system, or `mail` whoever the letter is for."""
        return receiver_of(self.lane)

    @property
    def unfailed(self) -> "Outgoing":
        """The same without its failures, which are nobody's business once it is settled."""
        return replace(self, failed_on=None, free_on=None, own_try=None)

    def is_early(self, now: datetime) -> bool:
        """Whether it was brought forward, and its own time has not come."""
        return self.own_try is not None and now < self.own_try


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's word about a message that nobody took."""

    what: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """One time that a system was called: when, what for, and in words what came of it."""

    at: datetime
    what: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Connection:
    """The last time that a system took what was said, and the last time that it did not."""

    success: Contact | None = None
    failure: Contact | None = None

    @property
    def is_well(self) -> bool | None:
        """How it went last; None where nothing was ever said."""
        if self.success and self.failure:
            return self.success.at >= self.failure.at
        return bool(self.success) if self.success or self.failure else None


def receiver_of(lane: str) -> str:
    return lane.split("#")[1]


def wait(tries: int, after: float | None, spread: float) -> float | None:
    """Seconds to wait after so many failed tries; None when the last has been.

    `spread` (0.8 to 1.2, say) keeps those who failed together from coming back together; the time
    that they asked for is honoured up to a day.
    """
    if tries > len(BACKOFF):
        return None
    return max(BACKOFF[tries - 1] * spread, min(after or 0.0, LONGEST_WAIT))


@dataclass(frozen=True, slots=True)
class Circuit:
    """Whether a receiver is well. While it rests nothing is sent and no try is spent."""

    failures: int = 0
    rests_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is left alone, but for one message now and then."""
        return self.failures >= IN_A_ROW

    def rests(self, now: datetime) -> bool:
        return self.rests_until is not None and now < self.rests_until

    def probing(self, now: datetime) -> "Circuit":
        """As it stands while one message, and only one, tries whether the receiver is back."""
        return Circuit(self.failures, now + timedelta(seconds=PROBE))

    def failed(self, now: datetime) -> "Circuit":
        """One more failure in a row: from the fifth on it rests, longer each time."""
        failures = self.failures + 1
        if failures < IN_A_ROW:
            return Circuit(failures)
        rest = min(LONGEST_REST, FIRST_REST * 2.0 ** min(failures - IN_A_ROW, 10))
        return Circuit(failures, now + timedelta(seconds=rest))
