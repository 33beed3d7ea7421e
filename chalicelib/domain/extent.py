"""The extent meter: how much of a work a run of a course has with this request, and whether it may.

Counted are this request and everything that was ever made available to the run, archived, expired
or deleted since too, with the open requests that were received earlier. What overlaps counts once,
all editions of a work count together, and each run is counted alone. The sum is exact: 10.04 % is
over 10 %. What is not known is never zero: then the verdict is *cannot tell*, and a person decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chalicelib.domain import extent_words as said
from chalicelib.domain.claims import Claim, Take, current, one_issue, own
from chalicelib.domain.course_effects import key
from chalicelib.domain.courses import CourseRun
from chalicelib.domain.licence import Source, is_cla
from chalicelib.domain.limits import (
    CANNOT_TELL,
    ORDER,
    OVER,
    WITHIN,
    Judged,
    Sums,
    denominator,
    judge,
    summed,
)
from chalicelib.domain.packs import (
    Format,
    Pack,
    Purpose,
    Scope,
    Standing,
    applicable,
    of_basis,
)
from chalicelib.domain.request import Kind, Request
from chalicelib.domain.terms import Moment
from chalicelib.domain.windows import in_window, reason_not_added_up
from chalicelib.domain.works import Work

FORMATS = {Source.PAPER.value: Format.PRINT, Source.DIGITAL.value: Format.DIGITAL}
__all__ = ["CANNOT_TELL", "OVER", "WITHIN", "Measure", "RunSum", "measure", "pack_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSum:
    """One run's sum. `pages` is None where not all are known, `percent` where that cannot be."""

    course: str = ""
    year: str = ""
    pages: int | None = None
    total: int | None = None
    percent: float | None = None
    portions: tuple[tuple[str, int], ...] = ()
    verdict: str
    words: str
    limit: str = ""
    counted: tuple[Claim, ...] = ()
    outside: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The sum of the run that has most to say: of several the worst verdict is the request's.

    `pack` is the pack that decided, `limit` its limit in words, `then` what being over it gets.
    """

    verdict: str
    words: str
    pages: int | None = None
    total: int | None = None
    percent: float | None = None
    pack: str = ""
    limit: str = ""
    then: str = ""
    runs: tuple[RunSum, ...] = ()


def measure(request: Request, moment: Moment) -> Measure:
    """What the pack says of this request on top of all that counts for each of its runs."""
    if request.work is None:
        return Measure(verdict=CANNOT_TELL, words=said.NO_WORK)
    pack = pack_for(request, moment)
    if pack is None:
        return Measure(verdict=CANNOT_TELL, words=said.NO_PACK)
    sums = [_run_sum(request, request.work, run, pack, moment) for run in request.runs or (None,)]
    worst = max(sums, key=lambda one: (ORDER.index(one.verdict), one.percent or 0))
    return Measure(
        verdict=worst.verdict,
        words=said.of_runs(worst, sums),
        pages=worst.pages,
        total=worst.total,
        percent=worst.percent,
        pack=pack.code,
        limit=worst.limit,
        then=pack.over.value if worst.verdict == OVER else "",
        runs=tuple(sums),
    )


def pack_for(request: Request, moment: Moment) -> Pack | None:
    """The pack of the recorded basis, else the first that has the work in its repertoire."""
    basis = request.licence.basis if request.licence else ""
    packs, today = moment.terms.packs, moment.today
    chosen = of_basis(packs, basis, today) if basis else None
    return chosen or applicable(packs, request.work, known(request, packs), today).pack


def known(request: Request, packs: Iterable[Pack]) -> Standing:
    """What bears on the choice of a pack: CLA's answer is about its own licences only."""
    coverage, original = request.answers.coverage, request.answers.original
    covered = {one.code: coverage.value for one in packs if is_cla(one.code)} if coverage else {}
    accessible = request.kind is Kind.ACCESSIBLE_COPY
    return Standing(
        coverage=covered,
        purpose=Purpose.ACCESSIBLE if accessible else Purpose(request.purpose.value),
        format=FORMATS.get(original.value, Format.ANY) if original else Format.ANY,
    )


