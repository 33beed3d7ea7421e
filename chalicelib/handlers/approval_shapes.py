"""The shapes of the list of approvals."""

from typing import NotRequired

from typing_extensions import TypedDict


class DecisionShape(TypedDict):
    decision: str
    reason: str
    reason_label: str
    note: str
    by: str
    on: str | None
    start: str | None
    until: str | None


class FileDecision(DecisionShape):
    """A decision about a file, and the request that it was taken for."""

    request: str


class FileDecisions(TypedDict):
    decisions: list[FileDecision]


class RowAction(TypedDict):
    """What a person may do with a line of a list, and where in the console."""

    action: str
    label: str
    path: str


class ApprovalRow(TypedDict):
    """A line of the list of approvals. `same` says why it is for the record that was asked for,
    `rule` which rule decided so; the request's page shows it as it was (A142)."""

    id: str
    number: int
    kind: str
    title: str | None
    work_title: str | None
    requester: str | None
    course: str | None
    rlms_label: str
    added_on: str
    needed_by: str | None
    state: str
    state_label: str
    phase: str
    approval: str
    approval_label: str
    needs_clearance: bool
    expires: str | None
    evidence: int
    decision: DecisionShape | None
    rule: str | None
    same: str | None
    actions: list[RowAction]


class RecordShape(TypedDict):
    """The record that the list is filtered by, in a few words, and the request it is of."""

    request: str
    words: str


class Approvals(TypedDict):
    approvals: list[ApprovalRow]
    next: str | None
    total: int | None
    record: NotRequired[RecordShape]
    hint: NotRequired[str]
