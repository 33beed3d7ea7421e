"""What must be there before a link can be: each need with the words for its absence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain import licence, medium
from chalicelib.domain.bounds import openings_of
from chalicelib.domain.delivery import INVENTORY, ruled_way
from chalicelib.domain.pages import NotPages, Pages
from chalicelib.domain.permissions import isn_of
from chalicelib.domain.request import Approval, Request
from chalicelib.domain.scans import KEPT_DAYS
from chalicelib.domain.views import views_of


@dataclass(frozen=True, slots=True)
class Need:
    """`supplied_by` is the action that supplies it; `lacks` says what is missing, or nothing."""

    label: str
    supplied_by: str
    lacks: Callable[[Request, date], str]


def course(request: Request, today: date) -> str:
    return "" if request.runs else "No course run is matched yet."


def extract(request: Request, today: date) -> str:
    if request.work is None:
        return "The title has not been matched to a work yet."
    if not request.extract.page_count:
        return without_count(request.extract.pages)
    return ""


def without_count(pages: str) -> str:
    """Why pages that were said cannot be counted, or that none were said."""
    try:
        return Pages.read(pages).lacks or "The pages of the extract are not known yet."
    except NotPages:
        return "The pages of the extract are not known yet."


def extent(request: Request, today: date) -> str:
    return "" if request.extent else "The extent has not been confirmed yet."


def scans(request: Request, today: date) -> str:
    ready = any(scan.usable for scan in request.scans)
    return "" if ready else "No scan has been uploaded and checked yet."


def files(request: Request, today: date) -> str:
    there = any(scan.files for scan in request.scans)
    return "" if there else "No scan is put together of several files."


def removable(request: Request, today: date) -> str:
    there = any(scan.id != request.selected for scan in request.scans)
    return "" if there else "There is no scan beside the selected one."


def scan(request: Request, today: date) -> str:
    chosen = request.scan
    if chosen is None:
        return "No scan is selected yet."
    if chosen.removed_on:
        return f"The file of the selected scan was removed on {chosen.removed_on}."
    return "" if chosen.usable else "The selected scan cannot be used."


def removed(request: Request, today: date) -> str:
    """Scans whose files the clean-up removed so lately that S3 still has them."""
    since = today - timedelta(days=KEPT_DAYS)
    there = any(
        one.removed_on and one.removed_on >= since and not one.wanted_back for one in request.scans
    )
    return "" if there else f"No file was removed within the last {KEPT_DAYS} days."


def approval(request: Request, today: date) -> str:
    if request.approval in (Approval.WANTED, Approval.REFUSED):
        return f"Approval is {request.approval.value}."
    until = request.clearance.end if request.clearance else None
    return f"The approval held until {until}." if until and until < today else ""


def expiry(request: Request) -> date | None:
    """The last day that an approver may change: of the approval once there is one."""
    if request.approval is Approval.APPROVED:
        return request.clearance.end if request.clearance else None
    return request.dates.end


def expires(request: Request, today: date) -> str:
    return "" if expiry(request) else "It has no last day that could be changed."


def go_ahead(request: Request, today: date) -> str:
    """A rule may ask that nothing is scanned before it is approved."""
    rule = request.ruling
    if request.approval is not Approval.WANTED or not rule or rule.outcome.meanwhile != "wait":
        return ""
    return f"The rule {rule.name} asks for approval before anything is scanned."


def opening(request: Request, today: date) -> str:
    """Without a course run there is nothing to say yet: that is a need of its own."""
    there = request.runs or request.is_for_patron
    openings = openings_of(request) if there else ()
    if any(one.never and not one.closed for one in openings):
        return (
            "The link would never open: its dates, the run and the licence have no day in common."
        )
    return ""


def dates(request: Request, today: date) -> str:
    """Only asked where the library insists on a date range (A087)."""
    cleared = request.clearance
    for one in (request.dates, cleared):
        if one and one.start and one.end:
            return ""
    return "The first and the last day have not both been set."


def openings(request: Request, today: date) -> str:
    left = request.link and any(one.is_left(today) for one in request.link.openings)
    return "" if left else "No opening of the link is left."


def views(request: Request, today: date) -> str:
    return "" if views_of(request) is not None else "Nothing limits how often it may be opened."


def number(request: Request, today: date) -> str:
    return "" if isn_of(request) else "The work has no ISBN or ISSN to ask by."


def evidence(request: Request, today: date) -> str:
    return "" if request.evidence else "No evidence has been added."


def delivery(request: Request, today: date) -> str:
    return "" if request.delivery else "No file to deliver has been added."


def parcel(request: Request, today: date) -> str:
    """A scan, or a file or an address that stands for it; nothing of it still on its way."""
    if any(one.coming for one in request.delivery):
        return "A file to deliver is still being uploaded or checked."
    if request.scan or not request.delivery:
        return scan(request, today)
    return "" if any(one.file or one.url for one in request.delivery) else "No file can be used."


def patron(request: Request, today: date) -> str:
    """The letter goes to an address; what the inventory shows needs none."""
    if request.requester.email or ruled_way(request) == INVENTORY:
        return ""
    if "requester" in request.not_yet_known:
        return "The patron's e-mail address is still being looked up."
    return "The patron's e-mail address is not known."


def candidates(request: Request, today: date) -> str:
    return "" if request.candidates else "There is no choice of citations to make."


def imported(request: Request, today: date) -> str:
    return "" if request.imported else "This request was not imported."


def file(request: Request, today: date) -> str:
    """An imported reading gets one file; any other request has its scans before it is live."""
    if request.imported is None:
        return imported(request, today)
    return "This reading has its file already." if request.selected else ""


NEEDS: Mapping[str, Need] = {
    "electronic": Need("An electronic item", "record-holdings", medium.no_electronic),
    "physical": Need("A physical item", "record-holdings", medium.no_physical),
    "course": Need("Course", "match-course", course),
    "extract": Need("Extract", "assign-metadata", extract),
    "licence": Need("Licence check", "verify-licence", licence.lacks),
    "extent": Need("Extent", "confirm-extent", extent),
    "scans": Need("A checked scan", "add-scan", scans),
    "files": Need("A scan of several files", "add-scan", files),
    "removable": Need("A scan that is not selected", "add-scan", removable),
    "scan": Need("Scan", "select-scan", scan),
    "removed": Need("Removed files", "files-removed", removed),
    "approval": Need("Approval", "approve", approval),
    "go-ahead": Need("Approval before scanning", "approve", go_ahead),
    "opening": Need("Dates", "set-dates", opening),
    "dates": Need("Date range", "set-dates", dates),
    "openings": Need("An opening", "add-opening", openings),
    "views": Need("A limit of views", "publish", views),
    "expiry": Need("A last day", "set-dates", expires),
    "number": Need("Number of the work", "assign-metadata", number),
    "evidence": Need("Evidence", "add-evidence", evidence),
    "delivery": Need("A file to deliver", "add-delivery", delivery),
    "parcel": Need("Scan or file", "select-scan", parcel),
    "patron": Need("Patron", "set-purpose", patron),
    "imported": Need("An imported reading", "import", imported),
    "file": Need("No file yet", "add-file", file),
    "candidates": Need("Citation", "choose-citation", candidates),
}


def missing(need: str, request: Request, today: date) -> str:
    """What this need lacks, in a sentence; empty when it is met."""
    return NEEDS[need].lacks(request, today)
