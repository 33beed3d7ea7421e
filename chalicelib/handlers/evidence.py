"""The doors for evidence: keep a file or an address beside a request, change it, download it.

Who may is the lifecycle's business, as with every other action; readers never get this far.
"""

from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Refused, Unknown
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, idempotency_key, may, said, whoever
from chalicelib.handlers.problems import problems

evidence = Blueprint(__name__)


@evidence.route("/api/requests/{request_id}/evidence", methods=["POST"], content_types=ANY)
@problems
@may(Role.VIEWER)
def add(request_id: str) -> Response:
    """Keeps a piece of evidence; for a file the answer is a form that takes it for 15 minutes."""
    return kept(request_id, "add-evidence", said(), 201)


@evidence.route(
    "/api/requests/{request_id}/evidence/{evidence_id}", methods=["POST"], content_types=ANY
)
@problems
@may(Role.VIEWER)
def edit(request_id: str, evidence_id: str) -> Response:
    """Changes address or note, or takes a new file; the old one counts until that is in."""
    return kept(request_id, "edit-evidence", {**said(), "evidence": evidence_id}, 200)


def kept(request_id: str, action: str, told: dict[str, Any], status: int) -> Response:
    """The piece as it is kept by now, done once however often it is clicked."""
    from chalicelib import wiring
    from chalicelib.domain.evidence import acceptable, key_for
    from chalicelib.domain.say import read
    from chalicelib.domain.writes import Click, digest

    heard: Any = read("PieceEdited" if "evidence" in told else "Piece", told)
    name, size = heard.name, heard.bytes
    kind = acceptable(name, size) if name else ""
    key = idempotency_key()
    click = Click(key, digest(action, told)) if key else None
    file = drawn(request_id, key)
    request = wiring.desk().settle(request_id, action, {**told, "file": file}, whoever(), click)
    made: dict[str, Any] = {"evidence": told.get("evidence", file)}
    if name and any(one.coming and one.coming.id == file for one in request.evidence):
        form = wiring.scans().upload_form(key_for(request_id, file), size, kind)
        made |= {"url": form.url, "fields": dict(form.fields)}
    return answer(made, status)


def drawn(request_id: str, key: str | None) -> str:
    from chalicelib.handlers.scans import drawn as of_a_click

    return of_a_click(f"evidence/{request_id}", key)


@evidence.route("/api/requests/{request_id}/evidence/{evidence_id}", methods=["GET"])
@problems
@may(Role.VIEWER)
def download(request_id: str, evidence_id: str) -> Response:
    """An address that lives minutes and saves the file; it never opens in the browser."""
    from chalicelib import wiring
    from chalicelib.domain.evidence import key_for

    request = wiring.table().load(request_id)
    piece = next((one for one in request.evidence if one.id == evidence_id), None)
    if piece is None:
        raise Unknown("This request has no such evidence.")
    if piece.file is None:
        raise Refused(
            "There is no file to download: it has not arrived, or only an address was given.",
            instead="Upload the file again, or follow the address.",
        )
    key, seconds = key_for(request_id, piece.file.id), wiring.settings().link_seconds
    file = piece.file
    return answer({"url": wiring.scans().download_url(key, file.version, seconds, file.name)})
