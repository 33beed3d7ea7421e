"""What becomes of a request's scans: announced, checked, put together, selected, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from chalicelib.domain import text_layer
from chalicelib.domain.errors import Refused, Unknown, off
from chalicelib.domain.request import Message, Request, State
from chalicelib.domain.scan_limits import may_come
from chalicelib.domain.scans import MOST_FILES, Finding, Scan, ScanFile, ScanStatus, made_of
from chalicelib.domain.terms import Moment

SETTLED = (ScanStatus.READY, ScanStatus.BLOCKED)


def add_scan(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """One upload, or several `files` in their order, of which the scan is put together."""
    if any(scan.id == told["scan"] for scan in request.scans):
        return request
    files = _announced(told)
    one = ScanFile(id=told["scan"], name=told["name"], size=told["size"])
    may_come(request, None, files or (one,), moment.terms.delivery)
    scan = Scan(
        id=told["scan"],
        name=told["name"],
        size=told["size"],
        added_on=moment.now,
        added_by=told.get("by", ""),
        files=files,
    )
    return replace(request, scans=(*request.scans, scan))


def add_files(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """More files at the end of a scan; the scan as it was is the first of them."""
    scan = _own(request, told["scan"])
    held = _files(scan)
    known = {one.id for one in held}
    new = tuple(one for one in _announced(told) if one.id not in known)
    if not new:
        return request
    may_come(request, scan, new, moment.terms.delivery)
    return _with(request, _of(scan, (*held, *new)))


def _announced(told: Mapping[str, Any]) -> tuple[ScanFile, ...]:
    return tuple(
        ScanFile(id=one["id"], name=one["name"], size=one["size"]) for one in told.get("files", ())
    )


def takes_files(request: Request, scan: Scan) -> bool:
    """Its files may change at present, and there may be more of them."""
    try:
        _own(request, scan.id)
    except Refused:
        return False
    return len(scan.files) < MOST_FILES and scan.removed_on is None


def _own(request: Request, scan_id: str) -> Scan:
    """A scan whose files may change: one that was uploaded here, and that no reader opens."""
    scan = next((one for one in request.scans if one.id == scan_id), None)
    if scan is None:
        raise Unknown("This request has no such scan.")
    if scan.reused:
        raise Refused(
            f"{scan.name} is a scan of request {scan.reused}, so its files stay as they are.",
            instead="Upload the files as a scan of their own.",
        )
    if request.selected == scan_id and request.state is not State.ACTIVE:
        raise Refused(
            f"{scan.name} is what readers open, so its files stay as they are.",
            instead="Upload another scan and select that; the old one is kept.",
        )
    return scan


def _files(scan: Scan) -> tuple[ScanFile, ...]:
    """The files of a scan; of one that is a single upload, that upload."""
    if scan.files:
        return scan.files
    one = ScanFile(
        id=scan.id, name=scan.name, size=scan.size, status=scan.status, master=scan.master,
        version=scan.version, sha256=scan.sha256, pages=scan.pages,
        findings=tuple(one for one in scan.findings if one.blocking),
    )  # fmt: skip
    return (one,)


def _of(scan: Scan, files: Sequence[ScanFile]) -> Scan:
    """The scan with these files, not yet put together; nothing that was made of others stays."""
    return Scan(
        id=scan.id,
        name=scan.name,
        size=sum(one.size for one in files),
        added_on=scan.added_on,
        added_by=scan.added_by,
        status=standing(files),
        findings=_blocking(files),
        files=tuple(files),
        text_attempt=scan.text_attempt,
    )


def standing(files: Sequence[ScanFile]) -> ScanStatus:
    """How a scan stands before it is put together: it waits for all its files to be good."""
    states = {one.status for one in files}
    for status in (ScanStatus.UPLOADING, ScanStatus.BLOCKED):
        if status in states:
            return status
    return ScanStatus.CHECKING


def _blocking(files: Sequence[ScanFile]) -> tuple[Finding, ...]:
    return tuple(
        replace(finding, words=f"{one.name}: {finding.words}")
        for one in files
        for finding in one.findings
        if finding.blocking
    )


def _with(request: Request, scan: Scan) -> Request:
    """The request with this scan as it is now; a selection was of the scan as it was."""
    scans = tuple(scan if one.id == scan.id else one for one in request.scans)
    selected = "" if request.selected == scan.id else request.selected
    return replace(request, scans=scans, selected=selected)


def file_checked(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """The check's answer about one file of a scan; what was checked first counts."""
    scan = next((one for one in request.scans if one.id == told["scan"]), None)
    held = next((one for one in scan.files if one.id == told["file"]), None) if scan else None
    if scan is None or held is None:
        raise Unknown("This request announced no such file.")
    if held.status in SETTLED:
        return request
    seen = replace(
        held,
        status=ScanStatus(told["status"]),
        master=told.get("master", ""),
        version=told.get("version", ""),
        sha256=told.get("sha256", ""),
        pages=told.get("pages"),
        findings=_findings(told),
    )
    files = tuple(seen if one.id == held.id else one for one in scan.files)
    now = replace(scan, files=files, status=standing(files), findings=_blocking(files))
    return replace(request, scans=tuple(now if one.id == now.id else one for one in request.scans))


