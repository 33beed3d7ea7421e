"""What was decided, told to the world: one lane at a time, in order, as often as it takes.

A row is settled only after its receiver took it, and only while the lane is still ours; whoever is
killed in between leaves a row that is due. So everything is told at least once, and each talk
looks before it does what may not be done twice. How one lane is told is in turn.py.
"""

import json
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.places import Place
from chalicelib.domain.request import Request
from chalicelib.domain.sending import Adapter, Allowing, Messages
from chalicelib.domain.telling import Contact, LeaseLost, Outgoing
from chalicelib.turn import LONGEST_RUN, Turn


def log_line(line: Mapping[str, object]) -> None:
    """One line of JSON for an outcome; never a body, a name, an address, a token or a link."""
    print(json.dumps(line), file=sys.stderr, flush=True)


@dataclass(frozen=True, kw_only=True)
class Relay:
    """The sender. Its parts are handed in; it knows no network, no table and no clock.

    `work` starts what another part of the desk itself does (a reading copy, a text layer), and
    answers in words.
    """

    messages: Messages
    load: Callable[[str], Request]
    learn: Callable[[str, Mapping[str, Any]], object]
    adapters: Mapping[str, Adapter]
    call: Callable[[str, Call], Reply]
    mail: Callable[[Outgoing, Request], None]
    ring: Callable[[Sequence[str], float], None]
    note: Callable[[str, Contact, bool], None]
    clock: Callable[[], datetime]
    public_url: str
    work: Callable[[Outgoing, Request], str]
    permissions: Allowing | None = None
    places: Callable[[str, Request], Sequence[Place]] = lambda rlms, request: ()
    spread: Callable[[], float] = lambda: random.uniform(0.8, 1.2)
    log: Callable[[Mapping[str, object]], None] = log_line

    def run(self, lane: str, seconds: float = LONGEST_RUN) -> None:
        """Tell what is due in this lane, in order; nothing where somebody else is at it.

        After so many seconds it stops between two calls, and rings for what is left.
        """
        turn = Turn(self, lane, seconds)
        while turn.take():
            try:
                turn.tell_all()
            except LeaseLost:
                return
            finally:
                self.messages.release(lane, turn.holder)
            # Whoever rang while the lane was ours went away again, so we look once more.
            if not turn.next():
                return
            if turn.is_over():
                self.ring([lane], 0)
                return
