"""The shapes of the licence desk's answers: approvals, their evidence, and policy packs."""

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


class CodeLabel(TypedDict):
    code: str
    label: str


class PackSource(TypedDict):
    key: str
    where: str


class PackLimit(TypedDict):
    """One allowance of a pack; `words` say it in one sentence, `weight` whose figure it is."""

    name: str
    words: str
    weight: str
    portion: str
    percent: float | None
    unit: str
    count: int | None
    pages: int | None
    work_pages: int | None
    over_work_pages: int | None
    kinds: list[str]
    format: str
    any_number_if_themed: bool
    out_of_commerce: bool
    verdict: str
    guidance: bool
    note: str
    sources: list[str]


class PackNotice(TypedDict):
    text: str
    status: str
    status_label: str
    note: str


class PackReport(TypedDict):
    fields: list[str]
    begins: str
    due: str
    note: str


class PackShape(TypedDict):
    """One version of a policy pack; `used` ones are tried in order, others chosen by a person."""

    code: str
    version: str
    name: str
    region: str
    since: str | None
    until: str | None
    dated: str
    in_force: bool
    used: bool
    purpose: str
    scope: str
    window: str
    blanks: str
    combine: str
    over: str
    decides: bool
    counts: bool
    unlimited: bool
    rolls_over: bool
    words: str
    limits: list[PackLimit]
    excluded: list[str]
    repertoire: str
    requires: list[CodeLabel]
    bases: list[CodeLabel]
    ends: str
    ends_latest: str
    year_begins: str
    conditions: list[str]
    notice: PackNotice
    report: PackReport
    source: str
    changed: list[str]
    sources: list[PackSource]


class Packs(TypedDict):
    day: str
    order: list[str]
    packs: list[PackShape]
