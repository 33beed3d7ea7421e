"""The shapes of reasons in the API."""

from typing import NotRequired

from typing_extensions import TypedDict


class ReasonSaid(TypedDict):
    """One reason; without a code it is a new one. `alma` is what Alma is told."""

    code: NotRequired[str]
    label: str
    alma: NotRequired[str]
    retired: NotRequired[bool]


class ReasonLine(TypedDict):
    """One reason as it stands; `rules` are the names of those that decide by it."""

    code: str
    label: str
    alma: str
    retired: bool
    rules: list[str]


class ReasonList(TypedDict):
    """One list; `ends`: its reasons end a request, so that Alma is told one of its codes."""

    name: str
    ends: bool
    reasons: list[ReasonLine]


class ReasonVersion(TypedDict):
    version: int
    by: str
    saved_on: str | None
    note: str


class Reasons(TypedDict):
    """The four lists in force; version 0 is what the settings say."""

    version: int
    lists: list[ReasonList]
    versions: list[ReasonVersion]


class ReasonsSaid(TypedDict):
    """What `PUT /api/reasons` takes; a list that is not said stays as it stands."""

    rejections: NotRequired[list[ReasonSaid]]
    cancellations: NotRequired[list[ReasonSaid]]
    approvals: NotRequired[list[ReasonSaid]]
    refusals: NotRequired[list[ReasonSaid]]
    note: NotRequired[str]
