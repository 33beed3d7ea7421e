"""The desk: load, decide, write once. What is decided stands in the domain; this only carries it.

No outgoing call is ever made from here: what must be told is written down beside the change, in
the same transaction, and `relay.py` says it afterwards.
"""

import contextlib
import random
import secrets
import time
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib import recognition
from chalicelib.domain import intake, notes, permissions
from chalicelib.domain.errors import (
    ChangedMeanwhile,
    DeskError,
    NotUnderstood,
    Refused,
    VersionNotSaid,
)
from chalicelib.domain.facts import Citation
from chalicelib.domain.kept import Reasons, Records, Requests, Rules
from chalicelib.domain.people import DESK, Person
from chalicelib.domain.permissions import Permissions
from chalicelib.domain.request import Change, Request, State
from chalicelib.domain.terms import Moment, Terms
from chalicelib.domain.works import Work
from chalicelib.domain.writes import AlreadyDone, Click, digest
from chalicelib.meter import Meter
from chalicelib.reception import Reception

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TRIES = 12
#: What the desk itself writes beside people's work; it contradicts nothing that they decide.
FOUND_OUT = frozenset(
    {"enrich", "remark", "permission", "evidence-arrived", "delivery-arrived", "file-checked",
     "scan-checked", "pages-drawn", "text-made", "text-failed", "uploads-given-up", "swept",
     "want-reading", "reading-made", "reading-failed"}
)  # fmt: skip
#: Who decides about rights must have seen which title and course the desk found, and its rules.
DECIDES = frozenset(
    {
        "confirm-extent",
        "approve",
        "refuse",
        "reject",
        "publish",
        "reinstate",
        "renew",
        "add-opening",
    }  # fmt: skip
)
BY_RULE = frozenset({"want-approval", "approve", "waive-approval"})


