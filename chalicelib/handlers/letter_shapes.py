"""The shapes of letters in the API: what they may say, what they say, and who is not written to."""

from typing_extensions import TypedDict


class LetterVariable(TypedDict):
    name: str
    words: str
    example: str


class LetterList(TypedDict):
    """A list that a letter may go through: `{% for one in requests %}`."""

    name: str
    columns: list[LetterVariable]


class LetterLine(TypedDict):
    """A letter in the list of all; `changed` where the library has a wording of its own."""

    letter: str
    title: str
    when: str
    variables: list[LetterVariable]
    lists: list[LetterList]
    changed: bool
    version: int
    by: str
    saved_on: str | None


class Letters(TypedDict):
    letters: list[LetterLine]


class LetterWording(TypedDict):
    subject: str
    text: str
    html: str


class SavedLetter(TypedDict):
    version: int
    by: str
    saved_on: str | None
    note: str
    restored: bool


class LetterDetail(TypedDict):
    """One letter: as it is sent, as it ships, and the newest versions."""

    letter: LetterLine
    wording: LetterWording
    shipped: LetterWording
    versions: list[SavedLetter]
    filters: list[str]
    tests: list[str]
    longest: dict[str, int]


class LetterSaid(TypedDict, total=False):
    """What `PUT /api/letters/{letter}` takes: all three parts, or `restore`."""

    subject: str
    text: str
    html: str
    note: str
    restore: bool


class PreviewSaid(TypedDict, total=False):
    """A wording to try, or none for the one that stands; a case, or a request that there is."""

    subject: str
    text: str
    html: str
    case: str
    request: str
    to: str


class MailPreviewSaid(TypedDict, total=False):
    """What would be said beside a move: its note and its reason, before it is made."""

    to: str
    note: str
    reason: str


class LetterPreview(TypedDict):
    """A letter as it would be sent; `removed` is what cleaning took out of its HTML."""

    subject: str
    text: str
    html: str
    removed: list[str]


class MailPreview(TypedDict):
    """The same for one request; `trouble` says why it could not be sent, where it could not."""

    subject: str
    text: str
    html: str
    to: str
    name: str
    address: str
    trouble: str | None


class SuppressedAddress(TypedDict):
    """An address that is not written to: shown so that staff may know it, not in full."""

    id: str
    shown: str
    why: str
    words: str
    since: str
    request: str
    letter: str


class Lifted(TypedDict):
    lifted: SuppressedAddress


class Suppressed(TypedDict):
    suppressed: list[SuppressedAddress]
    next: str | None
