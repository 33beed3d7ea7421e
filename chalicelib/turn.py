"""One holder's time with one lane: what is due is told in order, and each row says what came of it.

A mail cannot look whether it went out: it is marked before it is handed over, and where the mark
stands and nothing else, a person decides.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from chalicelib.domain import letters, permissions
from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.errors import Busy, ChangedMeanwhile, DeskError, Refused, Unknown
from chalicelib.domain.request import Phase, Request
from chalicelib.domain.sending import Allowing, Judge
from chalicelib.domain.talks import carried_out, excerpt
from chalicelib.domain.telling import (
    TASKS,
    Circuit,
    Contact,
    DeliveryError,
    LeaseLost,
    NotYet,
    Outgoing,
    Permanent,
    Status,
    TryAgain,
    wait,
)

if TYPE_CHECKING:  # relay.py makes turns, so it is known here by name only
    from chalicelib.relay import Relay

#: Longer than the longest call (10 s) and the time to the next renewal (another 10 s) together.
LEASE, RENEWED = 30.0, 10.0
#: One run ends before a function of five minutes is ended; what is left is rung again.
LONGEST_RUN = 240.0
PERHAPS = "It may have been sent: the sender was stopped while it was handed over."


class Turn:
    """One holder's time with one lane."""

    def __init__(self, relay: "Relay", lane: str, seconds: float) -> None:
        self.relay = relay
        self.lane = lane
        self.holder = uuid.uuid4().hex
        self.renew_at = relay.clock()
        self.ends = self.renew_at + timedelta(seconds=min(seconds, LONGEST_RUN))
        self.called, self.answer = False, ""

    def take(self) -> bool:
        now = self.relay.clock()
        self.renew_at = now + timedelta(seconds=RENEWED)
        return self.relay.messages.lease(self.lane, self.holder, now, LEASE)

    def is_over(self) -> bool:
        return self.relay.clock() >= self.ends

    def keep(self) -> None:
        """Before each call: the lane is ours for longer than the call can take."""
        if self.relay.clock() >= self.renew_at and not self.take():
            raise LeaseLost(self.lane)

    def next(self) -> Outgoing | None:
        """The first message of the lane, if its time has come or it needs not be told at all."""
        first = next(iter(self.relay.messages.due(self.lane)), None)
        if first and (first.overtaken or first.next_try <= self.relay.clock()):
            return first
        return None

    def tell_all(self) -> None:
        while not self.is_over() and (one := self.next()):
            if one.kind == permissions.KIND:
                self.keep()
                self.tell_permission(one)
                continue
            try:
                request = self.relay.load(one.request)
            except Unknown as gone:
                self.undelivered(one, gone.detail)
                continue
            if request.version > one.version:
                # What overtakes a status is written with the request: by now it can be seen.
                one = self.next() or one
            self.keep()
            if one.overtaken:
                self.settle(one, Status.SUPERSEDED, "")
            elif letters.taken_back(one, request):
                self.relay.messages.take_back(one, self.holder, self.relay.clock())
                self.told(one, Status.SUPERSEDED.value, one.tries)
            else:
                self.tell(one, partial(self.say, one, request))

    def tell(self, one: Outgoing, say: Callable[[], str]) -> None:
        """One message, if its receiver is well; afterwards its row says what became of it."""
        now, messages = self.relay.clock(), self.relay.messages
        circuit = messages.circuit(one.receiver)
        if circuit.rests_until and not circuit.rests(now):
            # One message tries whether they are back; who was not first waits for what it finds.
            probing = circuit.probing(now)
            first = messages.put_circuit(one.receiver, circuit, probing)
            circuit = probing if first else messages.circuit(one.receiver)
            resting = not first and circuit.rests(now)
        else:
            resting = circuit.rests(now)
        if resting:
            return self.rest(one, circuit)
        self.called, self.answer = False, ""
        try:
            outcome = say()
        except DeliveryError as trouble:
            self.failed(replace(one, answer=self.answer), trouble, circuit)
            return self.note(one, trouble.why, went_well=False)
        # What was found out about a person stands in the request, and nowhere twice.
        one = replace(one, answer=self.answer if one.kind == "status" else "")
        self.settle(one, Status.SENT, outcome)
        self.well(one, circuit)
        return self.note(one, outcome, went_well=True)

    def note(self, one: Outgoing, words: str, went_well: bool) -> None:
        """How a system answered, for the page of connections; nothing where it was not asked."""
        if self.called:
            about = f"{one.kind} of {one.request or one.facts.get('isn', '')}"
            self.relay.note(one.to, Contact(self.relay.clock(), about, words), went_well)

    def say(self, one: Outgoing, request: Request) -> str:
        """Say it; the outcome in words where there is more to it than that it was taken."""
        if one.kind == "mail":
            if one.begun:
                raise Permanent(PERHAPS)
            self.relay.messages.begin(one, self.holder, self.relay.clock())
            self.relay.mail(one, request)
            return ""
        if one.kind in TASKS:
            return self.relay.work(one, request)
        adapter = self.relay.adapters.get(one.to)
        if adapter is None:
            raise Permanent(f"No reading-list system is called {one.to}.")
        if one.kind == "enrich":
            talk = adapter.enrich(request, self.relay.places(one.to, request))
            return self.learn(one, self.drive(one, adapter, talk))
        phase = Phase(one.facts.get("phase", request.state.phase))
        home = self.relay.public_url.rstrip("/")
        link = f"{home}/l/{request.link.token}" if request.link else ""
        talk = adapter.report(request, phase, link)
        return str(self.drive(one, adapter, talk).get("outcome", ""))

    def tell_permission(self, one: Outgoing) -> None:
        """What CLA allows of a title; an answer that is kept waits for no service to be back."""
        asker = self.relay.permissions
        if asker is None:
            return self.undelivered(one, "No permission service is set up.")
        said = asker.known(one)
        if said is None:
            return self.tell(one, partial(self.ask_permission, one, asker))
        try:
            outcome = self.hand_over(partial(asker.hand_over, one, said))
        except DeliveryError as trouble:
            return self.failed(one, trouble, Circuit())
        return self.settle(one, Status.SENT, outcome or said.words)

    def ask_permission(self, one: Outgoing, asker: Allowing) -> str:
        said = asker.answer(one, partial(self.drive, one, asker.service))
        return self.hand_over(partial(asker.hand_over, one, said)) or said.words

    def drive(self, one: Outgoing, adapter: Judge, talk: Talk) -> Mapping[str, Any]:
        """Make the calls of a talk one by one, until it ends or one of them fails."""

        def ask(call: Call) -> Reply:
            if self.is_over():
                raise TryAgain("It took longer than one run may take.")
            self.keep()
            self.called, self.answer = True, ""
            reply = self.relay.call(one.to, replace(call, message=one.id))
            self.answer = excerpt(reply)
            return reply

        return carried_out(talk, ask, adapter.judge)

    def learn(self, one: Outgoing, facts: Mapping[str, Any]) -> str:
        """Hand over what was found, beside what the message itself knew."""
        return self.hand_over(partial(self.relay.learn, one.request, {**one.facts, **facts}))

    def hand_over(self, tell: Callable[[], object]) -> str:
        try:
            tell()
        except Refused as late:
            return f"Nothing was added: {late.detail}"
        except (Busy, ChangedMeanwhile) as busy:
            # They answered; what lacks is ours.
            self.called = False
            raise NotYet(busy.detail) from busy
        except DeskError as refused:
            raise Permanent(refused.detail) from refused
        return ""

    def rest(self, one: Outgoing, circuit: Circuit) -> None:
        """Wait for a receiver that does not answer; this spends no try."""
        now = self.relay.clock()
        rest = ((circuit.rests_until or now) - now).total_seconds() + self.relay.spread()
        self.later(one, rest, "Nobody answers there at present.", one.tries)

    def failed(self, one: Outgoing, trouble: DeliveryError, circuit: Circuit) -> None:
        """Later, if that may help and there are tries left; else it is for people to decide."""
        if not isinstance(trouble, TryAgain):
            self.undelivered(one, trouble.why)
            return self.well(one, circuit)
        now, theirs = self.relay.clock(), not isinstance(trouble, NotYet)
        if theirs:
            self.relay.messages.put_circuit(one.receiver, circuit, circuit.failed(now))
        asked = trouble.after or 0.0
        if one.own_try and one.is_early(now):
            # An early try spends none, and leaves the message the time that it had.
            left = max((one.own_try - now).total_seconds(), asked)
            return self.later(replace(one, own_try=None), left, trouble.why, one.tries)
        seconds = wait(one.tries + 1, asked, self.relay.spread())
        if seconds is None:
            return self.undelivered(one, f"Given up after {one.tries + 1} tries. {trouble.why}")
        free = now + timedelta(seconds=min(asked, seconds)) if asked else None
        one = replace(one, failed_on=now if theirs else None, free_on=free, own_try=None)
        return self.later(one, seconds, trouble.why, one.tries + 1)

    def well(self, one: Outgoing, circuit: Circuit) -> None:
        """They answered. Where they had been left alone, what they failed need not wait so long."""
        if circuit.is_open:
            self.relay.messages.well_again(one.receiver, self.relay.clock())
        if circuit != Circuit():
            self.relay.messages.put_circuit(one.receiver, circuit, Circuit())

    def settle(self, one: Outgoing, status: Status, outcome: str) -> None:
        self.relay.messages.settle(one, self.holder, status, outcome)
        self.told(one, status.value, one.tries + (status is Status.SENT))

    def later(self, one: Outgoing, seconds: float, why: str, tries: int) -> None:
        next_try = self.relay.clock() + timedelta(seconds=seconds)
        if one.kind == permissions.KIND and self.relay.permissions:
            self.relay.permissions.unanswered(one, why)
        self.relay.messages.later(one, self.holder, next_try, why, tries)
        self.told(one, "later", tries)
        self.relay.ring([one.lane], seconds)

    def undelivered(self, one: Outgoing, why: str) -> None:
        if one.kind == permissions.KIND:
            # The request itself says so, and offers to check again: no more is to be decided.
            if self.relay.permissions:
                self.relay.permissions.unanswered(one, why)
            return self.settle(one, Status.GIVEN_UP, why)
        now, tries = self.relay.clock(), one.tries + 1
        self.relay.messages.undelivered(one, self.holder, now, why, tries)
        return self.told(one, "undelivered", tries)

    def told(self, one: Outgoing, outcome: str, tries: int) -> None:
        line = {"outcome": outcome, "request": one.request, "to": one.to, "kind": one.kind}
        self.relay.log(line | {"tries": tries})
