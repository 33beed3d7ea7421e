"""What the clean-up may remove, by which rule, and from which day on; docs/clean-up.md says it all.

Files go, records stay: nothing here bears on the copies of a licence return or on the extents that
are counted. A stored file is removed once no request names it any more. A request stops naming its
files by a rule of this table alone, so what a link needs, or may need again, is always named.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import StrEnum

from chalicelib.domain.closure import GIVEN_UP, closed_on
from chalicelib.domain.delivery_files import DELIVERY
from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.evidence import EVIDENCE
from chalicelib.domain.pictures import drawn_of
from chalicelib.domain.pieces import Attachment, Piece, Shelf
from chalicelib.domain.request import Purpose, Request
from chalicelib.domain.scans import KEPT_DAYS, Scan, ScanStatus

#: Where the clean-up may delete, in the order in which it looks there.
PREFIXES = ("incoming/", "masters/", "readable/", "reading/", "delivery/", "evidence/")
#: Files that several requests may name, because a scan is used again without being copied.
SHARED = ("masters/", "readable/")
STORED = re.compile(r"(?:masters|readable|reading|delivery)/[\x21-\x7e]{1,900}")
#: So many scans leave a request in one step: what is written at once has its limit.
AT_ONCE = 10


class Rule(StrEnum):
    """Why something is removed."""

    UPLOAD = "upload-given-up"
    PATRON = "patron-files"
    CLOSED = "closed-files"
    PERSONAL = "personal-data"
    TAKEN = "upload-taken"
    ORPHAN = "orphan"

    def words(self, terms: DeliveryTerms) -> str:
        """The rule with its figure, as the history keeps it."""
        setting = WORDS[self].setting
        return f"{self.value}, {setting} {getattr(terms, setting)}"


@dataclass(frozen=True, slots=True)
class Words:
    """What a rule removes and when, as people read it; `setting` is one of delivery_terms.py."""

    goes: str
    when: str
    setting: str


WORDS: Mapping[Rule, Words] = {
    Rule.UPLOAD: Words(
        "An upload that was announced and never arrived; it is given up and stays on the list",
        "hours after it was announced", "upload_hours",
    ),
    Rule.PATRON: Words(
        "The files of a copy made for a patron",
        "days after delivery, unless the rule that applied has days of its own", "patron_days",
    ),
    Rule.CLOSED: Words(
        "The files of a request that was rejected, cancelled or deleted",
        "days after that", "closed_file_days",
    ),
    Rule.PERSONAL: Words(
        "Who asked, what they wrote, and the evidence",
        "years after the request was closed", "pseudonymise_years",
    ),
    Rule.TAKEN: Words(
        "An upload whose checked copy the request has", "days after it came", "orphan_days",
    ),
    Rule.ORPHAN: Words(
        "A file that no request names", "days after it was written", "orphan_days",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that may go since `due`: of which request, in words, and the keys of its files."""

    rule: Rule
    request: str
    what: str
    due: date
    keys: tuple[str, ...] = ()
    scans: tuple[str, ...] = ()


def removals(request: Request, rule: Rule, terms: DeliveryTerms, today: date) -> list[Removal]:
    """What this rule removes of a request today."""
    due = due_on(request, rule, terms)
    if due is None or due > today:
        return []
    if rule is Rule.PERSONAL:
        pieces = len(request.evidence)
        also = f" and {pieces} pieces of evidence" if pieces else ""
        keys = keys_on(EVIDENCE, request)
        return [Removal(rule, request.id, f"personal data{also}", due, keys)]
    scans, pieces_left = with_files(request)
    going = scans[:AT_ONCE]
    keys = tuple(dict.fromkeys(key for scan in going for key in scan.keys))
    names = [scan.name for scan in going]
    if len(going) == len(scans):
        keys += tuple(one.key for one in request.reading if one.key)
        keys += keys_on(DELIVERY, request)
        names += [piece.label for piece in pieces_left]
    ids = tuple(one.id for one in going)
    return [Removal(rule, request.id, ", ".join(names), due, keys, ids)]


def with_files(request: Request) -> tuple[list[Scan], list[Piece]]:
    """The scans, and the pieces beside them for a patron, whose files have not been removed."""
    scans = [scan for scan in request.scans if scan.keys and not scan.removed_on]
    return scans, [one for one in request.delivery if one.files and not one.removed_on]


