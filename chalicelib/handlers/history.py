"""What was copied before the desk was there: readings out of a file, and then their PDFs.

`POST /api/history/import` reads the table like that of courses: looked through first, applied only
if every row is right (`apply=good`: the rows that are), `dry=1` applies nothing. The files follow
one by one, each by its name.
"""

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Blocked, Refused, Unknown
from chalicelib.domain.people import Person, Role
from chalicelib.handlers.http import (
    ANY,
    answer,
    idempotency_key,
    may,
    query,
    raw_body,
    said,
    whoever,
)
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from chalicelib.domain.history_import import Line
    from chalicelib.domain.uploads import Upload

history = Blueprint(__name__)


@history.route("/api/history/template", methods=["GET"])
@problems
@may(Role.ADMINISTRATOR)
def template() -> Response:
    """The empty file to fill in."""
    from chalicelib.domain import history_import
    from chalicelib.handlers.uploads import spreadsheet

    return spreadsheet("history", history_import.empty())


@history.route("/api/history/import", methods=["POST"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def import_history() -> Response:
    """Takes in the readings of a CSV file, 256 KB at most; the same again is harmless."""
    from chalicelib import wiring, wiring_rights
    from chalicelib.handlers.uploads import nothing_applied

    began, backfile = wiring.clock(), wiring_rights.backfile()
    told = backfile.read(raw_body())
    dry = query("dry") not in ("", "0")
    good = not told.refused or query("apply") == "good"
    left = backfile.apply(told.saves, whoever(), began) if good and not dry else []
    summary = _summary(told, good and not dry, left)
    if good or dry:
        return answer(summary)
    return nothing_applied(len(told.refused), summary)


@history.route("/api/history/files", methods=["POST"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def announce_file() -> Response:
    """A form for each imported reading that names this file; each is good for 15 minutes."""
    from chalicelib import wiring_rights
    from chalicelib.domain import say
    from chalicelib.domain.scans import acceptable

    upload: Any = say.read("Upload", said())
    kind = acceptable(upload.name, upload.bytes, upload.type)
    waiting = wiring_rights.import_files().named(upload.name)
    if not waiting:
        raise Unknown(
            f"No imported reading waits for a file named {upload.name[:100]}.",
            instead="Import a row with this name under File; one that has its file needs no other.",
        )
    forms = [_form(one, upload, kind, whoever(), idempotency_key()) for one in waiting]
    return answer({"files": forms}, 201)


def _form(request_id: str, upload: Any, kind: str, by: Person, key: str | None) -> dict[str, Any]:
    """Where this file goes for one reading; in words where that reading takes none."""
    from chalicelib import wiring
    from chalicelib.domain.scans import key_for

    scan = hashlib.sha256(f"{request_id}/{key}".encode()).hexdigest()[:16]
    scan = scan if key else secrets.token_hex(8)
    told = {"scan": scan, "name": upload.name, "size": upload.bytes, "by": by.name}
    try:
        wiring.desk().act_as_desk(request_id, "add-file", told)
    except (Blocked, Refused) as no:
        return {"request": request_id, "scan": "", "url": "", "fields": {}, "words": no.detail}
    form = wiring.scans().upload_form(key_for(request_id, scan), upload.bytes, kind)
    return {
        "request": request_id, "scan": scan, "url": form.url, "fields": dict(form.fields),
        "words": "",
    }  # fmt: skip


def _summary(told: "Upload[Line]", applied: bool, left: list[str]) -> dict[str, Any]:
    """What the file does; readings by their course and title, and what the numbers rest on."""
    from chalicelib.handlers import record_view

    unfiled = sum(1 for one in told.saves if not one.after.imported.file)
    words = []
    if unfiled:
        words.append(f"{unfiled} without a file count, and their links open nothing.")
    if left:
        words.append(f"There was no time for {len(left)}: send the same file again for the rest.")
    summary = record_view.summary(told, applied, lambda one: one.name)
    return {**summary, "left": left, "words": " ".join(words)}
