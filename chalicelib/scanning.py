"""From an upload to a master: looked over, turned into a PDF where it is a picture, put together.

All of it ends in words on the scan. What may pass by itself (Busy, ChangedMeanwhile) is raised,
for the queue to bring it again; who comes for the last time gets words in place of a try.
"""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.errors import TooLarge, Unknown
from chalicelib.domain.request import Approval, Request
from chalicelib.domain.scan_limits import of_a_file
from chalicelib.domain.scans import (
    Finding,
    Scan,
    ScanFile,
    ScanStatus,
    key_for,
    made_of,
    megabytes,
    named_by,
)

if TYPE_CHECKING:
    from chalicelib.library.pdf import Checked

REFUSED = "Copyright approval was refused while this was uploaded, so no copy of it is kept."
GONE = "The uploaded file is no longer there. Upload it again."
SWAPPED = "A file of this scan is not what was checked. Remove it and upload it again."
GIVEN_UP = (
    "The check broke off several times before it was done. Save the scan again as a PDF at 300 "
    "dpi, in parts if it is long, and upload that."
)
#: While a picture is turned into a PDF more time is needed than to look at one.
TURNING = 100


class Acting(Protocol):
    def act_as_desk(self, request_id: str, action: str, told: dict[str, Any]) -> Request: ...


