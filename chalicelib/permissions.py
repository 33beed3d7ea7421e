"""What CLA allows of a title: asked when somebody wants to know, kept for so many days.

The sender asks (relay.py); a request is told the answer, and that there is none yet, and why. Only
what CLA said is kept as an answer, so that a service that was down is asked the next time.
"""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.errors import DeskError
from chalicelib.domain.permissions import Permissions, lapsed
from chalicelib.domain.telling import DeliveryError, Outgoing


class Service(Protocol):
    """Whom to ask (library/cla.py)."""

    def question(self, isn: str) -> Talk: ...
    def judge(self, call: Call, reply: Reply) -> DeliveryError | None: ...


class Kept(Protocol):
    """The last answer of each title (aws/permissions.py)."""

    def of(self, isn: str) -> Permissions | None: ...
    def keep(self, one: Permissions) -> None: ...


@dataclass(frozen=True, kw_only=True)
class PermissionDesk:
    """Answers questions of requests and of whoever asks about a title alone."""

    service: Service
    kept: Kept
    tell: Callable[[str, Permissions], object]
    today: Callable[[], date]
    days: int = 30

    def known(self, one: Outgoing) -> Permissions | None:
        """What is kept, where it holds and nobody wants it checked again."""
        kept = None if one.facts.get("again") else self.kept.of(one.facts["isn"])
        return kept if kept and not lapsed(kept, self.today()) else None

    def answer(self, one: Outgoing, drive: Callable[[Talk], Mapping[str, Any]]) -> Permissions:
        """What is allowed, by asking; raises DeliveryError."""
        isn = one.facts["isn"]
        found = drive(self.service.question(isn))
        today = self.today()
        until = today + timedelta(days=self.days)
        said = Permissions(isn=isn, checked_on=today, valid_until=until, **found)
        self.kept.keep(said)
        return said

    def hand_over(self, one: Outgoing, said: Permissions) -> None:
        """Tell the request that waits for it; who asked about the title alone reads it there."""
        if one.request:
            self.tell(one.request, said)

    def unanswered(self, one: Outgoing, why: str) -> None:
        """There is no answer for now: said at once, so that nobody waits without knowing it."""
        isn, today = one.facts["isn"], self.today()
        nothing = Permissions(isn=isn, checked_on=today, valid_until=today, why=why)
        stands = self.kept.of(isn)
        # The next try says it again, where somebody was quicker just now.
        with contextlib.suppress(DeskError):
            if stands is None or not stands.is_known:
                self.kept.keep(nothing)
            self.hand_over(one, nothing)
