"""What becomes of a request's scans: announced, checked, selected."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain import text_layer
from chalicelib.domain.errors import Refused, Unknown
from chalicelib.domain.request import Request
from chalicelib.domain.scans import MOST_SCANS, Finding, Scan, ScanStatus
from chalicelib.domain.terms import Moment


def add_scan(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    if any(scan.id == told["scan"] for scan in request.scans):
        return request
    if len(request.scans) >= MOST_SCANS:
        raise Refused(
            f"This request has {MOST_SCANS} scans already.",
            instead="Select one of them, or start another request for another text.",
        )
    scan = Scan(
        id=told["scan"],
        name=told["name"],
        size=told["size"],
        added_on=moment.now,
        added_by=told.get("by", ""),
    )
    return replace(request, scans=(*request.scans, scan))


def scan_checked(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """The check's answer, put on the scan it is about; an unknown scan is refused."""
    if not any(scan.id == told["scan"] for scan in request.scans):
        raise Unknown("This request announced no such scan.")
    findings = tuple(Finding(**one) for one in told.get("findings", ()))

    def answered(scan: Scan) -> Scan:
        # What was checked first counts: a form used twice cannot replace what was selected.
        if scan.id != told["scan"] or scan.status in (ScanStatus.READY, ScanStatus.BLOCKED):
            return scan
        seen = replace(
            scan,
            status=ScanStatus(told["status"]),
            master=told.get("master", ""),
            sha256=told.get("sha256", ""),
            pages=told.get("pages"),
            findings=findings,
            original=told.get("original", ""),
            version=told.get("version", ""),
        )
        return text_layer.looked_at(seen, moment.terms)

    scans = tuple(answered(scan) for scan in request.scans)
    ready = [one.id for one in scans if one.id == told["scan"] and one.status is ScanStatus.READY]
    # An imported reading is live already: its file is what its readers open.
    taken = ready[0] if request.imported and ready and not request.selected else request.selected
    return replace(request, scans=scans, selected=taken)


def correct_import(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """Another file, old link or number of old cover sheets; a file that is there stays."""
    return replace(
        request, imported=replace(request.imported, **told) if request.imported else None
    )


def select_scan(request: Request, heard: Any, moment: Moment) -> Request:
    return replace(request, selected=heard.scan)
