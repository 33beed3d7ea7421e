"""The doors for scans: announce one and get the forms that upload it; look at a checked one."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Refused, Unknown
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, idempotency_key, may, said, whoever
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from chalicelib.domain.scans import Scan

scans = Blueprint(__name__)


@scans.route("/api/requests/{request_id}/scans", methods=["POST"], content_types=ANY)
@problems
@may(Role.DIGITISER)
def announce(request_id: str) -> Response:
    """Records a candidate scan; the answer has a form for exactly each file, good for 15 minutes.

    One file is said by itself, several as `files` in the order in which they are put together.
    """
    from chalicelib import wiring
    from chalicelib.domain import say

    asked, scan = said(), drawn(request_id, idempotency_key())
    if not isinstance(asked, dict) or "files" not in asked:
        one: Any = say.read("Upload", asked)
        name, kinds, files = one.name, _kinds([one]), [one]
        told: dict[str, Any] = {"size": one.bytes}
        ids = [""]
    else:
        several: Any = say.read("Uploads", asked)
        files, kinds = several.files, _kinds(several.files)
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        name = several.name or f"{files[0].name[:200]}{more}"
        ids = _ids(scan, files)
        told = {"size": sum(one.bytes for one in files), "files": _listed(ids, files)}
    announced = {"scan": scan, "name": name, "by": whoever().name, **told}
    wiring.desk().act_as_desk(request_id, "add-scan", announced)
    return answer(_forms(request_id, scan, ids, files, kinds), 201)


@scans.route(
    "/api/requests/{request_id}/scans/{scan_id}/files", methods=["POST"], content_types=ANY
)
@problems
@may(Role.DIGITISER)
def add_files(request_id: str, scan_id: str) -> Response:
    """Records more files at the end of a scan; the answer has a form for each of them."""
    from chalicelib import wiring
    from chalicelib.domain import say

    several: Any = say.read("Uploads", said())
    kinds = _kinds(several.files)
    ids = _ids(drawn(f"{request_id}/{scan_id}", idempotency_key()), several.files)
    listed = _listed(ids, several.files)
    told = {"scan": scan_id, "by": whoever().name, "files": listed}
    wiring.desk().act_as_desk(request_id, "add-files", told)
    return answer(_forms(request_id, scan_id, ids, several.files, kinds), 201)


def drawn(about: str, key: str | None) -> str:
    """A scan's id; the same again for a click that is repeated, which announces nothing new."""
    if key is None:
        return secrets.token_hex(8)
    return hashlib.sha256(f"{about}/{key}".encode()).hexdigest()[:16]


def _kinds(files: Sequence[Any]) -> list[str]:
    from chalicelib.domain.scans import acceptable

    return [acceptable(one.name, one.bytes, one.type) for one in files]


def _ids(scan: str, files: Sequence[Any]) -> list[str]:
    """By their place in what was announced: the same click names the same files."""
    return [f"{scan[:12]}-{number}" for number in range(1, len(files) + 1)]


def _listed(ids: Sequence[str], files: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {"id": file_id, "name": one.name, "size": one.bytes}
        for file_id, one in zip(ids, files, strict=True)
    ]


def _forms(
    request_id: str, scan: str, ids: Sequence[str], files: Sequence[Any], kinds: Sequence[str]
) -> dict[str, Any]:
    """The form of the first upload by itself, and those of all under `files`."""
    from chalicelib import wiring
    from chalicelib.domain.scans import key_for

    forms = []
    for file_id, one, kind in zip(ids, files, kinds, strict=True):
        form = wiring.scans().upload_form(key_for(request_id, scan, file_id), one.bytes, kind)
        fields = dict(form.fields)
        forms.append({"file": file_id, "name": one.name, "url": form.url, "fields": fields})
    return {"scan": scan, "url": forms[0]["url"], "fields": forms[0]["fields"], "files": forms}


@scans.route("/api/requests/{request_id}/scans/{scan_id}", methods=["GET"], content_types=ANY)
@problems
@may(Role.VIEWER)
def preview(request_id: str, scan_id: str) -> Response:
    """A short-lived address at which staff look at a checked scan."""
    from chalicelib import wiring
    from chalicelib.domain.scans import file_name

    scan = _scan(request_id, scan_id)
    if not scan.master:
        raise Refused(
            "There is no checked copy of this scan to look at.",
            instead="Wait for its check, or read what the check found.",
        )
    name = file_name(scan.name.removesuffix(".pdf"))
    seconds = wiring.settings().link_seconds
    url = wiring.scans().reading_url(scan.master, seconds, name, scan.version)
    return answer({"url": url})


@scans.route("/api/requests/{request_id}/scans/{scan_id}/pages", methods=["GET"])
@problems
@may(Role.VIEWER)
def page_pictures(request_id: str, scan_id: str) -> Response:
    """Small pictures of a checked scan's pages, on sheets at addresses that live minutes."""
    from chalicelib import wiring
    from chalicelib.domain import pictures

    scan, seconds = _scan(request_id, scan_id), wiring.settings().link_seconds
    sheets = [
        {"url": wiring.scans().picture_url(key, seconds), "first": first,
         "last": min(first + pictures.ON_A_SHEET - 1, scan.drawn)}
        for first, key in zip(
            range(1, scan.drawn + 1, pictures.ON_A_SHEET), pictures.sheets(scan), strict=True
        )
    ]  # fmt: skip
    shape = {"columns": pictures.COLUMNS, "rows": pictures.ROWS,
             "width": pictures.WIDTH, "height": pictures.HEIGHT}  # fmt: skip
    return answer({**shape, "sheets": sheets, "words": pictures.in_words(scan), "lives": seconds})


def _scan(request_id: str, scan_id: str) -> "Scan":
    """A scan whose files are there."""
    from chalicelib import wiring

    request = wiring.table().load(request_id)
    scan = next((one for one in request.scans if one.id == scan_id), None)
    if scan is None:
        raise Unknown("This request has no such scan.")
    if scan.removed_on:
        raise Refused(
            f"The clean-up removed the file of this scan on {scan.removed_on}.",
            instead="An administrator can bring it back within 30 days.",
        )
    return scan