def _findings(told: Mapping[str, Any]) -> tuple[Finding, ...]:
    return tuple(Finding(**one) for one in told.get("findings", ()))


def scan_checked(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """The check's answer, put on the scan it is about; an unknown scan is refused."""
    scan = next((one for one in request.scans if one.id == told["scan"]), None)
    if scan is None:
        raise Unknown("This request announced no such scan.")
    if scan.files and not told.get("made_of"):
        # It was one upload when its check began, and is the first of several by now.
        return file_checked(request, {**told, "file": scan.id}, moment)
    stale = scan.files and told["made_of"] != made_of(scan.files)
    # What was checked first counts: a form used twice cannot replace what was selected.
    if stale or scan.status in SETTLED:
        return request
    seen = replace(
        scan,
        status=ScanStatus(told["status"]),
        master=told.get("master", ""),
        sha256=told.get("sha256", ""),
        pages=told.get("pages"),
        findings=_findings(told),
        original=told.get("original", ""),
        version=told.get("version", ""),
    )
    seen = text_layer.looked_at(seen, moment.terms)
    scans = tuple(seen if one.id == seen.id else one for one in request.scans)
    # An imported reading is live already: its file is what its readers open.
    takes = request.imported and seen.status is ScanStatus.READY and not request.selected
    return replace(request, scans=scans, selected=seen.id if takes else request.selected)


def order_files(request: Request, heard: Any, moment: Moment) -> Request:
    scan = _own(request, heard.scan)
    by_id = {one.id: one for one in scan.files}
    if sorted(heard.files) != sorted(by_id):
        raise off("files", "Name each file of the scan once, in the order in which they go.")
    if list(heard.files) == list(by_id):
        return request
    return _with(request, _of(scan, [by_id[one] for one in heard.files]))


def remove_file(request: Request, heard: Any, moment: Moment) -> Request:
    """One file less; with the last of them the scan goes too."""
    scan_id, _, file_id = heard.file.partition("/")
    scan = _own(request, scan_id)
    left = [one for one in scan.files if one.id != file_id]
    return _with(request, _of(scan, left)) if left else _without(request, scan_id)


def remove_scan(request: Request, heard: Any, moment: Moment) -> Request:
    return _without(request, heard.scan)


def _without(request: Request, scan_id: str) -> Request:
    """The stored files stay where they are until the clean-up; the history names what was."""
    selected = "" if request.selected == scan_id else request.selected
    scans = tuple(one for one in request.scans if one.id != scan_id)
    return replace(request, scans=scans, selected=selected)


def correct_import(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """Another file, old link or number of old cover sheets; a file that is there stays."""
    return replace(
        request, imported=replace(request.imported, **told) if request.imported else None
    )


def select_scan(request: Request, heard: Any, moment: Moment) -> Request:
    return replace(request, selected=heard.scan)


def errands(action: str, before: Request, after: Request) -> tuple[Message, ...]:
    """Another order of files, or fewer, is put together anew: no upload arrives for it."""
    if action not in ("order-files", "remove-file"):
        return ()
    stood = {one.id: one for one in before.scans}
    return tuple(
        Message("desk", "put-together", {"scan": one.id})
        for one in after.scans
        if one.status is ScanStatus.CHECKING and stood.get(one.id) != one
    )


def said(action: str, heard: Any, before: Request, after: Request) -> dict[str, object]:
    """What the history keeps of a scan and its files: the names that people know."""
    if action == "scan-checked":
        return {"scan": _name(after, heard["scan"]), "result": heard["status"],
                "pages": heard.get("pages"), "sha256": heard.get("sha256")}  # fmt: skip
    if action == "pages-drawn":
        return {"scan": _name(after, heard["scan"]), "pages": heard["pages"]}
    if action == "add-files":
        names = [one["name"] for one in heard["files"]]
        return {"scan": _name(after, heard["scan"]), "files": ", ".join(names), "by": heard["by"]}
    if action == "file-checked":
        scan, file, result = heard["scan"], heard["file"], heard["status"]
        return {"scan": _name(after, scan), "file": _name(after, scan, file), "result": result,
                "sha256": heard.get("sha256")}  # fmt: skip
    if action == "order-files":
        names = [_name(after, heard.scan, one) for one in heard.files]
        return {"scan": _name(after, heard.scan), "files": ", ".join(names)}
    if action == "remove-scan":
        return {"scan": _name(before, heard.scan)}
    scan, _, file = heard.file.partition("/")
    return {"scan": _name(before, scan), "file": _name(before, scan, file)}


def _name(request: Request, scan_id: str, file_id: str = "") -> str:
    scan = next((one for one in request.scans if one.id == scan_id), None)
    if scan is None or not file_id:
        return scan.name if scan else ""
    return next((one.name for one in scan.files if one.id == file_id), "")
