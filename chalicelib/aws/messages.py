"""What is to be told, as rows: the row is the truth about a message, a queue is only its bell.

A lane is a receiver and an object of theirs; what stands in one lane is told in order, by whoever
holds its lease. Messages that are due, and those that were given back, stand on shelves (`due`,
`undelivered`) of the sparse index; a settled row leaves it.
"""

import contextlib
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.aws import history, recovery
from chalicelib.aws.dynamo import Cancelled, Check, Delete, Dynamo, Put
from chalicelib.aws.message_rows import SCHEMA, lane_of, message, row
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import from_plain, stamp, to_plain
from chalicelib.domain.errors import Refused, Unknown
from chalicelib.domain.feedback import shown
from chalicelib.domain.letters import readdressed, unaddressed, why_not
from chalicelib.domain.people import DESK, Person
from chalicelib.domain.permissions import KIND
from chalicelib.domain.request import Event, Request
from chalicelib.domain.telling import (
    TASKS,
    Circuit,
    Decided,
    LeaseLost,
    Outgoing,
    Status,
    receiver_of,
)

LEASE = "lease"
#: Lanes that one sweep rings; the rest come a minute later.
MOST_LANES = 1_000


class Messages:
    """The rows of what is to be told. Every write about a message holds only with its lane."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def post(self, one: Outgoing) -> None:
        """A message that comes of no move; the same one again is not written twice."""
        with contextlib.suppress(Cancelled):
            self._dynamo.write(Put(row(one), unless_exists=True))

    def was_posted(self, lane: str, message_id: str) -> bool:
        """Whether this message stands in its lane, whatever came of it."""
        return any(row.get("id") == message_id for row in self._dynamo.all(lane))

    def due(self, lane: str) -> list[Outgoing]:
        """What stands in the lane and is due now or later, in order, and what overtakes what."""
        all_of_it = [message(one) for one in self._dynamo.all(lane) if one["what"] == "message"]
        latest: dict[str, int] = {}
        for one in all_of_it:
            if one.kind == "status":
                latest[one.request] = max(one.version, latest.get(one.request, 0))
        return [
            replace(one, overtaken=one.kind == "status" and one.version < latest[one.request])
            for one in all_of_it
            if one.status is Status.DUE
        ]

    def lease(self, lane: str, holder: str, now: datetime, seconds: float) -> bool:
        """Take the lane, or keep it; False where somebody else has it."""
        held = self._dynamo.get(lane, LEASE)
        if held and held["holder"] != holder and datetime.fromisoformat(held["expires"]) > now:
            return False
        taken = {
            "pk": lane, "sk": LEASE, "what": LEASE, "v": SCHEMA, "holder": holder,
            "expires": stamp(now + timedelta(seconds=seconds)),
        }  # fmt: skip
        where = {name: held[name] for name in ("holder", "expires")} if held else {}
        try:
            self._dynamo.write(Put(taken, unless_exists=not held, where=where))
        except Cancelled:
            return False
        return True

    def release(self, lane: str, holder: str) -> None:
        """Give the lane back; nothing happens where it was lost meanwhile."""
        with contextlib.suppress(Cancelled):
            self._dynamo.write(Delete(lane, LEASE, where={"holder": holder}))

    def begin(self, one: Outgoing, holder: str, now: datetime) -> None:
        """Write down that something which cannot be taken back is being handed over now."""
        self._write(one, replace(one, begun=stamp(now)), holder)

    def settle(self, one: Outgoing, holder: str, status: Status, outcome: str) -> None:
        """Sent, superseded: the last word about a message. Raises LeaseLost, as do the next two."""
        tries = one.tries + 1 if status is Status.SENT else one.tries
        told = replace(one.unfailed, status=status, outcome=outcome, tries=tries)
        self._write(one, told, holder)

    def take_back(self, one: Outgoing, holder: str, now: datetime) -> None:
        """A letter that is no longer true and had not gone out; the history says so."""
        head = self._dynamo.get(f"request#{one.request}", "head") or {}
        why = why_not(one)
        said = {"to": one.to, "letter": one.facts.get("letter", ""), "why": why}
        version = head.get("version", one.version)
        event = Event(version, now, DESK.id, DESK.name, "letter-taken-back", said=said)
        line = Put(history.line(one.request, event, f"{stamp(now)}#{one.id}"), True)
        told = replace(one.unfailed, status=Status.SUPERSEDED, outcome=why)
        self._write(one, told, holder, line)

    def later(
        self, one: Outgoing, holder: str, next_try: datetime, outcome: str, tries: int
    ) -> None:
        """It stays due, from then on."""
        changed = replace(one, next_try=next_try, outcome=outcome, tries=tries, begun="")
        self._write(one, changed, holder)

    def undelivered(
        self, one: Outgoing, holder: str, now: datetime, outcome: str, tries: int
    ) -> None:
        """It goes to the people at the desk, with its reason."""
        changed = replace(one.unfailed, status=Status.UNDELIVERED, next_try=now, outcome=outcome)
        changed = replace(changed, tries=tries, begun="")
        self._write(one, changed, holder)

    def _write(self, before: Outgoing, after: Outgoing, holder: str, *more: Put) -> None:
        here = Put(row(after), where={"status": before.status.value, "tries": before.tries})
        try:
            self._dynamo.transact([here, Check(before.lane, LEASE, {"holder": holder}), *more])
        except Cancelled as stopped:
            raise LeaseLost(before.lane) from stopped

    def of(self, request: Request) -> list[Outgoing]:
        """All that was told or is to be told about a request, oldest first."""
        lanes = {lane_of(request, kind) for kind in ("mail", KIND, "status", *TASKS)}
        found = [
            message(one)
            for lane in lanes
            for one in self._dynamo.all(lane)
            if one.get("request") == request.id
        ]
        return sorted(found, key=lambda one: (one.version, one.id))

    def all_undelivered(
        self, after: str | None = None, limit: int = 100
    ) -> tuple[list[Outgoing], str | None]:
        """One page of what nobody took, the latest first, and the cursor of the next."""
        page = self._dynamo.query(
            "undelivered", index="shelf", newest_first=True, after=after, limit=limit
        )
        return [message(one) for one in page.rows], page.next

    def send_again(self, message_id: str, by: Person, now: datetime, address: str = "") -> Outgoing:
        """Due once more with all its tries, a letter to another address where one is said.

        Refused where it no longer stands undelivered, NotUnderstood where that is no address.
        """
        return self._decide(message_id, "send-again", by, now, Status.DUE, address)

    def give_up(self, message_id: str, by: Person, now: datetime) -> Outgoing:
        """Nobody will be told; the row stays and says so, without an address typed for it."""
        return self._decide(message_id, "give-up", by, now, Status.GIVEN_UP)

    def _decide(
        self, message_id: str, what: str, by: Person, now: datetime, status: Status,
        address: str = "",
    ) -> Outgoing:  # fmt: skip
        """Who decided what and when stands with the message, and in the request's history."""
        one = self._undelivered(message_id)
        changed = readdressed(one, address) if status is Status.DUE else unaddressed(one)
        changed = replace(changed, status=status, decided=Decided(what, by.id, by.name, now))
        if status is Status.DUE:
            changed = replace(changed, tries=0, next_try=now)
        head = self._dynamo.get(f"request#{one.request}", "head") or {}
        told = {"to": one.to, "message": one.kind, "why": one.outcome}
        if address:
            # The history is kept for ever and names nobody who asked.
            told["address"] = shown(address)
        event = Event(head.get("version", one.version), now, by.id, by.name, what, said=told)
        line = history.line(one.request, event, f"{stamp(now)}#{one.id}")
        standing = {"status": Status.UNDELIVERED.value}
        try:
            self._dynamo.transact([Put(row(changed), where=standing), Put(line, True)])
        except Cancelled as stopped:
            raise Refused("Somebody has decided about this message already.") from stopped
        return changed

    def _undelivered(self, message_id: str) -> Outgoing:
        """The message with this id; the shelf holds only what is waiting for a person."""
        for held in self._dynamo.all("undelivered", index="shelf"):
            if held["id"] == message_id:
                return message(held)
        raise Unknown("No undelivered message has this id.")

    def lanes_due(self, now: datetime) -> list[str]:
        """Lanes with something due, at most a thousand; the longest waiting first."""
        lanes: dict[str, None] = {}
        due = self._dynamo.all("due", index="shelf", until=stamp(now), fields=["pk"])
        for held in due:
            lanes[held["pk"]] = None
            if len(lanes) == MOST_LANES:
                break
        return list(lanes)

    def due_by_receiver(self) -> Counter[str]:
        """How many messages wait for each receiver."""
        due = self._dynamo.all("due", index="shelf", fields=["pk"])
        return Counter(receiver_of(held["pk"]) for held in due)

    def well_again(self, receiver: str, now: datetime) -> None:
        """A receiver that rested took something: what it failed before need not wait so long."""
        recovery.begin(self._dynamo, receiver, now)

    def hasten(self, now: datetime) -> None:
        """Bring forward what waits for receivers that are well again, some each time."""
        recovery.go_on(self._dynamo, now)

    def circuit(self, receiver: str) -> Circuit:
        held = self._dynamo.get(f"circuit#{receiver}", "circuit")
        return from_plain(Circuit, held) if held else Circuit()

    def put_circuit(self, receiver: str, before: Circuit, after: Circuit) -> bool:
        """Change it from what was seen; False where somebody else changed it first."""
        well = Circuit()
        key = {"pk": f"circuit#{receiver}", "sk": "circuit"}
        whole = key | {"what": "circuit", "v": SCHEMA} | to_plain(after)
        try:
            if after == well:
                # A receiver that is well has no row.
                self._dynamo.write(Delete(**key, where=seen(before)))
            elif before == well:
                self._dynamo.write(Put(whole, unless_exists=True))
            else:
                self._dynamo.write(Put(whole, where=seen(before)))
        except Cancelled:
            return False
        return True


def seen(circuit: Circuit) -> Row:
    until = circuit.rests_until
    return {"failures": circuit.failures, "rests_until": stamp(until) if until else None}
