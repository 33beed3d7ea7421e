"""Personal data in rows of their own, and how it goes when a request is pseudonymised.

The head is rewritten by the move itself; words to be found by go with it, by the stream. History
is never rewritten: it names staff, lists and what was done, and nobody who asked or who reads
(docs/decisions/0014-history-names-no-requester.md).
"""

import contextlib
from dataclasses import replace

from chalicelib.aws.dynamo import Cancelled, Dynamo, Put
from chalicelib.aws.message_rows import row as message_row
from chalicelib.aws.messages import Messages
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain.facts import Original
from chalicelib.domain.letters import unaddressed
from chalicelib.domain.request import Request
from chalicelib.domain.telling import Outgoing, Status

#: What a message row keeps of its facts: which letter it was, which phase was told.
KEPT = ("letter", "phase")
SETTLED = frozenset({Status.SENT, Status.SUPERSEDED, Status.GIVEN_UP})


class Personal:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo
        self._messages = Messages(dynamo)

    def blank(self, request: Request) -> None:
        """What the list wrote, and what came of each letter: without names, addresses and notes.

        Done before the move that takes the names out of the head, and again after a crash.
        """
        held = self._dynamo.get(f"request#{request.id}", "original")
        if held:
            sent = replace(from_plain(Original, held["original"]), notes=(), fields=())
            self._dynamo.put(held | {"original": to_plain(sent)})
        for one in self._messages.of(request):
            bare = without_names(one)
            if bare == one:
                continue
            standing = {
                "status": one.status.value, "tries": one.tries, "begun": one.begun or None
            }  # fmt: skip
            with contextlib.suppress(Cancelled):
                self._dynamo.write(Put(message_row(bare), where=standing))


def without_names(one: Outgoing) -> Outgoing:
    """What may stay of a message; one that is still to be told loses only an address of its own."""
    if one.status not in SETTLED:
        return unaddressed(one)
    facts = {name: value for name, value in one.facts.items() if name in KEPT}
    return replace(one, outcome="", answer="", facts=facts)
