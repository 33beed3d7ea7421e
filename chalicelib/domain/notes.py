"""Notes of a request (A167, A168): drawn from its history, which is only ever added to.

A note is a line of history; editing or deleting it is another line, so that every text that ever
stood can still be read. Its id is the version of the request in which it was written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.errors import NotUnderstood, off
from chalicelib.domain.request import Event, Request
from chalicelib.domain.terms import Moment

#: In what a text may be sought (A168).
PLACES = ("created_by", "updated_by", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note as it stands; nobody updated it where `updated_on` is None."""

    id: str
    text: str
    created_by: str
    created_on: datetime
    updated_by: str = ""
    updated_on: datetime | None = None


def standing(events: Iterable[Event]) -> tuple[Note, ...]:
    """The notes that were not deleted, newest first, out of the history in any order."""
    notes: dict[str, Note] = {}
    for event in sorted(events, key=lambda one: one.version):
        which = str(event.said.get("id", ""))
        match event.action:
            case "note":
                notes[str(event.version)] = Note(
                    id=str(event.version),
                    text=str(event.said.get("note", "")),
                    created_by=event.by_name,
                    created_on=event.at,
                )
            case "edit-note" if which in notes:
                text = str(event.said["note"])
                notes[which] = replace(
                    notes[which], text=text, updated_by=event.by_name, updated_on=event.at
                )
            case "delete-note":
                notes.pop(which, None)
    return tuple(reversed(notes.values()))


def found(notes: Iterable[Note], words: str, place: str = "") -> tuple[Note, ...]:
    """The notes with this text in that place, whatever its case; in any place where none is said.

    Raises NotUnderstood for a place that there is not.
    """
    if place and place not in PLACES:
        raise NotUnderstood(
            "Notes are not searched there.", instead=f"Say in={', in='.join(PLACES)} or nothing."
        )
    sought = words.casefold().strip()
    return tuple(one for one in notes if any(sought in text for text in _texts(one, place)))


def _texts(note: Note, place: str) -> list[str]:
    texts = {"created_by": note.created_by, "updated_by": note.updated_by, "note": note.text}
    return [text.casefold() for name, text in texts.items() if place in ("", name)]


def choices(notes: Iterable[Note]) -> tuple[tuple[str, str], ...]:
    """The notes to choose from in a form: the beginning of each, and whose it is."""
    return tuple((one.id, f"{one.created_by}: {_begin(one.text)}") for one in notes)


def changed(request: Request, heard: Any, moment: Moment) -> Request:
    """The effect of editing and deleting: the note must stand. `found` are those that do."""
    there = moment.found if isinstance(moment.found, tuple) else ()
    note = next((one for one in there if isinstance(one, Note) and one.id == heard.id), None)
    if note is None:
        raise off("id", "No such note stands on this request; it may have been deleted meanwhile.")
    if getattr(heard, "note", "") == note.text:
        raise off("note", "This is what the note says already.")
    return request


def _begin(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def told(heard: Any) -> Mapping[str, object]:
    """What the history keeps: which note, and its new text if it was edited."""
    return dict(heard)
