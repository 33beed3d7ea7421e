"""The shapes in which the API answers what may be copied, and on what that rests."""

from typing_extensions import TypedDict


class LicenceAnswer(TypedDict):
    """One answer: `source` is api, catalogue or person; `past` where its last day is over."""

    value: str
    label: str
    source: str
    checked_by: str
    checked_on: str
    evidence: str
    valid_until: str | None
    override: str
    past: bool


class UseAllowed(TypedDict):
    """One of the three uses: allowed, not-allowed or not-known, with CLA's own words."""

    use: str
    label: str
    allowed: str
    allowed_label: str
    words: str


class Allowed(TypedDict):
    """What CLA allows of a title.

    `standing`: known, past (its last day is over), asked (no answer yet), no-answer (the service
    was down or answered nonsense; `words` says which) or not-asked (no service is set up).
    """

    isn: str
    title: str
    standing: str
    words: str
    coverage: str
    uses: list[UseAllowed]
    checked_on: str | None
    valid_until: str | None


class SecondExtract(TypedDict):
    order: str
    price: str
    pages: int
    students: int


class Answers(TypedDict):
    """What was found out, each answer by itself; `original` is the source of the copy, A to D."""

    permissions: Allowed | None
    coverage: LicenceAnswer | None
    holdings: LicenceAnswer | None
    ownership: LicenceAnswer | None
    original: LicenceAnswer | None
    second_extract: SecondExtract | None
    lacks: str


class Copy(TypedDict):
    """What was made available to a run; `until` is empty while it is."""

    course: str
    year: str
    pages: str
    page_count: int | None
    since: str
    until: str | None
    basis: str
    source: str
    ownership: str
    order: str
