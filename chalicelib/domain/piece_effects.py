"""What the moves on a shelf change: a piece is added, edited, removed, or its file arrives."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain.delivery_files import DELIVERY
from chalicelib.domain.errors import Refused, TooLarge, Unknown, off
from chalicelib.domain.evidence import EVIDENCE
from chalicelib.domain.pieces import ADDRESS, Attachment, Piece, Shelf, held_bytes
from chalicelib.domain.request import Request
from chalicelib.domain.scans import megabytes
from chalicelib.domain.terms import Moment

SHELVES: Mapping[str, Shelf] = {shelf.name: shelf for shelf in (EVIDENCE, DELIVERY)}


def shelf_of(action: str) -> Shelf | None:
    """The shelf that an action is about, by its name; None where it is about none."""
    return next((one for name, one in SHELVES.items() if name in action.split("-")), None)


def add(shelf: Shelf, request: Request, heard: Any, moment: Moment) -> Request:
    """One piece more: a file, an address, or both, and a note; said twice, it is added once."""
    name, pieces = heard.file or moment.token[:16], shelf.of(request)
    if any(name in (one.id, *files(one)) for one in pieces):
        return request
    if len(pieces) >= shelf.most:
        raise Refused(
            f"This request has {shelf.most} {shelf.several} already.",
            instead="Remove one that is no longer needed, or put several papers into one file.",
        )
    if not heard.name and not heard.url:
        raise off("url", "Choose a file, or give the address where it lies.")
    piece = Piece(
        id=name, added_on=moment.now, added_by=moment.by.name,
        coming=announced(shelf, request, heard, moment), url=address(heard.url), note=heard.note,
    )  # fmt: skip
    return on_shelf(shelf, request, (*pieces, piece))


def edit(shelf: Shelf, request: Request, heard: Any, moment: Moment) -> Request:
    """Address, note or file anew; what is not said stays, the old file until the new one is in."""
    said = heard.model_fields_set
    coming = announced(shelf, request, heard, moment)

    def edited(one: Piece) -> Piece:
        if one.id != getattr(heard, shelf.name):
            return one
        changed = replace(
            one,
            url=address(heard.url) if "url" in said else one.url,
            note=heard.note if "note" in said else one.note,
            coming=one.coming if coming is None or coming.id in files(one) else coming,
        )
        if not (changed.file or changed.coming or changed.url):
            raise off("url", f"A {shelf.one} without a file has an address.")
        return changed

    return on_shelf(shelf, request, tuple(edited(one) for one in shelf.of(request)))


def remove(shelf: Shelf, request: Request, heard: Any, moment: Moment) -> Request:
    gone = getattr(heard, shelf.name)
    return on_shelf(shelf, request, tuple(one for one in shelf.of(request) if one.id != gone))


def arrived(shelf: Shelf, request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """The file is in. What arrived first counts: a form used twice replaces nothing.

    `refused` is why it cannot be taken: then the file that was there before stays.
    """
    pieces = shelf.of(request)
    if told["file"] not in [name for one in pieces for name in files(one)]:
        raise Unknown("This request announced no such file.")

    def with_it(one: Piece) -> Piece:
        if one.coming is None or one.coming.id != told["file"]:
            return one
        if why := told.get("refused", ""):
            return replace(one, coming=None, refused=f"{one.coming.name}: {why}")
        new = replace(one.coming, version=told["version"])
        return replace(one, file=new, coming=None, refused="")

    return on_shelf(shelf, request, tuple(with_it(one) for one in pieces))


def on_shelf(shelf: Shelf, request: Request, pieces: tuple[Piece, ...]) -> Request:
    new: dict[str, Any] = {shelf.name: pieces}
    return replace(request, **new)


def files(one: Piece) -> tuple[str, ...]:
    return tuple(file.id for file in one.files)


def announced(shelf: Shelf, request: Request, heard: Any, moment: Moment) -> Attachment | None:
    """The file that is about to be uploaded, if one is."""
    if not heard.name:
        return None
    if not heard.file:
        raise off("file", f"A file is announced at /api/requests/{{id}}/{shelf.name}.")
    shelf.acceptable(heard.name, heard.bytes, shelf.largest(request, moment.terms))
    room(shelf, request, heard, moment)
    return Attachment(heard.file, heard.name, heard.bytes)


def room(shelf: Shelf, request: Request, heard: Any, moment: Moment) -> None:
    """TooLarge where all files of the request together would be over their limit (A182)."""
    known = [name for one in shelf.of(request) for name in files(one)]
    if shelf.whole is None or heard.file in known:
        return
    held, limit = held_bytes(request), shelf.whole(moment.terms)
    if held + heard.bytes > limit:
        raise TooLarge(
            f"The limit of all files of a request is reached: {megabytes(limit)}. It has "
            f"{megabytes(held)}, and {heard.name} has {megabytes(heard.bytes)} more.",
            instead="Remove a file that is no longer needed, or save this one smaller.",
            bytes=limit,
        )


def address(said: str) -> str:
    if said and not ADDRESS.fullmatch(said):
        raise off("url", "A web address begins with https:// or http://.")
    return said


def told(action: str, heard: Any, before: Request, after: Request) -> dict[str, object]:
    """What the history says: which piece it was, by the name that people know."""
    shelf = shelf_of(action)
    if shelf is None:
        return {}
    name = shelf.name
    if action == f"{name}-arrived":
        found = (file for one in shelf.of(before) for file in one.files)
        said: dict[str, object] = {name: next(f.name for f in found if f.id == heard["file"])}
        return said | ({"refused": heard["refused"]} if heard.get("refused") else {})
    if action == f"add-{name}":
        return {name: shelf.of(after)[-1].label, "note": heard.note}
    names = {one.id: one.label for one in shelf.of(before)}
    editing = action == f"edit-{name}"
    new = f", now {heard.name}" if editing and heard.name else ""
    return {name: f"{names[getattr(heard, name)]}{new}", "note": heard.note if editing else ""}
