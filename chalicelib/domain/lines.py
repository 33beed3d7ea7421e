"""A request as one line of the queue: what a row shows, what it is filtered and found by.

Lines are written beside the request, so that the open queue is read whole without reading the
requests themselves: a line is a third of its request and needs no decoding of its parts.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chalicelib.domain.request import OPEN, Approval, Request, State
from chalicelib.domain.same_record import keys, record_of
from chalicelib.domain.search import matches, texts, tokens

Line = Mapping[str, Any]
HELD = (State.COMPLETE, State.ARCHIVED)


def line(request: Request) -> Line:
    """The line of a request; nothing in it that JSON does not know."""
    assignee, waiting = request.assignee, request.waiting
    return {
        "id": request.id,
        "number": request.number,
        "kind": request.kind.value,
        "state": request.state.value,
        "state_label": request.state.label,
        "phase": request.state.phase.value,
        "approval": request.approval.value,
        "approval_label": request.approval.label,
        "item": request.item.value,
        "item_label": request.item.label,
        "rlms": request.rlms,
        "added_on": text(request.added_on),
        "updated_on": text(request.updated_on),
        "version": request.version,
        # Who asks for an accessible copy is nobody's business who only looks through the queue.
        "requester": None if request.wish else request.requester.label or None,
        "course": request.course_asked or (request.runs[0].code if request.runs else None),
        "codes": codes(request),
        "title": request.title or None,
        "work_title": request.work.title if request.work else None,
        "assignee": {"id": assignee.id, "name": assignee.name} if assignee else None,
        "waiting": {"for": waiting.waits_for, "chase_on": text(waiting.chase_on) or None,
                    "note": waiting.note} if waiting else None,
        "needed_by": text(request.needed_by) or None,
        "verdict": request.verdict,
        "tags": list(request.tags),
        "badges": badges(request),
    }  # fmt: skip


def filed(request: Request) -> Line:
    """The line as it is stored, with the words and the records that it is found by."""
    said = " ".join(sorted(tokens(texts(request))))
    return {**line(request), "find": said, "records": list(keys(record_of(request)))}


def codes(request: Request) -> list[str]:
    said = (request.course_asked, *(run.code for run in request.runs))
    return [*dict.fromkeys(code for code in said if code)]


def badges(request: Request) -> list[str]:
    """What to notice at a glance."""
    told = {
        "new": request.state is State.NEW,
        "not-yet-known": bool(request.not_yet_known) and request.is_open,
        "choose-citation": bool(request.candidates) and request.is_open,
        "no-course": not request.runs and request.state is State.ACTIVE,
        "approval": request.approval is Approval.WANTED,
        "waiting": request.waiting is not None,
        "no-file": request.imported is not None and request.state in HELD and not request.selected,
    }
    remarked = request.remarks if request.is_open else ()
    return [*(badge for badge, shown in told.items() if shown), *remarked]


def timely(one: Line, today: date) -> list[str]:
    """What the day adds to the badges: its needed-by day is over, or it is time to ask again."""
    waiting, now = one["waiting"], today.isoformat()
    told = {
        "late": one["state"] in OPEN and bool(one["needed_by"]) and one["needed_by"][:10] < now,
        CHASE: bool(waiting and waiting["chase_on"]) and waiting["chase_on"] <= now,
    }
    return [badge for badge, shown in told.items() if shown]


def text(at: datetime | date | None) -> str:
    return at.isoformat().replace("+00:00", "Z") if at else ""


NOBODY = "nobody"
ANY = "any"
CHASE = "chase"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; an empty one narrows nothing.

    `assignee` is a person's id or *nobody*, `needed_by` the last day that counts, `waiting` a code
    of what is waited for or *any*, `record` keys of a work: one in common is enough. `chase` is the
    day on which it is time to ask again.
    `codes` are other codes of the course, which count like its own.
    """

    course: str = ""
    codes: tuple[str, ...] = ()
    assignee: str = ""
    source: str = ""
    needed_by: date | None = None
    verdict: str = ""
    waiting: str = ""
    chase: date | None = None
    tag: str = ""
    record: tuple[str, ...] = ()

    def fits(self, one: Line) -> bool:
        return all(test(one) for test in self.tests())

    def tests(self) -> Iterable[Callable[[Line], bool]]:
        """A test for each that narrows."""
        last = self.needed_by and self.needed_by.isoformat()
        course = {one.casefold() for one in (self.course, *self.codes) if one}
        asked: list[tuple[object, Callable[[Line], bool]]] = [
            (course, lambda one: any(code.casefold() in course for code in one["codes"])),
            (self.assignee, lambda one: (one["assignee"] or {"id": NOBODY})["id"] == self.assignee),
            (self.source, lambda one: one["rlms"] == self.source),
            (last, lambda one: bool(one["needed_by"]) and one["needed_by"] <= last),
            (self.verdict, lambda one: one["verdict"] == self.verdict),
            (self.waiting, lambda one: awaits(one, self.waiting)),
            (self.chase, lambda one: to_chase(one, self.chase)),
            (self.tag, lambda one: self.tag in one["tags"]),
            (self.record, lambda one: bool({*self.record} & {*one["records"]})),
        ]
        return [test for wanted, test in asked if wanted]


def awaits(one: Line, code: str) -> bool:
    return bool(one["waiting"]) and code in (ANY, one["waiting"]["for"])


def to_chase(one: Line, today: date | None) -> bool:
    return today is not None and CHASE in timely(one, today)


def found(one: Line, said: Iterable[str]) -> bool:
    """Whether each word that was asked for begins one of the line's."""
    return matches(frozenset(one["find"].split()), said)
