"""What a delivery from a reading list can mean, and the request that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from chalicelib.domain.channels import OURS
from chalicelib.domain.courses import Course, run_of
from chalicelib.domain.facts import Dates, Original, Requester
from chalicelib.domain.identifiers import isn
from chalicelib.domain.matching import Known, identified
from chalicelib.domain.request import (
    Approval,
    Change,
    Event,
    Kind,
    Message,
    Phase,
    Purpose,
    Request,
    State,
)
from chalicelib.domain.works import Extract


@dataclass(frozen=True, slots=True)
class Asked:
    """A new request. `key` is the sender's own and decides what is a repeat.

    `lane` names their object, so that what concerns it is told in order; `enrich` says that
    their system can be asked for what they did not send. `approval` says that the list wants
    approval, `clearance` that it wants copyright clearance with it (A084). `may_come_again` is for
    systems that send no id: their key is a digest of the content, and the same content is a new
    request once the one before was rejected, cancelled or deleted, or has expired.
    """

    key: str
    original: Original
    theirs: Mapping[str, str]
    lane: str
    requester: Requester = Requester()
    kind: Kind = Kind.DIGITISATION
    purpose: Purpose = Purpose.COURSE
    dates: Dates = Dates()
    extract: Extract = Extract()
    enrich: tuple[str, ...] = ()
    approval: bool = False
    clearance: bool = False
    may_come_again: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The list took a request back, or this is the echo of our own call: the state tells."""

    key: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Something happened to a request over there that staff should see: a code of remarks.py."""

    key: str
    remark: str


@dataclass(frozen=True, slots=True)
class Referred:
    """The list asks the desk to look again at what it rejected; `asked` is the request itself.

    `once` tells this asking from another with the same words, so that a repeat is heard once.
    """

    asked: Asked
    words: str
    once: str


@dataclass(frozen=True, slots=True)
class NothingToDo:
    """A valid event that is none of the desk's business."""

    why: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Validly signed, and it cannot be read or understood: kept raw until somebody looks."""

    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery: received, known, withdrawn, noted, referred, ignored, set-aside.

    `number` and `phase` are of the request that stands, for lists that hear them in the answer.
    """

    outcome: str
    request: str = ""
    why: str = ""
    number: int = 0
    phase: Phase | None = None


Heard = Asked | Referred | Withdrawn | Noted | NothingToDo | SetAside


def standing(outcome: str, request: Request) -> Outcome:
    """An outcome that says how the request stands."""
    return Outcome(outcome, request.id, number=request.number, phase=request.state.phase)


def receive(
    asked: Asked, rlms: str, request_id: str, number: int, now: datetime,
    remarks: tuple[str, ...] = (),
) -> Change:  # fmt: skip
    """A new request in state *new*, with the message that finds out what was not sent."""
    original = asked.original
    request = Request(
        id=request_id,
        number=number,
        rlms=rlms,
        added_on=now,
        updated_on=now,
        kind=asked.kind,
        purpose=asked.purpose,
        approval=Approval.WANTED if wants_approval(asked) else Approval.NONE,
        needs_clearance=asked.clearance,
        lane=asked.lane,
        theirs=asked.theirs,
        not_yet_known=asked.enrich,
        requester=asked.requester,
        course_asked=original.course_code,
        sought=sought(original),
        title=original.title or original.work_title or original.isn,
        extract=asked.extract,
        dates=asked.dates,
        needed_by=original.needed_by,
        remarks=remarks,
    )
    sender = (rlms, OURS[rlms]) if rlms in OURS else (f"list:{rlms}", rlms.capitalize())
    event = Event(1, now, *sender, "receive", after=request.state.value)
    enrich = Message(rlms, "enrich", {"isn": normal(original.isn)})
    return Change(request, event, (enrich,) if asked.enrich else ())


def taken_back(change: Change) -> Change:
    """The same, cancelled: the list took it back before it came, and nobody need do anything."""
    gone = replace(change.request, state=State.CANCELLED, not_yet_known=())
    said = {"taken back": "before it came"}
    event = replace(change.event, after=gone.state.value, said=said)
    return replace(change, request=gone, event=event, messages=())


def wants_approval(asked: Asked) -> bool:
    """The list asked for it (A084, A131), or what is asked for is nothing but that."""
    return asked.approval or asked.clearance or asked.kind is Kind.CLEARANCE


def recognised(
    change: Change, course: Course | None, known: Known, today: date, notify: bool
) -> Change:
    """The new request with the course run and the title that the library knows by what was said.

    `notify`: the staff wants a mail of it at once. It is to staff, so no approval withholds it.
    """
    request = change.request
    # Whoever asks for next year's run says from when on it is needed.
    day = max(today, request.dates.start or today)
    run = course.run_on(day) if course and course.is_there else None
    if course and run and not request.is_for_patron:
        request = replace(request, runs=(run_of(course, run),))
    request = identified(request, known)
    notices = (Message("desk", "mail", {"letter": "new-request"}),) if notify else ()
    return replace(change, request=request, messages=(*change.messages, *notices))


def sought(original: Original) -> tuple[str, ...]:
    """What the list said of the work, so that a request is found by it before it is matched."""
    said = (original.isn, original.work_title, original.author)
    return tuple(text for text in said if text)


def normal(number: str) -> str:
    """The ISN in the form that works are filed under, or nothing where it is none."""
    found = isn(number) if number else None
    return found.normal if found else ""
