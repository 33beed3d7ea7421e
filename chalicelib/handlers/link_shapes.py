"""The shapes of a request's link in the API: its openings, and how often it was opened."""

from typing_extensions import TypedDict


class ClosedShape(TypedDict):
    """Staff closed this opening before its last day."""

    on: str
    by: str
    why: str


class OpeningShape(TypedDict):
    """One run's days. `number` is what `close-opening` and `change-dates` call it.

    `standing` is open, coming, over, closed or never (its dates leave no day); `standing_label`
    says so in words. `url` is the link with the course's name on it, for a list of that course:
    it chooses the sheet and opens nothing. `opened` are readers, each counted once a day.
    """

    number: str
    course: str
    year: str
    start: str | None
    end: str | None
    basis: str
    basis_label: str
    standing: str
    standing_label: str
    closed: ClosedShape | None
    url: str
    opened: int


class OpenedOn(TypedDict):
    """Readers on one day, of all openings together."""

    day: str
    opened: int


class Views(TypedDict):
    """A patron's views: the rule's limit with what staff added, and how many are used."""

    limit: int
    used: int
    left: int


LinkShape = TypedDict(
    "LinkShape",
    {
        "url": str,
        "from": str | None,
        "to": str | None,
        "openings": list[OpeningShape],
        "opened": int,
        "days": list[OpenedOn],
        "views": Views | None,
    },
)
