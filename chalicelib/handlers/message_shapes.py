"""The shapes in which the API answers what is told to the outside, and how that goes."""

from typing_extensions import TypedDict


class Decided(TypedDict):
    """Who sent a message again or gave it up, and when."""

    what: str
    by: str
    by_name: str
    at: str


class Message(TypedDict):
    """Something told to the outside, or still to be told; `answer` is how theirs began, `to_person`
    that it may be sent again to another address."""

    id: str
    request: str
    to: str
    to_label: str
    to_person: bool
    what: str
    status: str
    tries: int
    next_try: str | None
    outcome: str | None
    at: str
    answer: str | None
    decided: Decided | None


class SendAgainSaid(TypedDict, total=False):
    """What `send-again` takes: of a letter to a person, the address where it is another now."""

    address: str


class Contact(TypedDict):
    """One time that a system was called: what for, and in words what came of it."""

    at: str
    what: str
    words: str


class Host(TypedDict):
    name: str
    configured: bool


class Secret(TypedDict):
    """A secret by its name; its value is never shown."""

    name: str
    present: bool


class Connection(TypedDict):
    """A reading-list system as the desk reaches it; `resting_until` while it is left alone."""

    system: str
    label: str
    hosts: list[Host]
    secrets: list[Secret]
    can_be_tested: bool
    success: Contact | None
    failure: Contact | None
    well: bool | None
    failures_in_a_row: int
    resting_until: str | None
    due: int


class Connections(TypedDict):
    connections: list[Connection]


class Tested(TypedDict):
    """What came of a test: `answer` is how theirs began."""

    ok: bool
    words: str
    answer: str | None
    connection: Connection


class EligibleReason(TypedDict):
    code: str
    words: str


class EligibleKind(TypedDict):
    """One kind of request for an item: offered, disabled, hidden or not-known, and why; `opens` is
    a form that opens by itself."""

    kind: str
    label: str
    standing: str
    opens: bool
    reasons: list[EligibleReason]


class Eligibility(TypedDict):
    rlms: str
    citation: str
    kinds: list[EligibleKind]