def _run_sum(
    request: Request, work: Work, run: CourseRun | None, pack: Pack, moment: Moment
) -> RunSum:
    code, year = (run.code, run.run.year) if run else ("", "")
    # What others have does not count for one person's copy, and no run has it.
    claims = () if request.is_for_patron else _earlier(request, run, moment)
    counted, outside = _parted(claims or (), request, work, pack, moment)
    sums = _summed(request, work, run, pack, counted)
    unable = reason_not_added_up(pack)
    unseen = "" if request.is_for_patron else _unseen(run, claims, moment)
    verdict, judged = _judged(pack, sums, bool(unseen))
    verdict, why = (CANNOT_TELL, unable) if unable else (verdict, unseen)
    whole = denominator(pack, sums)
    shown = RunSum(
        course=code,
        year=year,
        pages=sums.every.pages if sums.every.whole else None,
        total=whole,
        percent=said.percent(sums.every.pages, whole, judged, places=2)
        if whole and sums.every.whole else None,
        portions=tuple(said.numbers(sums.every)),
        verdict=verdict,
        words="",
        counted=counted,
        outside=outside,
    )  # fmt: skip
    told = said.Told(pack, sums, judged, why, request)
    words = said.sentence(shown, told)
    if verdict == OVER and unseen == said.NOT_LOADED:
        words = f"{words} {said.ON_TOP}"
    return replace(shown, words=words, limit=said.decided(shown, told))


def _unseen(run: CourseRun | None, claims: Sequence[Claim] | None, moment: Moment) -> str:
    """What of this run's sum is out of sight, in words."""
    if run is None:
        return said.NO_RUN
    if claims is None:
        return said.NOT_LOOKED_UP
    return said.NOT_LOADED if key(run) in moment.not_loaded else ""


def _judged(pack: Pack, sums: Sums, blind: bool) -> tuple[str, tuple[Judged, ...]]:
    """With a part of the sum out of sight nothing is within, and what is over already is over."""
    verdict, judged = (WITHIN, ()) if pack.unlimited else judge(pack, sums)
    if not pack.decides or (blind and verdict == WITHIN and pack.scope is not Scope.NONE):
        return CANNOT_TELL, judged
    return verdict, judged


def _earlier(request: Request, run: CourseRun | None, moment: Moment) -> Sequence[Claim] | None:
    """The claims that were looked up for this run; None where nobody has looked."""
    if moment.earlier is None:
        return None
    return moment.earlier.get(key(run) if run else "")


def _parted(
    claims: Iterable[Claim], request: Request, work: Work, pack: Pack, moment: Moment
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims that count under this pack, oldest first, and those that have a count apart."""
    counted, outside = [], []
    mine = current(request, work)
    for claim in sorted(claims, key=lambda one: (one.received, one.request)):
        if not claim.before(request.added_on, request.id) or pack.scope is Scope.NONE:
            continue
        takes = [one for one in claim.takes if in_window(one, pack, moment.today)]
        takes = [one for one in takes if not (work.is_journal and one_issue(one, mine) is False)]
        ours = [one for one in takes if _counts(one, claim, pack, moment)]
        if ours:
            counted.append(replace(claim, takes=tuple(ours)))
        elif takes:
            outside.append(replace(claim, takes=tuple(takes)))
    return tuple(counted), tuple(outside)


def _counts(take: Take, claim: Claim, pack: Pack, moment: Moment) -> bool:
    """Whether a copy is in this pack's count; one whose basis nobody has said yet is."""
    theirs = of_basis(moment.terms.packs, take.basis, moment.today) if take.basis else None
    if not pack.counts:
        return theirs is not None and theirs.code == pack.code
    if claim.kind is Kind.ACCESSIBLE_COPY:
        return False
    return theirs is None or theirs.counts


def _summed(
    request: Request, work: Work, run: CourseRun | None, pack: Pack, counted: Iterable[Claim]
) -> Sums:
    """Of a journal the issue: what may be of this one or another is not surely counted."""
    mine = tuple(one for one in own(request, work, run))
    theirs = tuple(take for claim in counted for take in claim.takes)
    this = current(request, work)
    sure = tuple(one for one in theirs if not work.is_journal or one_issue(one, this))
    return summed(work, (*mine, *sure), (*mine, *theirs), pack.blanks)
