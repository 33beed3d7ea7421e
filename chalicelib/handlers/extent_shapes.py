"""The shapes of what the extent meter answers."""

from typing_extensions import TypedDict


class CountedRequest(TypedDict):
    """Another request in a run's sum; `ever` is that its copy was available at some time."""

    id: str
    title: str
    pages: str
    ever: bool


class PortionCount(TypedDict):
    portion: str
    label: str
    count: int


class RunExtent(TypedDict):
    """One run's sum, this request in it; `outside` has a count of its own."""

    course: str
    year: str
    pages: int | None
    total: int | None
    percent: float | None
    portions: list[PortionCount]
    verdict: str
    words: str
    limit: str
    counted: list[CountedRequest]
    outside: list[CountedRequest]


class Measured(TypedDict):
    """The sum of the run that decides, and of each; `then` is what being over gets."""

    pages: int | None
    total: int | None
    percent: float | None
    verdict: str
    words: str
    pack: str
    limit: str
    then: str
    runs: list[RunExtent]


class Extent(Measured):
    """The sum as it is now, and who confirmed which; `changed` is for the worse since then."""

    confirmed_by: str | None
    confirmed_on: str | None
    confirmed_words: str
    changed: bool
    basis: str
    basis_label: str
    note: str


class ExtentAnswer(Measured):
    """What would be said of a request that has not been sent; `give` is what would help."""

    title: str
    give: list[str]
