"""The shapes of the answers: mypy holds the views to them, openapi.json is drawn from them."""

from typing import Any, NotRequired

from typing_extensions import TypedDict

from chalicelib.handlers.change_shapes import MediumShape, NoteShape, WishShape
from chalicelib.handlers.delivery_shapes import Scan, UploadLimits
from chalicelib.handlers.extent_shapes import Extent
from chalicelib.handlers.licence_shapes import Answers, Copy
from chalicelib.handlers.link_shapes import LinkShape
from chalicelib.handlers.message_shapes import Message
from chalicelib.handlers.patron_shapes import DeliveryShape
from chalicelib.handlers.reading_shapes import ReadingCopyShape, TitlePagesShape
from chalicelib.handlers.record_shapes import (
    Extract,
    Lecturer,
    Matched,
    RequestCourse,
    Reusable,
    Twin,
    Work,
)
from chalicelib.handlers.rights_shapes import Clearance, Evidence
from chalicelib.handlers.rule_shapes import RulingShape

# pydantic draws "from" only out of the functional form; it is a word of Python's own.
_FromTo = TypedDict("_FromTo", {"from": str | None, "to": str | None})


class FieldWords(TypedDict):
    field: str
    words: str


class AssigneeShape(TypedDict):
    id: str
    name: str


WaitingShape = TypedDict(
    "WaitingShape", {"for": str, "label": str, "chase_on": str | None, "note": str}
)


class Row(TypedDict):
    """A line of the queue."""

    id: str
    number: int
    kind: str
    state: str
    state_label: str
    phase: str
    approval: str
    approval_label: str
    item: str
    item_label: str
    rlms: str
    rlms_label: str
    added_on: str
    updated_on: str
    requester: str | None
    course: str | None
    title: str | None
    work_title: str | None
    assignee: AssigneeShape | None
    waiting: WaitingShape | None
    needed_by: str | None
    verdict: str
    tags: list[str]
    codes: list[str]
    version: int
    badges: list[str]
    closes_on: NotRequired[str]


class Way(TypedDict):
    """What a new request may be for, with its form."""

    name: str
    label: str
    schema: dict[str, Any]


class Starting(TypedDict):
    ways: list[Way]


class AsideRow(TypedDict):
    """A delivery that was set aside."""

    id: str
    rlms: str
    rlms_label: str
    added_on: str
    reason: str
    bytes: int
    status: str


class Listing(TypedDict):
    requests: list[Row] | list[AsideRow]
    next: str | None
    total: int | None
    totals: NotRequired[dict[str, int]]
    hint: NotRequired[str]


class Dates(TypedDict):
    start: str | None
    end: str | None


class Licence(TypedDict):
    basis: str
    basis_label: str
    checked_by: str
    checked_on: str
    valid_until: str | None
    note: str


class Candidate(TypedDict):
    id: str
    course_code: str
    course_name: str
    list_name: str
    title: str


class Rejection(TypedDict):
    reason: str
    reason_label: str
    note: str
    on: str


class RequesterShape(TypedDict):
    user: str
    name: str
    email: str
    why_no_email: str


class Changed(TypedDict):
    """Why it was cancelled, of what the copy is made, and what a reader asked for."""

    cancellation: Rejection | None
    medium: MediumShape
    wish: WishShape | None


class RequestDetail(Row, Changed):
    """The working copy."""

    version: int
    theirs: dict[str, str]
    not_yet_known: list[str]
    courses: list[RequestCourse]
    lecturer: Lecturer | None
    work: Work | None
    matched: Matched | None
    extract: Extract
    dates: Dates
    answers: Answers
    copies: list[Copy]
    licence: Licence | None
    extent: Extent
    scans: list[Scan]
    upload_limits: UploadLimits
    ruling: RulingShape | None
    clearance: Clearance | None
    evidence: list[Evidence]
    delivery: DeliveryShape
    rejection: Rejection | None
    link: LinkShape | None
    reading: list[ReadingCopyShape]
    title_pages: TitlePagesShape
    candidates: list[Candidate]
    requester_detail: RequesterShape


class LabelValue(TypedDict):
    label: str
    value: str


class Original(TypedDict):
    """What the list sent; it never changes."""

    received_on: str
    title: str
    work_title: str
    author: str
    isn: str
    pages: str
    notes: list[str]
    course_code: str
    fields: list[LabelValue]


class Differs(TypedDict):
    """A fact in which the list and the desk are not the same; `place` is the desk's fact."""

    place: str
    label: str
    sent: str
    ours: str


class HistoryEvent(_FromTo):
    version: int
    at: str
    by: str
    by_name: str
    action: str
    label: str
    words: str | None
    note: str | None


class Offer(TypedDict):
    """An action open to this person, with the JSON Schema of its form."""

    action: str
    label: str
    tone: str
    group: str
    schema: dict[str, Any]
    values: dict[str, Any]


class Missing(TypedDict):
    need: str
    words: str
    action: str | None


class Blocked(TypedDict):
    action: str
    label: str
    missing: list[Missing]


class Step(TypedDict):
    need: str
    label: str
    done: bool
    words: str
    action: str | None


class Detail(TypedDict):
    """A request, all of it, and what this person may do with it now."""

    request: RequestDetail
    original: Original
    differs: list[Differs]
    history: list[HistoryEvent]
    notes: list[NoteShape]
    messages: list[Message]
    actions: list[Offer]
    blocked: list[Blocked]
    steps: list[Step]
    #: Requests for the same text for the same run, and scans of it that stand elsewhere.
    twins: list[Twin]
    reuse: list[Reusable]


class AsideDetail(TypedDict):
    """A delivery as it came, and what this person may do with it now."""

    delivery: AsideRow
    raw: str
    actions: list[str]


class Undelivered(TypedDict):
    """What nobody took, and what this person may do with each of them."""

    messages: list[Message]
    next: str | None
    actions: list[str]


class Problem(TypedDict):
    """RFC 9457, with what to do instead."""

    type: str
    title: str
    status: int
    detail: str
    instead: str
    fields: NotRequired[list[FieldWords]]
    missing: NotRequired[list[str]]
    changed: NotRequired[list[HistoryEvent]]
    version: NotRequired[int]
