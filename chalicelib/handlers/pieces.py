"""What the doors of a shelf have in common: keep a piece, take its file, and hand a file out."""

from typing import Any

from chalice.app import Response

from chalicelib import wiring
from chalicelib.domain.errors import Refused, Unknown
from chalicelib.domain.pieces import Shelf
from chalicelib.domain.say import read
from chalicelib.domain.writes import Click, digest
from chalicelib.handlers.http import answer, idempotency_key, whoever
from chalicelib.handlers.scans import drawn


def kept(
    shelf: Shelf, model: str, request_id: str, action: str, told: dict[str, Any], status: int
) -> Response:
    """The piece as it is kept by now, done once however often it is clicked."""
    heard: Any = read(model, told)
    name, size, largest = heard.name, heard.bytes, 0
    if name:
        largest = shelf.largest(wiring.table().load(request_id), wiring.terms())
    kind = shelf.acceptable(name, size, largest) if name else ""
    key = idempotency_key()
    click = Click(key, digest(action, told)) if key else None
    file = drawn(f"{shelf.name}/{request_id}", key)
    request = wiring.desk().settle(request_id, action, {**told, "file": file}, whoever(), click)
    made: dict[str, Any] = {shelf.name: told.get(shelf.name, file)}
    if name and any(one.coming and one.coming.id == file for one in shelf.of(request)):
        form = wiring.scans().upload_form(shelf.key_for(request_id, file), size, kind)
        made |= {"url": form.url, "fields": dict(form.fields)}
    return answer(made, status)


def download(shelf: Shelf, request_id: str, piece_id: str) -> Response:
    """An address that lives minutes and saves the file; it never opens in the browser."""
    request = wiring.table().load(request_id)
    piece = next((one for one in shelf.of(request) if one.id == piece_id), None)
    if piece is None:
        raise Unknown(f"This request has no such {shelf.one}.")
    if piece.file is None:
        raise Refused(
            "There is no file to download: it has not arrived, or only an address was given.",
            instead="Upload the file again, or follow the address.",
        )
    file, seconds = piece.file, wiring.settings().link_seconds
    key = shelf.key_for(request_id, file.id)
    return answer({"url": wiring.scans().download_url(key, file.version, seconds, file.name)})
