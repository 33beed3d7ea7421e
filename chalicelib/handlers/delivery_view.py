"""A request's scans as the API shows them."""

from collections.abc import Iterable
from datetime import date, datetime

from chalicelib.domain import scan_effects, scan_limits, text_layer
from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.request import Request
from chalicelib.domain.scans import Finding, ScanStatus, range_finding
from chalicelib.domain.scans import Scan as ScanValue
from chalicelib.handlers import delivery_shapes

#: What stands at the picture of a page, by the code of its finding.
MARKS = {
    "active-removed": "taken out", "blank": "blank", "dpi": "not sharp", "dpi-assumed": "size?",
    "flattened": "white now", "no-text": "no text", "not-looked": "not looked at from here",
    "page-count": "", "some-text": "no text", "spread": "two pages?", "turned": "on its side",
}  # fmt: skip


def text(at: datetime | date | None) -> str:
    return at.isoformat().replace("+00:00", "Z") if at else ""


def scans(request: Request) -> list[delivery_shapes.Scan]:
    return [
        {"id": one.id, "name": one.name, "bytes": one.size, "pages": one.pages,
         "status": one.status.value, "selected": one.id == request.selected,
         "findings": findings(found(one, request)), "files": files(one),
         "takes_files": scan_effects.takes_files(request, one),
         "waits_for": waits_for(one) or None,
         "added_on": text(one.added_on), "added_by": one.added_by,
         "removed_on": text(one.removed_on) or None, "wanted_back": one.wanted_back,
         "reused": one.reused or None, "decision": one.decision,
         "text": one.text, "text_words": text_layer.in_words(one), "languages": one.languages,
         "drawn": 0 if one.removed_on else one.drawn, "accessibility": one.accessibility,
         "accessibility_words": text_layer.accessible_in_words(one)}
        for one in request.scans
    ]  # fmt: skip


def found(scan: ScanValue, request: Request) -> list[Finding]:
    """What the check saw, and whether the pages are those that are asked for by now."""
    kept = request.title_pages
    # Title page and verso go with the copy and are no part of the range.
    beside = len(kept.pages) if kept and kept.scan == scan.id else 0
    pages = scan.pages and range_finding(scan.pages - beside, request.extract.page_count)
    return [*scan.findings, *([pages] if pages else [])]


def findings(found: Iterable[Finding]) -> list[delivery_shapes.FindingShape]:
    return [
        {"level": "blocking" if one.blocking else "note", "words": one.words, "code": one.code,
         "page": one.page, "mark": one.mark or MARKS.get(one.code, ""), "pages": runs(one)}
        for one in found
    ]  # fmt: skip


def runs(one: Finding) -> list[list[int]]:
    """At which pages the finding stands, as first and last of each run."""
    if not one.pages:
        return [[one.page, one.page]] if one.page else []
    ends = [run.split("-") for run in one.pages.split(", ")]
    return [[int(run[0]), int(run[-1])] for run in ends]


def files(scan: ScanValue) -> list[delivery_shapes.ScanFileShape]:
    return [
        {"id": one.id, "name": one.name, "bytes": one.size, "pages": one.pages,
         "status": one.status.value, "findings": findings(one.findings)}
        for one in scan.files
    ]  # fmt: skip


def waits_for(scan: ScanValue) -> str:
    """What is not there yet, by name, and what helps if it never comes."""
    if scan.status is not ScanStatus.UPLOADING:
        return ""
    missing = [one.name for one in scan.files if one.status is ScanStatus.UPLOADING]
    if not missing:
        return "It has not arrived yet. If its upload broke off, remove it and upload it again."
    names = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
    return f"Not here yet: {names}. If an upload broke off, remove that file or add it again."


def limits(request: Request, terms: DeliveryTerms) -> delivery_shapes.UploadLimits:
    most = terms.request_mb * scan_limits.MB
    left = max(0, most - scan_limits.used(request.scans))
    return {"file": scan_limits.of_a_file(request, terms), "all": most, "left": left}
