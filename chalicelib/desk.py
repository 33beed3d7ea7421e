"""The desk: load, decide, write once. What is decided stands in the domain; this only carries it.

No outgoing call is ever made from here: what must be told is written down beside the change, in
the same transaction, and `relay.py` says it afterwards.
"""

import hashlib
import itertools
import json
import random
import secrets
import time
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.domain import intake
from chalicelib.domain.errors import (
    ChangedMeanwhile,
    DeskError,
    NotUnderstood,
    Refused,
    VersionNotSaid,
)
from chalicelib.domain.kept import Records, Requests
from chalicelib.domain.people import DESK, Person, the_list
from chalicelib.domain.remarks import OPEN_TWIN, SWITCHED_OFF
from chalicelib.domain.request import Change, Citation, Request, State
from chalicelib.domain.terms import Moment, Terms
from chalicelib.domain.writes import AlreadyDone, Click, IdTaken

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TRIES = 12


def draw() -> tuple[str, int]:
    """A new request's id, eight characters that nobody misreads, and its 31-bit number."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(8)), secrets.randbelow(2**31 - 1) + 1


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk with its parts. All that changes a request comes through here.

    `notify` are the systems whose new requests are mailed to the staff at once.
    """

    table: Requests
    records: Records
    clock: Callable[[], datetime]
    people: Callable[[str], Person | None] = lambda person_id: None
    terms: Terms = Terms()
    notify: Container[str] = ()
    draw: Callable[[], tuple[str, int]] = draw
    sleep: Callable[[float], None] = time.sleep

    def hear(self, rlms: str, heard: intake.Heard) -> intake.Outcome:
        """Act on what a reading list sent; a repeat answers the request that stands already."""
        match heard:
            case intake.Asked():
                return self._receive(rlms, heard)
            case intake.Referred():
                return self._refer(rlms, heard)
            case intake.Withdrawn(key):
                return self._withdraw(rlms, key)
            case intake.Noted(key, remark):
                return self._note(rlms, key, remark)
            case intake.SetAside(why):
                return intake.Outcome("set-aside", why=why)
        return intake.Outcome("ignored", why=heard.why)

    def _receive(self, rlms: str, asked: intake.Asked) -> intake.Outcome:
        """A repeat answers what stands; a key that may come again does so once that has ended."""
        for generation in itertools.count(1):
            key = f"{asked.key}#{generation}" if asked.may_come_again else asked.key
            request_id, is_new = self._take_in(asked, rlms, key)
            outcome = "received" if is_new else "known"
            if not asked.may_come_again:
                return intake.Outcome(outcome, request_id)
            request = self.table.load(request_id)
            if is_new or not request.is_ended:
                return intake.standing(outcome, request)
        raise AssertionError("counting does not end")

    def _refer(self, rlms: str, referred: intake.Referred) -> intake.Outcome:
        """What was rejected is opened again, what is open is told; anything else is asked anew."""
        request = self._newest(rlms, referred.asked)
        if request is None or (request.is_ended and request.state is not State.REJECTED):
            return self._receive(rlms, referred.asked)
        said, by = {"note": referred.words}, the_list(rlms)
        click = Click(f"list:{referred.once}", digest("refer", said))
        action = "reopen" if request.state is State.REJECTED else "note"
        try:
            request = self._settle(request.id, action, said, by, click)
        except Refused:
            # Somebody reopened it between our look and our write: the words are what is left.
            request = self._settle(request.id, "note", said, by, click)
        return intake.standing("referred", request)

    def _newest(self, rlms: str, asked: intake.Asked) -> Request | None:
        """The last that came of this key, whatever became of it."""
        newest = None
        for generation in itertools.count(1):
            key = f"{asked.key}#{generation}" if asked.may_come_again else asked.key
            found = self.table.marked(rlms, key)
            if found is None or found == newest:
                break
            newest = found
        return self.table.load(newest) if newest else None

    def _take_in(self, asked: intake.Asked, rlms: str, key: str) -> tuple[str, bool]:
        while True:
            remarks = self._remarks(asked, rlms)
            change = intake.receive(asked, rlms, *self.draw(), self.clock(), remarks)
            change = self._recognised(change, asked)
            try:
                stands = self.table.take_in(change, asked.original, key)
            except IdTaken:
                continue
            return stands, stands == change.request.id

    def _recognised(self, change: Change, asked: intake.Asked) -> Change:
        """With the course and the title that the library has; what is asked for comes later."""
        course = self.records.course(asked.original.course_code)
        isn = "" if asked.enrich else intake.normal(asked.original.isn)
        works = self.records.works(isn=isn) if isn else []
        today = change.event.at.astimezone(self.terms.zone).date()
        return intake.recognised(change, course, works, today, change.request.rlms in self.notify)

    def _remarks(self, asked: intake.Asked, rlms: str) -> tuple[str, ...]:
        """What a list should have asked for first; nothing is lost for it, staff only see it."""
        off = (rlms, asked.kind.value) in self.terms.switched_off
        twin = self.table.open_for(rlms, asked.theirs.get("citation_id", ""))
        return (SWITCHED_OFF,) * off + (OPEN_TWIN,) * bool(twin)

    def _note(self, rlms: str, key: str, remark: str) -> intake.Outcome:
        """What happened over there is remarked on what is open here; told twice, once."""
        request_id = self.table.marked(rlms, key)
        if request_id is None:
            return intake.Outcome("ignored", why="The desk knows no such request.")
        try:
            self._settle(request_id, "remark", {"remark": remark}, the_list(rlms))
        except Refused as closed:
            return intake.Outcome("ignored", request_id, closed.detail)
        return intake.Outcome("noted", request_id)

    def _withdraw(self, rlms: str, key: str) -> intake.Outcome:
        """Cancel what is open; anything else is the echo of our own call and changes nothing."""
        request_id = self.table.marked(rlms, key)
        if request_id is None:
            return intake.Outcome("ignored", why="The desk knows no such request.")
        request = self.table.load(request_id)
        if not request.is_open or request.rejection:
            return intake.Outcome("ignored", request_id, "It is closed here already.")
        try:
            self._settle(request_id, "cancel", {}, the_list(rlms))
        except Refused as closed:
            # Somebody closed it between our look and our write, perhaps the same delivery.
            return intake.Outcome("ignored", request_id, closed.detail)
        return intake.Outcome("withdrawn", request_id)

    def start(self, said: Mapping[str, Any], by: Person, key: str) -> str:
        """A request that staff start from an ISN or a title: it begins in *active* (A007)."""
        from chalicelib.domain import self_started

        click = f"{by.id}:{key or secrets.token_hex(16)}:{digest('start', said)}"
        asked = self_started.heard(said, click, self.clock())
        works = self.records.works(asked.original.isn, asked.original.work_title)
        course = self.records.course(asked.original.course_code)
        while True:
            moment = self._moment(by, found=(works[0] if len(works) == 1 else None, course))
            change = self_started.begin(asked, *self.draw(), moment)
            try:
                return self.table.take_in(change, asked.original, asked.key)
            except IdTaken:
                continue

    def act(
        self, request_id: str, action: str, said: object, by: Person,
        seen: int | None, key: str | None = None,
    ) -> Request:  # fmt: skip
        """One action of a person on the version that he or she saw.

        A repeated click (same key) answers what stands now. Raises ChangedMeanwhile with what
        changed since, and whatever the tables refuse.
        """
        if seen is None:
            raise VersionNotSaid("An action needs the version of the request that you saw.")
        click = Click(key, digest(action, said)) if key else None
        request = self.table.load(request_id)
        try:
            if request.version != seen:
                raise ChangedMeanwhile(f"You saw version {seen}; it is {request.version} now.")
            change = self._decide(request, action, said, by)
            self.table.save(request, change, click)
        except (DeskError, AlreadyDone) as refused:
            return self._answer_repeat(request_id, seen, click, refused)
        return change.request

    def _answer_repeat(
        self, request_id: str, seen: int, click: Click | None, refused: Exception
    ) -> Request:
        """A click that was carried out before is no conflict; anything else is raised."""
        before = self.table.done(request_id, click) if click else None
        if before and click and before["digest"] != click.digest:
            raise NotUnderstood("This Idempotency-Key was used for another action.")
        if before:
            return self.table.load(request_id)
        if isinstance(refused, ChangedMeanwhile):
            events = self.table.history(request_id, after=seen)
            now = events[0].version if events else seen
            raise ChangedMeanwhile(refused.detail, changed=events, version=now) from refused
        raise refused

    def act_as_desk(self, request_id: str, action: str, told: Mapping[str, Any]) -> Request:
        """The desk's own move, on whatever version stands; told twice, it is done once."""
        return self._settle(request_id, action, told, DESK)

    def learn(self, request_id: str, facts: Mapping[str, Any]) -> None:
        """What the list's own system answered; a request that is closed by now needs it no more."""
        citations = [
            one if isinstance(one, Citation) else Citation(**one)
            for one in facts.get("citations", ())
        ]
        try:
            self.act_as_desk(request_id, "enrich", {**facts, "citations": citations})
        except Refused:
            return

    def _settle(
        self, request_id: str, action: str, told: Mapping[str, Any], by: Person,
        click: Click | None = None,
    ) -> Request:  # fmt: skip
        """A move on whatever version stands, done once: by its click, or as it changes nothing."""
        for attempt in range(TRIES):
            request = self.table.load(request_id)
            change = self._decide(request, action, told, by)
            if not click and same(request, change.request):
                return request
            try:
                self.table.save(request, change, click)
                return change.request
            except AlreadyDone:
                return self.table.load(request_id)
            except ChangedMeanwhile:
                self.sleep(random.uniform(0, 0.05 * 2 ** min(attempt, 5)))
        raise ChangedMeanwhile(f"Request {request_id} kept changing while the desk wrote to it.")

    def _decide(self, request: Request, action: str, said: object, by: Person) -> Change:
        from chalicelib.domain import lifecycle

        # Whoever may not take the action has nothing looked up.
        finds = lifecycle.row_for(request, action, by).finds
        found = self._found(finds, request, said) if finds and isinstance(said, Mapping) else None
        return lifecycle.move(request, action, said, self._moment(by, found))

    def _moment(self, by: Person, found: object = None) -> Moment:
        return Moment(by, self.clock(), self.terms, found, secrets.token_urlsafe(24))

    def _found(self, finds: str, request: Request, said: Mapping[str, Any]) -> object:
        """The record that what was said names, looked up before the rules are asked."""
        match finds:
            case "course":
                return self.records.course(str(said.get("course", ""))[:100])
            case "person":
                return self.people(str(said.get("person", ""))[:200])
            case "lecturer":
                return self.records.lecturer(str(said.get("lecturer", ""))[:100])
            case "work":
                return self.records.work(str(said.get("work", ""))[:100])
            case "cited-course":
                chosen = [one for one in request.candidates if one.id == said.get("citation")]
                return self.records.course(chosen[0].course_code) if chosen else None
        citations = said.get("citations", ())
        code = citations[0].course_code if len(citations) == 1 else ""
        works = self.records.works(isn=number) if (number := said.get("isn", "")) else []
        cited = citations[0].theirs.get("citation_id", "") if len(citations) == 1 else ""
        twins = [one for one in self.table.open_for(request.rlms, cited) if one != request.id]
        return (works[0] if len(works) == 1 else None, self.records.course(code), *twins[:1])


def digest(action: str, said: object) -> str:
    """What a click said, as a digest: a key that comes back with other words is refused."""
    words = json.dumps([action, said], sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()


def same(before: Request, after: Request) -> bool:
    """Nothing but the version and the clock differ."""
    return replace(after, version=before.version, updated_on=before.updated_on) == before