def due_on(request: Request, rule: Rule, terms: DeliveryTerms) -> date | None:
    """The first day on which this rule removes something of this request; None where never."""
    since = place(request, rule)
    if since is None:
        return None
    day, days = since
    if days is None:
        days = {Rule.PATRON: terms.patron_days, Rule.CLOSED: terms.closed_file_days}.get(rule)
    if days is not None:
        return day + timedelta(days=days)
    return years_after(day, terms.pseudonymise_years)


def place(request: Request, rule: Rule) -> tuple[date, int | None] | None:
    """The day from which a rule counts for this request, and days of its own where it has some;
    None where the rule has nothing to do with it."""
    if rule is Rule.PERSONAL:
        closed = closed_on(request)
        return (closed, None) if closed and not request.pseudonymised_on else None
    if not any(with_files(request)):
        return None
    if rule is Rule.PATRON:
        return delivered(request)
    closed = closed_on(request) if request.state in GIVEN_UP else None
    return (max(closed, *restored(request)), None) if closed else None


def restored(request: Request) -> list[date]:
    """The days on which files were brought back: they stay for as many days again."""
    return [date.min, *(scan.restored_on for scan in request.scans if scan.restored_on)]


def delivered(request: Request) -> tuple[date, int | None] | None:
    """Since when a patron has the copy and for how many days; none for a course, as long as it is
    worked on, and where the repository keeps it without an end."""
    if request.purpose is not Purpose.PATRON or request.is_open:
        return None
    if one := request.delivered:
        if one.until is None:
            return None
        # Its last day is the patron's; the files go on the day after.
        return max(one.on, *restored(request)), (one.until - one.on).days + 1
    days = [copy.since for copy in request.copies]
    since = max(days) if days else closed_on(request)
    return (max(since, *restored(request)), None) if since else None


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def overdue(request: Request) -> tuple[list[Scan], list[Attachment]]:
    """The uploads that have not arrived: scans, then files of evidence and for a patron."""
    scans = [one for one in request.scans if one.status is ScanStatus.UPLOADING]
    pieces = (*request.evidence, *request.delivery)
    return scans, [one.coming for one in pieces if one.coming]


def waiting(request: Request) -> frozenset[str]:
    """Their ids."""
    scans, files = overdue(request)
    return frozenset([*(one.id for one in scans), *(one.id for one in files)])


def named(request: Request) -> frozenset[str]:
    """The keys of all stored files that this request names: none of them may be deleted.

    Whatever part of a request holds a key names that file, unless the part was removed.
    """
    of_pieces = (*keys_on(EVIDENCE, request), *keys_on(DELIVERY, request))
    return frozenset([*_keys(request), *of_pieces])


def shared(request: Request) -> frozenset[str]:
    """Those of them that other requests may name too."""
    return frozenset(key for key in named(request) if key.startswith(SHARED))


def keys_on(shelf: Shelf, request: Request) -> tuple[str, ...]:
    """The keys of all files that lie on this shelf of a request."""
    pieces = (one for one in shelf.of(request) if not one.removed_on)
    return tuple(shelf.key_for(request.id, file.id) for one in pieces for file in one.files)


def loose(key: str, request: Request | None) -> Rule | None:
    """By which rule a stored file may go that is old enough, seen from the request whose id its
    key has; None where it has to stay. Other requests that use it again are asked elsewhere."""
    if request is None:
        return Rule.ORPHAN
    if not key.startswith("incoming/"):
        return None if drawn_of(key) in named(request) else Rule.ORPHAN
    scan = _scan_of(key, request)
    if scan is None:
        return Rule.ORPHAN
    return Rule.TAKEN if scan.status is ScanStatus.READY else None


def restorable(scan: Scan, today: date) -> bool:
    """Its files were removed so lately that S3 still has them."""
    return scan.removed_on is not None and (today - scan.removed_on).days <= KEPT_DAYS


def _scan_of(key: str, request: Request) -> Scan | None:
    """The scan of an upload: incoming/{request}/{scan}, the files of a scan below it."""
    name = (key.split("/") + [""])[2]
    return next((scan for scan in request.scans if scan.id == name), None)


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if STORED.fullmatch(value):
            yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _keys(one)
    elif isinstance(value, Mapping):
        yield from _keys(tuple(value.values()))
    elif is_dataclass(value) and not getattr(value, "removed_on", None):
        for one in fields(value):
            yield from _keys(getattr(value, one.name))
