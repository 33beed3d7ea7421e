"""What the dashboard answers, as the API page shows it."""

from typing_extensions import TypedDict

from chalicelib.handlers.shapes import Row


class Counts(TypedDict):
    """How many open requests stand so; `closing`, `undelivered` and `set_aside` end at 100."""

    open: int
    new: int
    active: int
    approval: int
    waiting: int
    chase: int
    mine: int
    nobody: int
    closing: int
    undelivered: int
    set_aside: int


WaitingFor = TypedDict(
    "WaitingFor", {"for": str, "label": str, "count": int, "chase_on": str | None}
)


class Backlog(TypedDict):
    """Open requests needed in the week of this Monday; null is what is late already."""

    week: str | None
    count: int


class Came(TypedDict):
    rlms: str
    label: str
    count: int


class Week(TypedDict):
    """The week of this Monday; `days` is the middle one from request to link."""

    week: str
    came: list[Came]
    linked: int
    days: float | None


class Dashboard(TypedDict):
    counts: Counts
    waiting: list[WaitingFor]
    mine: list[Row]
    backlog: list[Backlog]
    weeks: list[Week]


class SavedView(TypedDict):
    """A view of the queue: its name, and the query string of the queue's page."""

    name: str
    query: str


class SavedViews(TypedDict):
    views: list[SavedView]
