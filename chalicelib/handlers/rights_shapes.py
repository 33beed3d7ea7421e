"""The shapes of the licence desk's answers: approvals and their evidence."""

from typing import NotRequired

from typing_extensions import TypedDict


class Clearance(TypedDict):
    reason: str
    reason_label: str
    note: str
    cc_number: str
    cc_order_date: str | None
    cc_approval_date: str | None
    start: str | None
    end: str | None
    decided_by: str
    decided_on: str | None


class Evidence(TypedDict):
    """A piece of evidence; `name` and `bytes` are of the file that can be downloaded."""

    id: str
    name: str | None
    bytes: int | None
    coming: str | None
    url: str
    note: str
    status: str
    added_on: str
    added_by: str


class Kept(TypedDict):
    """The piece that was kept, and where its file is to be sent."""

    evidence: str
    url: NotRequired[str]
    fields: NotRequired[dict[str, str]]


class Saved(TypedDict):
    url: str
