"""The doors for scans: announce one and get the form that uploads it; look at a checked one."""

import hashlib
import secrets
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Refused, Unknown
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, idempotency_key, may, said, whoever
from chalicelib.handlers.problems import problems

scans = Blueprint(__name__)


@scans.route("/api/requests/{request_id}/scans", methods=["POST"], content_types=ANY)
@problems
@may(Role.DIGITISER)
def announce(request_id: str) -> Response:
    """Records a candidate scan; the answer is a form for exactly that file, good for 15 minutes."""
    from chalicelib import wiring
    from chalicelib.domain import say
    from chalicelib.domain.scans import acceptable, key_for

    upload: Any = say.read("Upload", said())
    acceptable(upload.name, upload.bytes, upload.type)
    scan_id = drawn(request_id, idempotency_key())
    announced = {"scan": scan_id, "name": upload.name, "size": upload.bytes, "by": whoever().name}
    wiring.desk().act_as_desk(request_id, "add-scan", announced)
    form = wiring.scans().upload_form(key_for(request_id, scan_id), upload.bytes)
    return answer({"scan": scan_id, "url": form.url, "fields": form.fields}, 201)


def drawn(request_id: str, key: str | None) -> str:
    """A scan's id; the same again for a click that is repeated, which announces nothing new."""
    if key is None:
        return secrets.token_hex(8)
    return hashlib.sha256(f"{request_id}/{key}".encode()).hexdigest()[:16]


@scans.route("/api/requests/{request_id}/scans/{scan_id}", methods=["GET"], content_types=ANY)
@problems
@may(Role.VIEWER)
def preview(request_id: str, scan_id: str) -> Response:
    """A short-lived address at which staff look at a checked scan."""
    from chalicelib import wiring
    from chalicelib.domain.scans import file_name

    request = wiring.table().load(request_id)
    scan = next((one for one in request.scans if one.id == scan_id), None)
    if scan is None:
        raise Unknown("This request has no such scan.")
    if not scan.master:
        raise Refused(
            "There is no checked copy of this scan to look at.",
            instead="Wait for its check, or read what the check found.",
        )
    name = file_name(scan.name.removesuffix(".pdf"))
    seconds = wiring.settings().link_seconds
    return answer({"url": wiring.scans().reading_url(scan.master, seconds, name)})
