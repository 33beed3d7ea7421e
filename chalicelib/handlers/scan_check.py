"""The scan check's door: S3 says through a queue that an upload has arrived, also of evidence.

Its function has a zip of its own with the PDF library, so nothing here may need Chalice. What may
pass (S3 or the table is busy) goes back to the queue; everything else ends in words on the scan.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from chalicelib.domain.errors import Busy, ChangedMeanwhile, DeskError, Unknown

if TYPE_CHECKING:
    from chalicelib.domain.request import Request
    from chalicelib.library.pdf import Checked


REFUSED = "Copyright approval was refused while this was uploaded, so no copy of it is kept."


@dataclass(frozen=True, slots=True)
class Arrived:
    """One version of one object under incoming/ or evidence/."""

    key: str
    version: str


def arrived(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Checks what each message of the batch names; answers those that are to come again."""
    again = [one["messageId"] for one in event["Records"] if not _settled(one["body"])]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in again]}


def uploads(body: str) -> Iterator[Arrived]:
    """The uploads in one notification; S3's own test message holds none."""
    for record in json.loads(body).get("Records", ()):
        if record["eventName"].startswith("ObjectCreated:"):
            thing = record["s3"]["object"]
            yield Arrived(unquote_plus(thing["key"]), thing["versionId"])


def _settled(body: str) -> bool:
    """False where the same may work later."""
    from botocore.exceptions import BotoCoreError, ClientError

    for upload in uploads(body):
        try:
            _check(upload)
        except (Busy, ChangedMeanwhile, BotoCoreError, ClientError) as error:
            _say(upload, "comes-again", error=type(error).__name__)
            return False
        except DeskError as error:
            # The request or the file is gone, or never was: no later try would find it.
            _say(upload, "dropped", error=type(error).__name__)
    return True


def _check(upload: Arrived) -> None:
    from chalicelib import wiring
    from chalicelib.domain import evidence
    from chalicelib.domain.scans import named_by

    if piece := evidence.named_by(upload.key):
        # Evidence is kept as it is: nobody but staff ever opens it.
        told = {"file": piece[1], "version": upload.version}
        wiring.desk().act_as_desk(piece[0], "evidence-arrived", told)
        return _say(upload, "evidence-arrived")
    names = named_by(upload.key)
    if names is None:
        raise Unknown("No upload of ours has such a key.")
    request_id, scan_id = names
    request = wiring.table().load(request_id)
    if not _waits(request, scan_id):
        # The form was used twice: what was checked first is what counts.
        return _say(upload, "checked-before")
    if request.approval.value == "refused":
        # After a refusal no file is made (A157): what was on its way is not copied.
        words = {"status": "blocked", "findings": [{"words": REFUSED, "blocking": True}]}
        wiring.desk().act_as_desk(request_id, "scan-checked", {"scan": scan_id, **words})
        return _say(upload, "scan-checked", status="refused")
    with TemporaryDirectory() as folder:
        sheets = _sheets(request)
        told = _looked_over(upload, Path(folder), sheets)
    wiring.desk().act_as_desk(request_id, "scan-checked", {"scan": scan_id, **told})
    return _say(upload, "scan-checked", status=told["status"])


def _waits(request: "Request", scan_id: str) -> bool:
    """The scan was announced and not checked yet."""
    scan = next((one for one in request.scans if one.id == scan_id), None)
    if scan is None:
        raise Unknown("This request announced no such scan.")
    return scan.status.value in ("uploading", "checking")


def _sheets(request: "Request") -> tuple[int, int]:
    """How many old cover sheets in front and at the back of an imported reading's file."""
    one = request.imported
    return (one.front, one.back) if one else (0, 0)


def _looked_over(upload: Arrived, folder: Path, sheets: tuple[int, int]) -> dict[str, Any]:
    """What the desk is told about this upload; a good one has its master by then."""
    from chalicelib import wiring
    from chalicelib.library import pdf

    scans, file, mended = wiring.scans(), folder / "upload.pdf", folder / "mended.pdf"
    sha256 = scans.fetch(upload.key, upload.version, file)
    checked = pdf.check(file, mended)
    if checked.blocked:
        return _words(checked, "blocked", sha256)
    if any(sheets):
        return _stripped(upload, checked, folder, sheets, sha256)
    if checked.mended:
        with mended.open("rb") as repaired:
            sha256 = hashlib.file_digest(repaired, "sha256").hexdigest()
        return _words(checked, "ready", sha256, scans.mended_master(upload.key, mended, sha256))
    return _words(checked, "ready", sha256, scans.to_master(upload.key, upload.version, sha256))


def _stripped(
    upload: Arrived, checked: "Checked", folder: Path, sheets: tuple[int, int], sha256: str
) -> dict[str, Any]:
    """The master is the file without its old cover sheets; the file as it came is kept beside."""
    from chalicelib import wiring
    from chalicelib.domain.scans import Finding
    from chalicelib.library import pdf, pdf_strip

    whole = folder / ("mended.pdf" if checked.mended else "upload.pdf")
    left = folder / "stripped.pdf"
    done = pdf_strip.strip(whole, left, *sheets)
    said = Finding(done.words, blocking=not done.pages)
    seen = pdf.Checked((*checked.findings, said), done.pages or checked.pages, checked.mended)
    if not done.pages:
        return _words(seen, "blocked", sha256)
    original = wiring.scans().to_master(upload.key, upload.version, sha256)
    with left.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    master = wiring.scans().mended_master(upload.key, left, sha256)
    return _words(seen, "ready", sha256, master) | {"original": original}


def _words(checked: "Checked", status: str, sha256: str, master: str = "") -> dict[str, Any]:
    findings = [asdict(finding) for finding in checked.findings]
    return {
        "status": status,
        "pages": checked.pages,
        "sha256": sha256,
        "master": master,
        "findings": findings,
    }


def _say(upload: Arrived, what: str, **more: str) -> None:
    _, request, scan = f"{upload.key}//".split("/")[:3]
    print(json.dumps({"what": what, "request": request, "scan": scan, **more}), flush=True)
