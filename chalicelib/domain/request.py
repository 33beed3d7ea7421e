"""A request as the desk sees it: one state, two facets, and what is worked on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.copies import Copy
from chalicelib.domain.courses import CourseRun, Lecturer
from chalicelib.domain.delivery import Delivered
from chalicelib.domain.evidence import Evidence
from chalicelib.domain.facts import (
    Assignee,
    Citation,
    Clearance,
    Dates,
    Extent,
    Imported,
    Match,
    Rejection,
    Requester,
    Verification,
    Waiting,
)
from chalicelib.domain.licence import Answers
from chalicelib.domain.openings import Link
from chalicelib.domain.pieces import Piece
from chalicelib.domain.reading import ReadingCopy, TitlePages
from chalicelib.domain.rules import Ruling
from chalicelib.domain.scans import Scan
from chalicelib.domain.wish import Wish
from chalicelib.domain.works import Extract, Work


class Kind(StrEnum):
    """What is asked of the desk."""

    DIGITISATION = "digitisation"
    CLEARANCE = "copyright-clearance"
    NEW_EDITION = "new-edition"
    ACCESSIBLE_COPY = "accessible-copy"


class Purpose(StrEnum):
    """For whom the copy is made: the readers of a course by its licence, or one patron."""

    COURSE = "course"
    PATRON = "patron"

    @property
    def label(self) -> str:
        return {"course": "A course", "patron": "One patron"}[self.value]


class Phase(StrEnum):
    """What reading-list systems are told; several states may share one."""

    RECEIVED = "received"
    WORKING = "working"
    LIVE = "live"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
    EXPIRED = "expired"


class State(StrEnum):
    """The desk's own view of a request (seed 000)."""

    phase: Phase
    label: str

    def __new__(cls, value: str, phase: Phase, label: str) -> "State":
        state = str.__new__(cls, value)
        state._value_ = value
        state.phase = phase
        state.label = label
        return state

    NEW = "new", Phase.RECEIVED, "New"
    IN_PROGRESS = "in-progress", Phase.WORKING, "In progress"
    ACTIVE = "active", Phase.WORKING, "Active"
    COMPLETE = "complete", Phase.LIVE, "Complete"
    ARCHIVED = "archived", Phase.SUSPENDED, "Archived"
    EXPIRED = "expired", Phase.EXPIRED, "Expired"
    REJECTED = "rejected", Phase.REFUSED, "Rejected"
    CANCELLED = "cancelled", Phase.WITHDRAWN, "Cancelled"
    DELETED = "deleted", Phase.DELETED, "Deleted"


class Approval(StrEnum):
    """Copyright approval, a facet that moves by itself (seed 002)."""

    NONE = "none"
    WANTED = "wanted"
    APPROVED = "approved"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {"none": "No approval needed"}.get(self.value, f"Approval {self.value}")


class Item(StrEnum):
    """Where the physical volume is (seeds 002 and 003)."""

    NONE = "none"
    EXPECTED = "expected"
    AT_DESK = "digitization"
    DOCUMENT_DELIVERY = "document-delivery"
    DIGITAL_INVENTORY = "digital-inventory"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        return {"none": "No item", "digitization": "At the desk"}.get(
            self.value, self.value.replace("-", " ").capitalize()
        )


class Medium(StrEnum):
    """Of what the copy is made: of a volume, or of an electronic item (A170, A171)."""

    PHYSICAL = "physical"
    ELECTRONIC = "electronic"

    @property
    def label(self) -> str:
        return f"{self.value.capitalize()} digitization"


OPEN = frozenset({State.NEW, State.IN_PROGRESS, State.ACTIVE})
ENDED = frozenset({State.REJECTED, State.CANCELLED, State.DELETED, State.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The working copy. `theirs` is what the list's system calls it; `lane` keeps its order.

    `sought` is what the list said of the work (title, author, number), to be searched by;
    `remarks` are codes of remarks.py; `matched` says by what the work was known, or why it was
    not; `twins` are requests for the same text for the same run. `verdict` is what the extent
    meter last said, and `tags` are the staff's own words for finding it.
    `closed_on` is the day on which it was closed (closure.py), `pseudonymised_on` the day on which
    its personal data went.
    """

    id: str
    number: int
    rlms: str
    added_on: datetime
    updated_on: datetime
    version: int = 1
    kind: Kind = Kind.DIGITISATION
    purpose: Purpose = Purpose.COURSE
    state: State = State.NEW
    approval: Approval = Approval.NONE
    item: Item = Item.NONE
    medium: Medium = Medium.PHYSICAL
    lane: str = ""
    theirs: Mapping[str, str] = field(default_factory=dict)
    not_yet_known: tuple[str, ...] = ()
    candidates: tuple[Citation, ...] = ()
    requester: Requester = Requester()
    course_asked: str = ""
    sought: tuple[str, ...] = ()
    runs: tuple[CourseRun, ...] = ()
    lecturer: Lecturer | None = None
    title: str = ""
    work: Work | None = None
    matched: Match | None = None
    extract: Extract = Extract()
    dates: Dates = Dates()
    needed_by: date | None = None
    assignee: Assignee | None = None
    waiting: Waiting | None = None
    answers: Answers = Answers()
    licence: Verification | None = None
    extent: Extent | None = None
    ruling: Ruling | None = None
    needs_clearance: bool = False
    clearance: Clearance | None = None
    evidence: tuple[Evidence, ...] = ()
    scans: tuple[Scan, ...] = ()
    selected: str = ""
    title_pages: TitlePages | None = None
    delivery: tuple[Piece, ...] = ()
    delivered: Delivered | None = None
    link: Link | None = None
    reading: tuple[ReadingCopy, ...] = ()
    copies: tuple[Copy, ...] = ()
    rejection: Rejection | None = None
    cancellation: Rejection | None = None
    wish: Wish | None = None
    remarks: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    verdict: str = ""
    held: tuple["Message", ...] = ()
    imported: Imported | None = None
    closed_on: date | None = None
    pseudonymised_on: date | None = None

    @property
    def is_for_patron(self) -> bool:
        return self.purpose is Purpose.PATRON

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_ended(self) -> bool:
        """Nothing more comes of it, so that the same may be asked for anew."""
        return self.state in ENDED

    @property
    def scan(self) -> Scan | None:
        """The scan that was selected for delivery."""
        return next((scan for scan in self.scans if scan.id == self.selected), None)


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell the world, decided and not yet said.

    `to` is a reading-list system or `requester` and the like; `what` is status, enrich or mail;
    `facts` is what the saying needs and what will not change meanwhile.
    """

    to: str
    what: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: who did what when, and what became of it."""

    version: int
    at: datetime
    by: str
    by_name: str
    action: str
    before: str = ""
    after: str = ""
    said: Mapping[str, object] = field(default_factory=dict)
    voids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """All that one move decides: the new request, its line of history, what is to be told.

    `earlier` are lines of history before that one, where a rule moved on at once.
    """

    request: Request
    event: Event
    messages: tuple[Message, ...] = ()
    earlier: tuple[Event, ...] = ()