class Stored(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def version(self) -> str: ...


class Store(Protocol):
    """The bucket, as far as the check needs it (aws/scans.py)."""

    def fetch(self, key: str, version: str, into: Path, largest: int) -> str: ...
    def fetch_master(self, scan: Scan | ScanFile, into: Path) -> None: ...
    def to_master(self, key: str, version: str, sha256: str) -> Stored: ...
    def mended_master(self, key: str, mended: Path, sha256: str) -> Stored: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What an upload came to: the PDF to keep, None where it is blocked, and what was found."""

    findings: tuple[Finding, ...]
    sha256: str = ""
    pages: int | None = None
    pdf: Path | None = None
    as_it_came: bool = False

    @property
    def status(self) -> ScanStatus:
        return ScanStatus.READY if self.pdf else ScanStatus.BLOCKED


@dataclass(frozen=True, slots=True)
class Scanning:
    """The check of what is uploaded, with its parts."""

    desk: Acting
    load: Callable[[str], Request]
    scans: Store
    terms: DeliveryTerms

    def upload(self, key: str, version: str, last: bool = False) -> str:
        """Look this very version over; what came of it, for the log. `last` only says words."""
        named = named_by(key)
        if named is None:
            raise Unknown("No upload of ours has such a key.")
        request = self.load(named.request)
        scan = one_of(request, named.scan)
        if scan.files:
            return self._file(request, scan, named.file or scan.id, key, version, last)
        if named.file:
            raise Unknown("This scan has no such file.")
        if scan.status not in (ScanStatus.UPLOADING, ScanStatus.CHECKING, ScanStatus.GIVEN_UP):
            # The form was used twice: what was checked first is what counts.
            return "checked-before"
        with TemporaryDirectory() as folder:
            told = self._looked_over(request, scan, key, version, Path(folder), last)
        self.desk.act_as_desk(request.id, "scan-checked", {"scan": scan.id, **told})
        return str(told["status"])

    def _file(
        self, request: Request, scan: Scan, file_id: str, key: str, version: str, last: bool
    ) -> str:
        """One file of several; with the last of them the scan is put together."""
        file = next((one for one in scan.files if one.id == file_id), None)
        if file is None:
            raise Unknown("This scan has no such file.")
        if file.status is not ScanStatus.UPLOADING:
            return self.together(request.id, scan.id, last)
        with TemporaryDirectory() as folder:
            told = self._looked_over(request, file, key, version, Path(folder), last)
        told = {"scan": scan.id, "file": file.id, **told}
        after = self.desk.act_as_desk(request.id, "file-checked", told)
        if one_of(after, scan.id).status is not ScanStatus.CHECKING:
            return f"file-{told['status']}"
        return self.together(request.id, scan.id)

    def together(self, request_id: str, scan_id: str, last: bool = False) -> str:
        """Put the files of a scan together in the order they have now; told twice, done once."""
        request = self.load(request_id)
        scan = one_of(request, scan_id)
        if not scan.files or scan.status is not ScanStatus.CHECKING:
            return "checked-before"
        with TemporaryDirectory() as folder:
            if request.approval is Approval.REFUSED:
                told = answered(blocked("refused", REFUSED))
            elif last:
                told = answered(blocked("check-failed", GIVEN_UP))
            else:
                told = self._joined(request, scan, Path(folder))
        told |= {"scan": scan.id, "made_of": made_of(scan.files)}
        self.desk.act_as_desk(request.id, "scan-checked", told)
        return f"together-{told['status']}"

    def _looked_over(
        self, request: Request, one: Scan | ScanFile, key: str, version: str, folder: Path,
        last: bool,
    ) -> dict[str, Any]:  # fmt: skip
        """What the desk is told about this upload; a good one has its master by then."""
        if request.approval is Approval.REFUSED:
            # After a refusal no file is made (A157): what was on its way is not copied.
            return answered(blocked("refused", REFUSED))
        if last:
            return answered(blocked("check-failed", GIVEN_UP))
        upload = folder / "upload"
        try:
            most = max(one.size, of_a_file(request, self.terms))
            sha256 = self.scans.fetch(key, version, upload, most)
        except Unknown:
            return answered(blocked("gone", GONE))
        except TooLarge:
            return answered(blocked("too-large", too_large(one)))
        seen = looked_at(upload, sha256, folder)
        imported = request.imported if isinstance(one, Scan) else None
        sheets = (imported.front, imported.back) if imported else (0, 0)
        whole = self._kept(key, version, seen)
        if not seen.pdf or not any(sheets):
            return answered(seen) | whole
        # The master is the file without its old cover sheets; as it came it is kept beside.
        cut = stripped(seen, folder, sheets)
        told = answered(cut) | self._kept(key, version, cut)
        return told | ({"original": whole["master"]} if cut.pdf else {})

    def _kept(self, key: str, version: str, seen: Seen) -> dict[str, Any]:
        """Where no form can write: a copy inside S3 of what came, or what was made of it."""
        if not seen.pdf:
            return {}
        if seen.as_it_came:
            stored = self.scans.to_master(key, version, seen.sha256)
        else:
            stored = self.scans.mended_master(key, seen.pdf, seen.sha256)
        return {"master": stored.key, "version": stored.version}

    def _joined(self, request: Request, scan: Scan, folder: Path) -> dict[str, Any]:
        """All files in one PDF, looked over as a whole; findings of a file stand on its pages."""
        from chalicelib.library import pdf, pdf_join

        parts = []
        for number, one in enumerate(scan.files):
            parts.append(folder / f"{number}.pdf")
            try:
                self.scans.fetch_master(one, parts[-1])
            except (Unknown, TooLarge):
                return answered(blocked("gone", f"{one.name}: {SWAPPED}"))
        whole = folder / "whole.pdf"
        if not pdf_join.join(parts, whole):
            return answered(blocked("too-much", pdf_join.COULD_NOT))
        checked = pdf.check(whole, folder / "mended.pdf")
        told = replace(checked, findings=(*on_the_whole(scan.files), *checked.findings))
        seen = verdict(told, folder / "mended.pdf" if checked.mended else whole)
        return answered(seen) | self._kept(key_for(request.id, scan.id), "", seen)


def one_of(request: Request, scan_id: str) -> Scan:
    scan = next((one for one in request.scans if one.id == scan_id), None)
    if scan is None:
        raise Unknown("This request announced no such scan.")
    return scan


def looked_at(upload: Path, sha256: str, folder: Path) -> Seen:
    """An upload as a PDF that passed its check, or why there is none."""
    from chalicelib.library import pdf, pdf_pictures

    with upload.open("rb") as file:
        picture = pdf_pictures.kind_of(file.read(64))
    sheet, found = upload, tuple[Finding, ...]()
    if picture:
        sheet = folder / "turned.pdf"
        turned = pdf_pictures.turn(upload, sheet, seconds=TURNING)
        found = turned.findings
        if turned.blocked:
            return Seen(found, sha256)
    checked = pdf.check(sheet, folder / "mended.pdf")
    told = replace(checked, findings=(*found, *checked.findings))
    if not picture and not checked.mended and not checked.blocked:
        return Seen(told.findings, sha256, told.pages, sheet, as_it_came=True)
    return verdict(told, folder / "mended.pdf" if checked.mended else sheet)


def verdict(checked: "Checked", path: Path) -> Seen:
    """The PDF at this path with what was found, unless something in that is blocking."""
    if checked.blocked:
        return Seen(checked.findings, pages=checked.pages)
    return Seen(checked.findings, digest(path), checked.pages, path)


def stripped(seen: Seen, folder: Path, sheets: tuple[int, int]) -> Seen:
    from chalicelib.library import pdf_strip

    left = folder / "stripped.pdf"
    done = pdf_strip.strip(seen.pdf or left, left, *sheets)
    said = Finding(done.words, blocking=not done.pages, code="stripped")
    found = (*seen.findings, said)
    if not done.pages:
        return Seen(found, seen.sha256, seen.pages)
    return Seen(found, digest(left), done.pages, left)


def on_the_whole(files: tuple[ScanFile, ...]) -> tuple[Finding, ...]:
    """What was found in each file by itself and still holds, by the pages of the whole."""
    found, before = list[Finding](), 0
    for one in files:
        for finding in one.findings:
            if finding.code in OF_A_FILE:
                page = (finding.page or 1) + before
                words = f"{one.name}: {finding.words}"
                found.append(replace(finding, words=words, page=page))
        before += one.pages or 0
    return tuple(found)


#: What only the check of the file itself can see; all else is seen again in the whole.
OF_A_FILE = frozenset({"mended", "active-removed", "flattened", "dpi-assumed"})


def blocked(code: str, words: str) -> Seen:
    return Seen((Finding(words, True, code),))


def answered(seen: Seen) -> dict[str, Any]:
    return {
        "status": seen.status.value,
        "pages": seen.pages,
        "sha256": seen.sha256,
        "findings": [asdict(one) for one in seen.findings],
    }


def too_large(one: Scan | ScanFile) -> str:
    said = megabytes(one.size)
    return f"What arrived is larger than a file may be, and than the {said} announced."


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
