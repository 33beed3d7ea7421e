"""Copies: what was made available to a run, frozen on the day when it was.

A copy is never removed and never rewritten. Taking it off writes its last day to it, once; coming
back, and every later change of its facts, makes another. So each interval in which readers had it
stands, with what the licence return asks (CLA, Guide to Reporting 2024-27: course code and title,
weeks, students, number and title of the work, volume, issue and year, first contributor, pages
from and to, source code).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from chalicelib.domain.courses import CourseRun
from chalicelib.domain.openings import Link, Opening
from chalicelib.domain.pages import NotPages, Pages
from chalicelib.domain.works import Extract, Portion, Work, counted_as

if TYPE_CHECKING:  # request.py holds copies, so it is known here by name only
    from chalicelib.domain.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One extract for one run, with run, work and extract as they were then.

    `counted` is what it is counted under (works.counted_as). `since` is the day on which it was
    made available, `until` the day on which it was taken off: None while it stands. `opens` and
    `closes` are the first and last day of its link for this run, None without a limit. `basis` is
    what allows it (reasons.BASES), `pack` the policy pack that its extent was measured by.
    `source` is CLA's code: A paper original, B digital original, C copyright-fee-paid copy,
    D shared by another institution; empty where the basis asks for none.
    """

    run: CourseRun | None = None
    work: Work
    extract: Extract = Extract()
    counted: str = ""
    since: date
    until: date | None = None
    opens: date | None = None
    closes: date | None = None
    basis: str = ""
    pack: str = ""
    source: str = ""
    ownership: str = ""
    order: str = ""
    scan: str = ""

    @property
    def course(self) -> str:
        """Code of the course; empty where it was made for none."""
        return self.run.code if self.run else ""

    @property
    def year(self) -> str:
        """The academic year of the run."""
        return self.run.run.year if self.run else ""

    @property
    def pages(self) -> str:
        return self.extract.pages

    @property
    def page_count(self) -> int | None:
        return self.extract.page_count

    @property
    def portion(self) -> Portion:
        return self.extract.portion

    @property
    def label(self) -> str:
        """What the extract is called: its title, or the number of its chapter."""
        return self.extract.title or self.extract.chapter

    @property
    def isn(self) -> str:
        return self.work.isbn or self.work.issn

    @property
    def ranges(self) -> tuple[tuple[str, str], ...]:
        """First and last page of each range, as the return's columns want them; none unread."""
        try:
            read = Pages.read(self.pages).ranges
        except NotPages:
            return ()
        ends = [str(one).partition("-") for one in read]
        return tuple((first, last or first) for first, _, last in ends)


def kept(before: "Request", after: "Request", today: date) -> tuple[Copy, ...]:
    """All copies after a move: what stood and does no more is closed, what is new stands behind."""
    now = {_facts(one): one for one in _made(after, today)}
    stood = {_facts(one) for one in before.copies if one.until is None}
    closed = (
        one if one.until or _facts(one) in now else replace(one, until=_last(one, today))
        for one in before.copies
    )
    return (*closed, *(one for facts, one in now.items() if facts not in stood))


def _last(one: Copy, today: date) -> date:
    """The last day on which readers had it: today, or the day on which its opening was over."""
    return min(today, max(one.since, one.closes or today))


def made(before: "Request", after: "Request") -> tuple[Copy, ...]:
    """Those that a move added."""
    return after.copies[len(before.copies) :]


def _made(request: "Request", today: date) -> tuple[Copy, ...]:
    """What is available now: a copy a run while the link is live, none else."""
    work, link = request.work, request.link
    if request.state.phase.value != "live" or link is None or work is None:
        return ()
    theirs = {run: _of_run(link, run) for run in request.runs or (None,)}
    return tuple(
        _frozen(request, work, _standing(openings), run, today)
        for run, openings in theirs.items()
        if not openings or any(one.is_left(today) for one in openings) or not _had(request, run)
    )


def _had(request: "Request", run: CourseRun | None) -> bool:
    """This run had a copy before: what is over for it since is not made anew."""
    of = _named(run)
    return any(_named(one.run) == of for one in request.copies)


def _named(run: CourseRun | None) -> tuple[str, str]:
    return (run.code, run.run.year) if run else ("", "")


def _of_run(link: Link, run: CourseRun | None) -> list[Opening]:
    return [one for one in link.openings if one.of == _named(run)]


def _standing(openings: list[Opening]) -> Opening | None:
    """The newest opening of a run that nobody has closed."""
    return next((one for one in reversed(openings) if one.closed is None), None)


def _frozen(
    request: "Request", work: Work, opening: Opening | None, run: CourseRun | None, today: date
) -> Copy:
    licence, answers = request.licence, request.answers
    return Copy(
        run=run,
        work=work,
        extract=request.extract,
        counted=counted_as(work, request.extract),
        since=today,
        opens=opening.start if opening else None,
        closes=opening.end if opening else None,
        basis=licence.basis if licence else "",
        source=answers.original.value if answers.original else "",
        ownership=answers.ownership.value if answers.ownership else "",
        order=licence.order.order if licence and licence.order else "",
        pack=request.extent.pack if request.extent else "",
        scan=request.selected,
    )


def _facts(one: Copy) -> Copy:
    """A copy without its interval: two that are alike in this are the same copy.

    An imported reading may get its file later, and is not copied anew by that.
    """
    return replace(one, since=date.min, until=None, scan="")
