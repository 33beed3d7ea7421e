"""What each request takes of a work for a run of a course: what the extent meter adds up.

A claim stands for one request, one work and one run. It holds all that the request ever made
available to that run, and what it asks for while it is open. A request that was rejected, or
cancelled before it had a link, claims nothing; what was once available counts for ever.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from chalicelib.domain.copies import Copy
from chalicelib.domain.courses import CourseRun
from chalicelib.domain.pages import NotPages, PageRange, Pages, counted
from chalicelib.domain.request import Kind, Request
from chalicelib.domain.works import Extract, Portion, Work, WorkKind, plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One extract of one edition. `total` is that edition's pages, `blanks` those of the extract.

    `since` and `until` are the first and last day on which readers had it: no `since` is not yet,
    no `until` is still. `basis` is what allows the copy, empty where nobody has said so yet.
    """

    work: str = ""
    total: int | None = None
    portion: Portion = Portion.PAGES
    pages: str = ""
    page_count: int | None = None
    blanks: int = 0
    chapter: str = ""
    title: str = ""
    volume: str = ""
    issue: str = ""
    basis: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def ranges(self) -> tuple[PageRange, ...]:
        """The pages, where they are known by their numbers."""
        read = pages_in(self.pages)
        return read.ranges if read else ()

    @property
    def exact(self) -> bool:
        """All its pages are known by their numbers, and no part only by its name."""
        read = pages_in(self.pages)
        return read is not None and not read.parts

    @property
    def unnumbered(self) -> int:
        """Pages that somebody counted without saying which they are."""
        return 0 if self.exact else max(0, (self.page_count or 0) - counted(self.ranges))

    @property
    def known(self) -> bool:
        """How long it is, is known."""
        return self.exact or bool(self.page_count) or self.portion is Portion.WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one request takes of one work for one run; `code` and `year` are empty without one."""

    request: str
    code: str = ""
    year: str = ""
    title: str = ""
    received: datetime
    is_open: bool = False
    kind: Kind = Kind.DIGITISATION
    takes: tuple[Take, ...] = ()

    @property
    def ever(self) -> bool:
        """It was made available at some time."""
        return any(take.since for take in self.takes)

    def before(self, received: datetime, request: str) -> bool:
        """It counts against a request received then: it had a link, or it was received earlier."""
        if self.request == request:
            return False
        return self.ever or (self.is_open and (self.received, self.request) < (received, request))


def claims_of(request: Request) -> Mapping[str, tuple[Claim, ...]]:
    """All claims of a request by the name of the work's family: one for each run."""
    if request.kind in (Kind.NEW_EDITION, Kind.ACCESSIBLE_COPY):
        return {}
    found: dict[tuple[str, str, str], list[Take]] = {}
    for work, run, take in _taken(request):
        # A journal stands here with all its issues: of which one a copy is may not be known.
        found.setdefault((work.root, *named(run)), []).append(take)
    claims: dict[str, tuple[Claim, ...]] = {}
    for (name, code, year), takes in found.items():
        claim = Claim(
            request=request.id,
            code=code,
            year=year,
            title=request.extract.title or request.title,
            received=request.added_on,
            is_open=request.is_open,
            kind=request.kind,
            takes=tuple(dict.fromkeys(takes)),
        )
        claims[name] = (*claims.get(name, ()), claim)
    return claims


def own(request: Request, work: Work, run: CourseRun | None) -> tuple[Take, ...]:
    """What a request itself takes of this work for this run: now, and whatever it had before."""
    names = {work.root, work.id}
    copied = (
        take_of(one.work, one.extract, one)
        for one in request.copies
        if named(one.run) == named(run) and {one.work.root, one.work.id} & names
    )
    return tuple(dict.fromkeys((*copied, current(request, work))))


def current(request: Request, work: Work) -> Take:
    """What it asks for as it stands."""
    basis = request.licence.basis if request.licence else ""
    return replace(take_of(work, request.extract), basis=basis)


def take_of(work: Work, extract: Extract, copy: Copy | None = None) -> Take:
    return Take(
        work=work.id,
        total=work.pages,
        portion=portion_of(work, extract),
        pages=extract.pages,
        page_count=extract.page_count,
        blanks=extract.blanks,
        chapter=extract.chapter,
        title=extract.title,
        volume=plain_number(extract.volume or work.volume),
        issue=plain_number(extract.issue or work.issue),
        basis=copy.basis if copy else "",
        since=copy.since if copy else None,
        until=copy.until if copy else None,
    )


def portion_of(work: Work, extract: Extract) -> Portion:
    """What the extract is, where it was said; without pages a numbered chapter is that chapter."""
    if extract.portion is not Portion.PAGES or extract.pages:
        return extract.portion
    if extract.title and work.is_journal:
        return Portion.ARTICLE
    return Portion.CHAPTER if extract.chapter and not work.is_journal else Portion.PAGES


def kind_of(work: Work) -> WorkKind:
    """What the work is, as far as its record or its numbers say."""
    if work.kind is not WorkKind.UNKNOWN:
        return work.kind
    return WorkKind.JOURNAL if work.is_journal else WorkKind.UNKNOWN


def named(run: CourseRun | None) -> tuple[str, str]:
    return (run.code, run.run.year) if run else ("", "")


def one_issue(one: Take, other: Take) -> bool | None:
    """Whether both are of one issue of a journal; None where that cannot be told."""
    pairs = ((one.volume, other.volume), (one.issue, other.issue))
    if any(here and there and here != there for here, there in pairs):
        return False
    return True if all(here and there for here, there in pairs) else None


@lru_cache(maxsize=2_000)
def pages_in(text: str) -> Pages | None:
    """The pages in a text; None where it cannot be read."""
    try:
        return Pages.read(text) if text else None
    except NotPages:
        return None


def _taken(request: Request) -> Iterator[tuple[Work, CourseRun | None, Take]]:
    """What it made available, and what it asks for as long as it is open."""
    for one in request.copies:
        yield one.work, one.run, take_of(one.work, one.extract, one)
    work = request.work
    if work is None:
        return
    # A link from before copies were kept: what it opened was available from the day it came.
    linked = request.link is not None and not request.copies
    if request.is_open or linked:
        take = current(request, work)
        first = request.added_on.date() if linked else None
        for run in request.runs or (None,):
            yield work, run, replace(take, since=first)


def labels(takes: Iterable[Take]) -> tuple[str, ...]:
    """The pages of these takes in words, each once."""
    return tuple(dict.fromkeys(take.pages for take in takes if take.pages))