def draw() -> tuple[str, int]:
    """A new request's id, eight characters that nobody misreads, and its 31-bit number."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(8)), secrets.randbelow(2**31 - 1) + 1


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk with its parts. All that changes a request comes through here.

    `notify` are the systems whose new requests are mailed to the staff at once; without `rules`
    people decide everything, and without `reasons` they choose from those of the terms.
    """

    table: Requests
    records: Records
    clock: Callable[[], datetime]
    people: Callable[[str], Person | None] = lambda person_id: None
    terms: Terms = Terms()
    rules: Rules | None = None
    notify: Container[str] = ()
    reasons: Reasons | None = None
    draw: Callable[[], tuple[str, int]] = draw
    sleep: Callable[[float], None] = time.sleep

    def hear(self, rlms: str, heard: intake.Heard) -> intake.Outcome:
        """Act on what a reading list sent; a repeat answers the request that stands already."""
        return Reception(self).hear(rlms, heard)

    def preview(self, rlms: str, asked: intake.Asked) -> Request:
        """What would come of this, so that its limit is known before it is sent."""
        return Reception(self).preview(rlms, asked)

    def start(self, said: Mapping[str, Any], by: Person, key: str) -> str:
        """A request that staff start from an ISN or a title: it begins in *active* (A007)."""
        return Reception(self).start(said, by, key)

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
        try:
            return self._acted(request_id, action, said, by, seen, click)
        except (DeskError, AlreadyDone) as refused:
            return self._answer_repeat(request_id, seen, click, refused)

    def _acted(
        self, request_id: str, action: str, said: object, by: Person, seen: int,
        click: Click | None,
    ) -> Request:  # fmt: skip
        """The move over what was seen, begun anew where something came while it was decided."""
        for _ in range(TRIES):
            request = self.table.load(request_id)
            if request.version != seen and not self._only_found_out(request_id, seen, action):
                raise ChangedMeanwhile(f"You saw version {seen}; it is {request.version} now.")
            change = self._decide(request, action, said, by)
            with contextlib.suppress(ChangedMeanwhile):
                self.table.save(request, change, click)
                return change.request
        raise ChangedMeanwhile(f"Request {request_id} kept changing while it was written to.")

    def _only_found_out(self, request_id: str, seen: int, action: str) -> bool:
        """Since that version nobody decided anything, nor came anything that this rests on."""
        events = self.table.history(request_id, after=seen)
        harmless = FOUND_OUT - {"enrich"} if action in DECIDES else FOUND_OUT
        rules = frozenset[str]() if action in DECIDES else BY_RULE
        return bool(events) and all(
            one.action in harmless or (one.by == DESK.id and one.action in rules) for one in events
        )

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
        return self.settle(request_id, action, told, DESK)

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

    def hear_permission(self, request_id: str, said: Permissions) -> None:
        """What CLA allows of the title, or that there is no answer; twice is once."""
        self.act_as_desk(request_id, "permission", {"permissions": said})

    def settle(
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
        from chalicelib.domain.opening_effects import aimed

        # Whoever may not take the action has nothing looked up.
        row = lifecycle.row_for(request, action, by)
        finds = row.finds
        found = self._found(finds, request, said) if finds and isinstance(said, Mapping) else None
        moment = self.moment(by, found)
        if row.measures:
            asked = aimed(request, moment, said) if row.aims else request
            if isinstance(found, Work):
                # A correction is measured for the work that it names.
                asked = replace(request, work=found)
            moment = self.measuring(asked, moment)
        change = lifecycle.move(request, action, said, moment)
        return self.ruled(request, permissions.raised(request, change, self.terms))

    def ruled(self, before: Request | None, change: Change) -> Change:
        """The change with what the library's rules make of it; of a new request before it."""
        change = recognition.flagged(self.records, self.table, before, change)
        asked_for = change.request.state is State.NEW and change.request.not_yet_known
        if self.rules is None or asked_for:
            # Rules wait for what their system still answers: the way in does not even load them.
            return change
        from chalicelib.domain import ruling
        from chalicelib.domain.extent import measure

        change = ruling.taken_over(change)
        if not ruling.is_due(before, change):
            return change
        request, moment, book = change.request, self.moment(DESK), self.rules.book()
        among = ruling.among(book)
        others = self.rules.others(request, among) if among else []
        shown = measure(request, self.measuring(request, moment))
        facts = ruling.facts_of(request, shown, moment.today, others)
        change = replace(change, request=replace(request, verdict=shown.verdict))
        return ruling.apply(change, book, facts, moment)

    def measuring(self, request: Request, moment: Moment) -> Moment:
        """The moment with all that the extent meter counts for this request."""
        return Meter(self.table, self.records).measuring(request, moment)

    def moment(self, by: Person, found: object = None) -> Moment:
        own = self.reasons.lists().lists if self.reasons else {}
        terms = replace(self.terms, **own)
        return Moment(by, self.clock(), terms, found, secrets.token_urlsafe(24))

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
            case "notes":
                return notes.standing(self.table.history(request.id))
            case "alike":
                return self.alike(request)
            case "cited-course":
                chosen = [one for one in request.candidates if one.id == said.get("citation")]
                return self.records.course(chosen[0].course_code) if chosen else None
        citations = said.get("citations", ())
        code = citations[0].course_code if len(citations) == 1 else ""
        known = recognition.answered(self.records, self.table, request, said)
        cited = citations[0].theirs.get("citation_id", "") if len(citations) == 1 else ""
        twins = [one for one in self.table.open_for(request.rlms, cited) if one != request.id]
        return (known, self.records.course(code), *twins[:1])

    def alike(self, request: Request) -> tuple[Request, ...]:
        """Other requests for the same text, for this run or another, newest first."""
        return recognition.alike(self.records, self.table, request)


def same(before: Request, after: Request) -> bool:
    """Nothing but the version and the clock differ."""
    return replace(after, version=before.version, updated_on=before.updated_on) == before
