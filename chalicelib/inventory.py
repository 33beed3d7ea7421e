"""Digital inventory: what is delivered into the repository stands there, and goes when it closes.

The message says only that something changed: what is to stand there is looked at when it is told,
so an old message never brings back what was withdrawn since.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from chalicelib.domain import shown
from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.delivery import is_shown
from chalicelib.domain.request import Request
from chalicelib.domain.talks import carried_out
from chalicelib.domain.telling import DeliveryError, Outgoing, Permanent

NOBODY = "No repository is set up for digital inventory: see docs/delivery.md."


class Repository(Protocol):
    """One repository (library/_repository.py has the whole contract)."""

    @property
    def name(self) -> str: ...
    def show(self, copy: shown.Shown) -> Talk: ...
    def withdraw(self, copy: shown.Shown) -> Talk: ...
    def judge(self, call: Call, reply: Reply) -> DeliveryError | None: ...


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """Tells each repository there is, one after the other; a repeat does nothing twice."""

    repositories: Sequence[Repository]
    call: Callable[[str, Call], Reply]
    public_url: str

    def __call__(self, one: Outgoing, request: Request) -> str:
        """What became of it, in words; Permanent where no repository has a place for it."""
        if not self.repositories:
            raise Permanent(NOBODY)
        copy, told = shown.of(request, self.public_url), []
        for there in self.repositories:
            talk = there.show(copy) if is_shown(request) else there.withdraw(copy)
            told.append(carried_out(talk, self._ask(there, one), there.judge))
        words = " ".join(facts["outcome"] for facts in told)
        if not any(facts["done"] for facts in told):
            raise Permanent(words)
        return words

    def _ask(self, there: Repository, one: Outgoing) -> Callable[[Call], Reply]:
        return lambda call: self.call(there.name, replace(call, message=one.id))
