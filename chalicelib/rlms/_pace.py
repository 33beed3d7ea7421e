"""Not oftener than they like: a sender makes at most so many calls a second to each system.

Alma allows ten a second to an institution (facts, 2.3); senders beside this one are told by 429.
"""

import time
from collections import defaultdict, deque
from collections.abc import Callable

from chalicelib.domain.calls import Call, Reply

PER_SECOND = 10


class Paced:
    """A caller that waits before the call that would be one too many within a second."""

    def __init__(
        self,
        call: Callable[[str, Call], Reply],
        per_second: int = PER_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._call = call
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=per_second))

    def __call__(self, receiver: str, call: Call) -> Reply:
        last = self._last[receiver]
        if len(last) == last.maxlen and (wait := last[0] + 1.0 - self._clock()) > 0:
            self._sleep(wait)
        last.append(self._clock())
        return self._call(receiver, call)
