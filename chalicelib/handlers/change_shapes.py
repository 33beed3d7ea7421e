"""The shapes of notes, and of what the copy is made, as the API shows them."""

from typing_extensions import TypedDict


class NoteShape(TypedDict):
    """A note as it stands; `updated_*` are null where nobody changed it."""

    id: str
    text: str
    created_by: str
    created_on: str
    updated_by: str | None
    updated_on: str | None


class Notes(TypedDict):
    notes: list[NoteShape]
    total: int


class MediumShape(TypedDict):
    """Physical or electronic digitisation; `view_it` is the link resolver, electronic only."""

    code: str
    label: str
    view_it: str | None


class GivenShape(TypedDict):
    """How an accessible copy came to its reader: here, mail or elsewhere."""

    how: str
    how_label: str
    on: str
    url: str | None
    note: str


class WishShape(TypedDict):
    """An accessible copy that a reader asked for; `about` is the request of the item.

    `comment` and `helps` are for those who make the copy: empty for whoever only views.
    """

    about: str
    course: str
    helps: list[str]
    comment: str
    given: GivenShape | None


class AccessibleAddress(TypedDict):
    """Whether readers may ask for an accessible copy; `url` is the signed address to ask at."""

    eligible: bool
    why: str | None
    url: str | None
