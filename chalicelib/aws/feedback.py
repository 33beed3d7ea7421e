"""What came back, as rows: the letter says so, and its request's history; its address rests.

An address that bounced for good or complained has a row under its digest, and is not written to
until somebody lifts it. A letter that is still being handed over is looked at again later.
"""

import contextlib
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.aws import history
from chalicelib.aws.dynamo import Cancelled, Delete, Dynamo, Put
from chalicelib.aws.message_rows import message, row
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import stamp
from chalicelib.domain.errors import Busy, Refused, Unknown
from chalicelib.domain.feedback import Feedback, returned_on, shown
from chalicelib.domain.mime import safe
from chalicelib.domain.people import DESK, Person
from chalicelib.domain.request import Event
from chalicelib.domain.telling import Outgoing, Status

SCHEMA = 1
PK = "suppressed"
#: So many reports are remembered by a letter, to know one that comes twice.
REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class Suppressed:
    """An address that is not written to; `shown` is enough to know it by."""

    id: str
    shown: str
    why: str
    words: str
    since: datetime
    request: str
    letter: str


class Returned:
    """Follows what SES reports, and keeps whom not to write to."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def follow(self, heard: Feedback, now: datetime) -> str:
        """What came of a report: noted, or repeated. Raises Unknown, and Busy where it is early."""
        one = self._letter(heard)
        mark = digest(heard.id)
        if mark in one.feedback:
            return "repeated"
        if one.status is Status.DUE:
            raise Busy("The letter is still being handed over.")
        if heard.suppresses:
            self._suppress(heard, one, now)
        back = heard.final and not heard.others
        changed = replace(one, outcome=heard.words, feedback=(*one.feedback, mark)[-REMEMBERED:])
        if back and one.status in (Status.SENT, Status.UNDELIVERED):
            # A person decides: send it again once the address is right, or give it up.
            changed = replace(changed, status=Status.UNDELIVERED, next_try=now, begun="")
        said = {"to": one.to, "letter": one.facts.get("letter", ""), "why": heard.words}
        line = self._line(one.request, one.version, heard.action, DESK, now, said, mark)
        seen = list(one.feedback) or None
        where = {"status": one.status.value, "tries": one.tries, "feedback": seen}
        try:
            self._dynamo.transact([Put(row(changed), where=where), Put(line, unless_exists=True)])
        except Cancelled as stopped:
            raise Busy("The letter changed meanwhile.") from stopped
        return "noted"

    def refused(self, address: str) -> str:
        """Why this address is not written to; empty where it is."""
        held = self._dynamo.get(PK, digest(address.strip().lower()))
        if held is None:
            return ""
        day = returned_on(datetime.fromisoformat(held["since"]))
        return (
            f"{held['shown']} is not written to since {day}. {held['words']}"
            " Correct the address, or have an administrator lift this."
        )

    def page(
        self, after: str | None = None, limit: int = 100
    ) -> tuple[list[Suppressed], str | None]:
        """One page of the addresses, and the cursor of the next."""
        page = self._dynamo.query(PK, after=after, limit=limit)
        return [suppressed(one) for one in page.rows], page.next

    def lift(self, id: str, by: Person, now: datetime) -> Suppressed:
        """Write to this address again; the history of its request says who decided so."""
        held = self._dynamo.get(PK, id)
        if held is None:
            raise Unknown("No address with this id is suppressed.")
        said = {"address": held["shown"], "why": held["words"]}
        line = self._line(held["request"], 1, "suppression-lifted", by, now, said, id)
        gone = Delete(PK, id, where={"since": held["since"]})
        try:
            self._dynamo.transact([gone, Put(line, unless_exists=True)])
        except Cancelled as stopped:
            raise Refused("Somebody lifted this already.") from stopped
        return suppressed(held)

    def _letter(self, heard: Feedback) -> Outgoing:
        for held in self._dynamo.all(f"lane#mail#{heard.lane}"):
            if held["what"] == "message" and safe(held["id"]) == heard.message:
                return message(held)
        raise Unknown("No letter of ours has this name.")

    def _suppress(self, heard: Feedback, one: Outgoing, now: datetime) -> None:
        for address in heard.addresses:
            held = {
                "pk": PK, "sk": digest(address.strip().lower()), "what": "suppressed", "v": SCHEMA,
                "shown": shown(address), "why": heard.kind, "words": heard.words,
                "since": stamp(now), "request": one.request, "letter": one.id,
            }  # fmt: skip
            # Since when and why is what was said first.
            with contextlib.suppress(Cancelled):
                self._dynamo.write(Put(held, unless_exists=True))

    def _line(
        self, request: str, version: int, action: str, by: Person, now: datetime,
        said: dict[str, str], mark: str,
    ) -> Row:  # fmt: skip
        head = self._dynamo.get(f"request#{request}", "head") or {}
        event = Event(head.get("version", version), now, by.id, by.name, action, said=said)
        return history.line(request, event, f"{stamp(now)}#{mark}")


def suppressed(held: Row) -> Suppressed:
    since = datetime.fromisoformat(held["since"])
    names = ("shown", "why", "words", "request", "letter")
    return Suppressed(id=held["sk"], since=since, **{name: held[name] for name in names})


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
