"""What comes in: a reading list's delivery or a request that staff start, written once."""

import itertools
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from chalicelib import recognition
from chalicelib.domain import intake, matching, permissions
from chalicelib.domain.errors import NotUnderstood, Refused
from chalicelib.domain.people import Person, the_list
from chalicelib.domain.remarks import OPEN_TWIN, SWITCHED_OFF
from chalicelib.domain.request import Change, Request, State
from chalicelib.domain.writes import Click, IdTaken, OtherWords, TakenBack, digest

if TYPE_CHECKING:
    from chalicelib.desk import Desk

NOT_YET = "The desk knows no such request; should it still come, it is taken back."
USED = "This Idempotency-Key was used for another request."


@dataclass(frozen=True, slots=True)
class Reception:
    """The desk's way in. No outgoing call is made here."""

    desk: "Desk"

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
            request = self.desk.table.load(request_id)
            if is_new or not request.is_ended or self._rejected_as_it_would_be(request):
                return intake.standing(outcome, request)
        raise AssertionError("counting does not end")

    def _rejected_as_it_would_be(self, request: Request) -> bool:
        """By a rule that still stands: the same again, or a delivery repeated, meets it again."""
        one, rules = request.ruling, self.desk.rules
        by_rule = request.state is State.REJECTED and one is not None and one.did == "rejected"
        return bool(by_rule and one and rules and one.book == rules.book().version)

    def _refer(self, rlms: str, referred: intake.Referred) -> intake.Outcome:
        """What was rejected is opened again, what is open is told; anything else is asked anew."""
        request = self._newest(rlms, referred.asked)
        if request is None or (request.is_ended and request.state is not State.REJECTED):
            return self._receive(rlms, referred.asked)
        said, by = {"note": referred.words}, the_list(rlms)
        click = Click(f"list:{referred.once}", digest("refer", said))
        action = "reopen" if request.state is State.REJECTED else "note"
        try:
            request = self.desk.settle(request.id, action, said, by, click)
        except Refused:
            # Somebody reopened it between our look and our write: the words are what is left.
            request = self.desk.settle(request.id, "note", said, by, click)
        return intake.standing("referred", request)

    def _newest(self, rlms: str, asked: intake.Asked) -> Request | None:
        """The last that came of this key, whatever became of it."""
        newest = None
        for generation in itertools.count(1):
            key = f"{asked.key}#{generation}" if asked.may_come_again else asked.key
            found = self.desk.table.marked(rlms, key)
            if found is None or found == newest:
                break
            newest = found
        return self.desk.table.load(newest) if newest else None

    def _take_in(self, asked: intake.Asked, rlms: str, key: str) -> tuple[str, bool]:
        # A repeat is known by one read, before anything is looked up for it.
        if stands := self.desk.table.marked(rlms, key):
            return stands, False
        while True:
            remarks = self._remarks(asked, rlms)
            asked = self._as_agreed(asked, rlms)
            change = intake.receive(asked, rlms, *self.desk.draw(), self.desk.clock(), remarks)
            try:
                stands = self._stored(self._recognised(change, asked), asked, key)
            except IdTaken:
                continue
            return stands, stands == change.request.id

    def _stored(self, change: Change, asked: intake.Asked, key: str) -> str:
        """As a new request; as a cancelled one where the list took it back before it came."""
        table = self.desk.table
        try:
            asking = permissions.raised(None, change, self.desk.terms)
            return table.take_in(self.desk.ruled(None, asking), asked.original, key)
        except TakenBack:
            return table.take_in(intake.taken_back(change), asked.original, key, anew=False)

    def _as_agreed(self, asked: intake.Asked, rlms: str) -> intake.Asked:
        """What every request of this list wants approved, where the library has set it so."""
        wants = self.desk.terms.wants.get(rlms, "")
        clearance = asked.clearance or wants == "with-clearance"
        return replace(asked, approval=asked.approval or bool(wants), clearance=clearance)

    def _recognised(self, change: Change, asked: intake.Asked) -> Change:
        """With the course and the title that the library has; what is asked for comes later."""
        course = self.desk.records.course(asked.original.course_code)
        said = asked.original
        sought = matching.sought(said.isn, said.work_title, said.author, asked.extract)
        known = recognition.known(self.desk.records, self.desk.table, sought)
        today = change.event.at.astimezone(self.desk.terms.zone).date()
        return intake.recognised(
            change, course, known, today, change.request.rlms in self.desk.notify
        )

    def preview(self, rlms: str, asked: intake.Asked) -> Request:
        """The request that would come of this; nothing is written."""
        change = intake.receive(asked, rlms, "", 0, self.desk.clock())
        return self._recognised(change, asked).request

    def _remarks(self, asked: intake.Asked, rlms: str) -> tuple[str, ...]:
        """What a list should have asked for first; nothing is lost for it, staff only see it."""
        off = (rlms, asked.kind.value) in self.desk.terms.switched_off
        twin = self.desk.table.open_for(rlms, asked.theirs.get("citation_id", ""))
        return (SWITCHED_OFF,) * off + (OPEN_TWIN,) * bool(twin)

    def _note(self, rlms: str, key: str, remark: str) -> intake.Outcome:
        """What happened over there is remarked on what is open here; told twice, once."""
        request_id = self.desk.table.marked(rlms, key)
        if request_id is None:
            return intake.Outcome("ignored", why="The desk knows no such request.")
        try:
            self.desk.settle(request_id, "remark", {"remark": remark}, the_list(rlms))
        except Refused as closed:
            return intake.Outcome("ignored", request_id, closed.detail)
        return intake.Outcome("noted", request_id)

    def _withdraw(self, rlms: str, key: str) -> intake.Outcome:
        """Cancel what is open; anything else is the echo of our own call and changes nothing."""
        request_id = self.desk.table.marked(rlms, key)
        if request_id is None and self.desk.table.forestall(rlms, key, self.desk.clock()):
            return intake.Outcome("ignored", why=NOT_YET)
        request_id = request_id or self.desk.table.marked(rlms, key) or ""
        request = self.desk.table.load(request_id)
        if not request.is_open or request.rejection:
            return intake.Outcome("ignored", request_id, "It is closed here already.")
        try:
            self.desk.settle(request_id, "cancel", {}, the_list(rlms))
        except Refused as closed:
            # Somebody closed it between our look and our write, perhaps the same delivery.
            return intake.Outcome("ignored", request_id, closed.detail)
        return intake.Outcome("withdrawn", request_id)

    def start(self, said: Mapping[str, Any], by: Person, key: str) -> str:
        """A request that staff start from an ISN or a title: it begins in *active* (A007)."""
        from chalicelib.domain import self_started

        click, words = f"{by.id}:{key or secrets.token_hex(16)}", digest("start", said)
        asked = self_started.heard(said, click, self.desk.clock())
        sought = matching.sought(asked.original.isn, asked.original.work_title, "", asked.extract)
        known = recognition.known(self.desk.records, self.desk.table, sought)
        course = self.desk.records.course(asked.original.course_code)
        while True:
            moment = self.desk.moment(by, found=(known, course))
            change = self_started.begin(asked, *self.desk.draw(), moment)
            change = permissions.raised(None, change, self.desk.terms)
            change = self.desk.ruled(None, change)
            try:
                return self.desk.table.take_in(change, asked.original, asked.key, words)
            except IdTaken:
                continue
            except OtherWords as other:
                raise NotUnderstood(USED) from other
