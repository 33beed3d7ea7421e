"""Notes as the API shows them, and the forms in which one of them is chosen."""

from collections.abc import Iterable

from chalicelib.domain import notes
from chalicelib.handlers import shapes
from chalicelib.handlers.change_shapes import Notes, NoteShape

OF_NOTES = ("edit-note", "delete-note")


def note(one: notes.Note) -> NoteShape:
    from chalicelib.domain.lines import text

    return {
        "id": one.id, "text": one.text, "created_by": one.created_by,
        "created_on": text(one.created_on), "updated_by": one.updated_by or None,
        "updated_on": text(one.updated_on) or None,
    }  # fmt: skip


def shown(found: Iterable[notes.Note]) -> Notes:
    rows = [note(one) for one in found]
    return {"notes": rows, "total": len(rows)}


def chosen_from(offer: shapes.Offer, noted: tuple[notes.Note, ...]) -> shapes.Offer:
    """The form with the notes that stand, so that one of them is chosen and none is typed."""
    if offer["action"] in OF_NOTES:
        field = offer["schema"]["properties"]["id"]
        field["oneOf"] = [{"const": value, "title": label} for value, label in notes.choices(noted)]
    return offer
