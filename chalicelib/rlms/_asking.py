"""One question put to a list's own system while somebody waits: answered soon, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.places import Place
from chalicelib.domain.talks import carried_out
from chalicelib.domain.telling import DeliveryError, TryAgain
from chalicelib.rlms._adapter import Adapter

#: The gateway waits 29 seconds, and the last call may take ten of them.
PATIENCE = timedelta(seconds=12)


class Index(Protocol):
    def of_item(self, rlms: str, item: str, now: datetime) -> Sequence[Place]: ...


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks; what goes wrong is a sentence, because the answer is then that it is not known."""

    adapters: Mapping[str, Adapter]
    call: Callable[[str, Call], Reply]
    index: Index
    clock: Callable[[], datetime]

    def item(self, rlms: str, citation: str) -> tuple[Mapping[str, Any], str]:
        """What is known of an item, and in words why there is no more."""
        adapter, ends = self.adapters[rlms], self.clock() + PATIENCE

        def ask(call: Call) -> Reply:
            if self.clock() >= ends:
                raise TryAgain(f"{adapter.label} did not answer in time.")
            return self.call(rlms, call)

        known = self.index.of_item(rlms, citation, self.clock())
        try:
            return carried_out(adapter.examine(citation, known), ask, adapter.judge), ""
        except DeliveryError as trouble:
            return {}, trouble.why
