"""The reading copy: a cover sheet in front of the untouched master, which is what readers open.

What stands on a sheet is data. Its digest names for which pages, words and notice a copy was made,
so a copy is today's exactly when its digest is; opening a link only looks that up. There is a
sheet for each opening, because a sheet names the course; where nothing differs it is one copy.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.domain.languages import tag

if TYPE_CHECKING:  # request.py holds reading copies, so it is known here by name only
    from chalicelib.domain.openings import Opening
    from chalicelib.domain.request import Message, Request
    from chalicelib.domain.terms import Moment, Terms

#: Rises when the sheet looks or is put in front another way, so that every copy is made anew.
TEMPLATE = 1
KIND = "reading-copy"
#: Actions that ask for a copy anew although nothing on its sheet has changed.
AGAIN = frozenset({"prepare-copy", "want-reading"})
#: All that a request holds stands in one row, which has its limit.
MOST_COPIES = 60
#: A copy that is not there by then was forgotten: whoever opens the link asks for it again.
FORGOTTEN = timedelta(hours=1)

#: Where a pack has no words of its own, as on the link's page (templates/pages/notice.html).
GENERAL = (
    "This copy was made for teaching at {institution} and may be protected by copyright.\n\n"
    "- Use it for your own study, teaching or research.\n"
    "- Do not pass it on, publish it or make further copies, unless the law or the rightsholder "
    "allows it.\n\n"
    "Please cite the published original, which this copy does not replace."
)
FOR_ONE = GENERAL.replace("for teaching at", "for one reader by")


@dataclass(frozen=True, slots=True)
class ReadingCopy:
    """A copy by the digest of its sheet. Without a `key` it is being made, or `failed` says why
    it could not be. `words` are what staff should know of it: signs that could not be printed.
    `pages` and `size` (bytes) are the copy's, its sheet included.
    """

    hash: str
    key: str = ""
    asked_on: datetime | None = None
    made_on: datetime | None = None
    words: tuple[str, ...] = ()
    failed: str = ""
    pages: int = 0
    size: int = 0

    @property
    def status(self) -> str:
        return "ready" if self.key else "failed" if self.failed else "being-prepared"


@dataclass(frozen=True, slots=True)
class TitlePages:
    """Title page and verso, as pages of this scan's file: they go with it, and are not counted."""

    scan: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a copy is made of: the words of its cover sheet and the file behind it.

    `lines` are (label, words). `notice` are paragraphs, each with whether it is a list. `first`
    are the file's title page and verso, by number from 1: they follow the sheet at once.
    `language` is the text's, for a file that says none itself.
    """

    pages: str
    title: str
    lines: tuple[tuple[str, str], ...]
    notice: tuple[tuple[tuple[str, ...], bool], ...]
    institution: str
    course: str = ""
    year: str = ""
    first: tuple[int, ...] = ()
    language: str = "en"

    @property
    def hash(self) -> str:
        said = json.dumps([TEMPLATE, asdict(self)], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:40]


def key_for(request_id: str, digest: str) -> str:
    """Where the copy of this digest stands: other content never has the same key."""
    return f"reading/{request_id}/{digest}.pdf"


def ready_for(
    request: "Request", opening: "Opening", terms: "Terms", today: date
) -> ReadingCopy | None:
    """Today's copy for the readers of this opening; None while it is being prepared.

    `terms` are those of the opening's basis (wiring_reading.reading_terms).
    """
    sheet = sheet_of(request, opening, terms, today)
    copy = copy_of(request, sheet.hash) if sheet else None
    return copy if copy and copy.key else None


def copy_of(request: "Request", digest: str) -> ReadingCopy | None:
    """What is known of the copy of this digest, made or not."""
    return next((one for one in request.reading if one.hash == digest), None)


def sheets(
    request: "Request", terms_of: "Callable[[str], Terms]", today: date
) -> Mapping[str, Sheet]:
    """Every sheet that readers of a live request need now or will, by its digest.

    `terms_of` answers the terms for a basis.
    """
    openings = request.link.openings if request.link else ()
    if request.state.phase.value != "live":
        return {}
    left = [one for one in openings if one.is_left(today)]
    made = (sheet_of(request, one, terms_of(one.basis), today) for one in left)
    return {sheet.hash: sheet for sheet in made if sheet}


def sheet_of(request: "Request", opening: "Opening", terms: "Terms", today: date) -> Sheet | None:
    """The sheet for the readers of this opening; None where there are no pages to stand before."""
    scan = request.scan
    # The copy with a text layer where there is one, else the master.
    pages = (scan.readable or scan.master) if scan else ""
    if scan is None or not pages or scan.removed_on:
        return None
    kept = request.title_pages
    return Sheet(
        pages=pages,
        title=request.extract.title or request.title or "Untitled extract",
        lines=tuple(line for line in lines(request, opening, terms) if line[1]),
        notice=notice(request, opening, terms, today),
        institution=terms.institution,
        course=opening.course,
        year=opening.year,
        first=kept.pages if kept and kept.scan == scan.id else (),
        language=tag(scan.languages) or "en",
    )


def lines(request: "Request", opening: "Opening", terms: "Terms") -> tuple[tuple[str, str], ...]:
    """What a licence wants named on a copy: the work and its part, for whom, by what, by whom."""
    work, extract, scan = request.work, request.extract, request.scan
    source = work.title if work and work.title != extract.title else ""
    issue = (("vol. ", extract.volume), ("issue ", extract.issue))
    number = (("ISSN", work.issn) if work.is_journal else ("ISBN", work.isbn)) if work else ()
    order = request.licence.order if request.licence else None
    cleared = request.clearance.cc_number if request.clearance else ""
    return (
        ("By", extract.authors or (work.authors if work else "")),
        ("Chapter", extract.chapter),
        ("From", ", ".join([source, *(word + part for word, part in issue if part)]).strip(", ")),
        ("Author or editor of the whole", work.authors if work and extract.authors else ""),
        ("Published by", ", ".join(filter(None, (work.publisher, work.year))) if work else ""),
        ("Edition", work.edition if work else ""),
        number or ("", ""),
        ("DOI", extract.doi or (work.doi if work else "")),
        ("Pages", extract.pages),
        ("Course", course(request, opening)),
        ("Copied under", terms.basis_label(opening.basis) if opening.basis else ""),
        ("Permission", f"order {order.order}" if order else f"CCC {cleared}" if cleared else ""),
        ("Copied on", spelt(scan.added_on.astimezone(terms.zone).date()) if scan else ""),
        ("Supplied by", f"The library of {terms.institution}"),
    )


def course(request: "Request", opening: "Opening") -> str:
    """The course of this opening by code, name and year; nothing where it is for none."""
    runs = [one for one in request.runs if one.code == opening.course]
    name = runs[0].name if runs else ""
    return " ".join(
        filter(None, (opening.course, name, f"({opening.year})" if opening.year else ""))
    )


def notice(
    request: "Request", opening: "Opening", terms: "Terms", today: date
) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """The notice of the pack that this opening rests on; the general one where it has none."""
    from chalicelib.domain import notices

    general = FOR_ONE if request.purpose.value == "patron" else GENERAL
    said = notices.notice_of(terms.packs, opening.basis, today) or general
    runs = [f"{one.code} {one.name}" for one in request.runs if one.code == opening.course]
    blocks = notices.blocks(said, terms.institution, runs[0] if runs else opening.course)
    return tuple((one.lines, one.listed) for one in blocks)


def due(before: "Request", after: "Request", moment: "Moment") -> tuple[str, ...]:
    """The digests of the sheets that a change asks for and that were not asked for before it."""
    if after.state.phase.value != "live":
        return ()
    old = sheets(before, lambda basis: moment.terms, moment.today)
    new = sheets(after, lambda basis: moment.terms, moment.today)
    return tuple(one for one in new if one not in old)


def asked(request: "Request", digests: tuple[str, ...], now: datetime) -> "Request":
    """The request with these copies asked for; one that is there already stays as it is."""
    there = {one.hash for one in request.reading if one.key}
    new = [ReadingCopy(one, asked_on=now) for one in digests if one not in there]
    return with_copies(request, new) if new else request


def with_copies(request: "Request", copies: list[ReadingCopy]) -> "Request":
    """The request with these copies in the place of what was known of them."""
    new = {one.hash for one in copies}
    kept = [one for one in request.reading if one.hash not in new]
    return replace(request, reading=(*kept, *copies)[-MOST_COPIES:])


def spelt(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def beside(
    before: "Request", after: "Request", action: str, moment: "Moment"
) -> tuple["Request", tuple["Message", ...]]:
    """The request with the copies asked for that this change asks for, and the message that does.

    Where nothing that stands on a sheet has changed, both are as they were.
    """
    from chalicelib.domain.request import Message

    new = due(before, after, moment)
    after = asked(after, new, moment.now)
    again = action in AGAIN and after.reading != before.reading
    return after, (Message("desk", KIND),) if new or again else ()
