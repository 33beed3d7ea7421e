"""A scan that another request for the same text has already: offered with what was decided there.

The file is never altered and never copied: the request gets a candidate scan that names the same
checked master. Nothing is offered of a request that was refused or deleted, nor of a copy that was
made for one person or bought for one use. What allows the copy is asked anew for each request:
under CLA's HE licence (clause 3.2) the institution must own the original, or hold a
copyright-fee-paid copy, at the moment of copying, also where a scan is used again.
"""

from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain import reasons
from chalicelib.domain.errors import off
from chalicelib.domain.request import Approval, Kind, Purpose, Request, State
from chalicelib.domain.sameness import GONE, digest
from chalicelib.domain.scans import MOST_SCANS, Scan
from chalicelib.domain.terms import Moment

#: Bases whose copy is for one use: bought for one run, or made for one person.
CLOSED = frozenset({"second-extract", "s41", "s42a", "s31", "accessible-copy", "patron-copy"})
NOT_OWNED = "not-owned"
ANEW = "What allows the copy, and that the library owns the original, is checked for this request."


@dataclass(frozen=True, slots=True)
class Offer:
    """A checked scan of the same text, and what was decided about it where it stands."""

    request: Request
    scan: Scan

    @property
    def id(self) -> str:
        return f"{self.request.id}/{self.scan.id}"

    @property
    def runs(self) -> str:
        return ", ".join(f"{one.code} {one.run.year}" for one in self.request.runs)

    @property
    def decision(self) -> str:
        """Who approved it and why, by which licence, and how the request stands."""
        licence, state = self.request.licence, self.request.state
        basis = dict(reasons.BASES).get(licence.basis, licence.basis) if licence else ""
        checked = f"{basis}, checked by {licence.checked_by} on {licence.checked_on}" \
            if licence else "no licence check"  # fmt: skip
        return "; ".join([approval(self.request), checked, f"the request is {state.label.lower()}"])

    @property
    def label(self) -> str:
        pages = f"{self.scan.pages} pages" if self.scan.pages else "pages not counted"
        where = f" for {self.runs}" if self.runs else ""
        return f"{self.scan.name}, {pages}: request {self.request.id}{where}; {self.decision}"


def approval(request: Request) -> str:
    """What was decided about the copyright, by whom and with which reason."""
    one = request.clearance
    if request.approval is Approval.NONE:
        return "no approval was needed"
    if request.approval is Approval.WANTED or one is None:
        return request.approval.label.lower()
    label = one.label or dict(reasons_of()).get(one.reason, one.reason)
    by = f" by {one.decided_by}" if one.decided_by else ""
    note = f" ({one.note})" if one.note else ""
    until = f", until {one.end}" if one.end else ""
    return f"approved{by}: {label}{note}{until}"


def reasons_of() -> tuple[tuple[str, str], ...]:
    return tuple((one.code, one.label) for one in reasons.APPROVALS)


def offers(request: Request, alike: tuple[Request, ...]) -> tuple[Offer, ...]:
    """The scans that may be used again here, each file once, those in use now first."""
    ours = {scan.sha256 or scan.master for scan in request.scans}
    found: dict[str, Offer] = {}
    for other in sorted(alike, key=lambda one: (not one.link, one.state is not State.COMPLETE)):
        for scan in sorted(other.scans, key=lambda one: one.id != other.selected):
            name = scan.sha256 or scan.master
            if may_be_used(other, scan) and name not in ours:
                found.setdefault(name, Offer(other, scan))
    return tuple(found.values())


def may_be_used(request: Request, scan: Scan) -> bool:
    """It passed its check, nobody refused it, and its copy was not for one use only."""
    refused = request.approval is Approval.REFUSED or request.rejection is not None
    if refused or request.state in GONE or request.kind is not Kind.DIGITISATION:
        return False
    if request.purpose is Purpose.PATRON:
        return False
    if request.licence and request.licence.basis in CLOSED:
        return False
    ownership = request.answers.ownership
    if ownership and ownership.value == NOT_OWNED:
        return False
    return scan.usable and bool(scan.master)


def reuse_scan(request: Request, heard: Any, moment: Moment) -> Request:
    """The action: `found` are the other requests for the same text."""
    alike = moment.found if isinstance(moment.found, tuple) else ()
    chosen = [one for one in offers(request, alike) if one.id == heard.scan]
    if not chosen:
        raise off("scan", "Choose one of the scans that are offered; this one is not, or no more.")
    if len(request.scans) >= MOST_SCANS:
        raise off("scan", f"This request has {MOST_SCANS} scans already.")
    return use(request, chosen[0], moment)


def use(request: Request, offer: Offer, moment: Moment) -> Request:
    """The request with that scan among its candidates; its findings go with it."""
    taken = replace(
        offer.scan,
        id=digest(f"{request.id}/{offer.id}")[:16],
        added_on=moment.now,
        added_by=moment.by.name,
        reused=offer.request.id,
        decision=offer.decision,
    )
    return replace(request, scans=(*request.scans, taken))
