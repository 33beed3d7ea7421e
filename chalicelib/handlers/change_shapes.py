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
