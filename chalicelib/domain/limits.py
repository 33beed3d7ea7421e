"""What a pack's limits say of a sum: within, over, or cannot tell. Exact, in whole numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.claims import Take, kind_of, one_issue
from chalicelib.domain.packs import Blanks, Combine, Format, Limit, Pack, Unit, Verdict
from chalicelib.domain.pages import counted, holds
from chalicelib.domain.tally import Tally, smallest, tally
from chalicelib.domain.works import Portion, Work, WorkKind, plain_number

WITHIN, OVER, CANNOT_TELL = "within", "over", "cannot tell"
#: From good to bad: the worst of several runs is the request's.
ORDER = (WITHIN, CANNOT_TELL, OVER)
#: What a book may be, as long as nobody has said.
PERHAPS = frozenset({WorkKind.ANTHOLOGY, WorkKind.PROCEEDINGS, WorkKind.LAW_REPORTS})


@dataclass(frozen=True, slots=True)
class Judged:
    """One limit and what it says."""

    limit: Limit
    verdict: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What is taken of a work: `sure` surely, `every` with what may be of another issue."""

    work: Work
    sure: Tally
    every: Tally
    total: int | None


def summed(
    work: Work, sure: tuple[Take, ...], every: tuple[Take, ...], blanks: Blanks = Blanks.COUNTED
) -> Sums:
    """The whole is unknown where the work's own record does not say it, whatever others say."""
    total = smallest([work.pages, *(take.total for take in every)]) if work.pages else None
    with_blanks = blanks is Blanks.COUNTED
    return Sums(work, tally(sure, total, with_blanks), tally(every, total, with_blanks), total)


def judge(pack: Pack, sums: Sums) -> tuple[str, tuple[Judged, ...]]:
    """The pack's verdict, and that of each of its limits that is for such a work."""
    judged = tuple(
        Judged(limit, _verdict(limit, pack, sums))
        for limit in pack.limits
        if is_for(limit, sums.work, sums.total) is not False and _bears(limit, pack, sums)
    )
    said = [one.verdict for one in judged]
    best_first = ORDER if pack.combine is Combine.GREATER else ORDER[::-1]
    return min(said, key=best_first.index, default=CANNOT_TELL), judged


def _bears(limit: Limit, pack: Pack, sums: Sums) -> bool:
    """Where the lesser decides, a number of chapters says nothing of what is no chapter."""
    counts = limit.portion not in (Portion.PAGES, Portion.WHOLE)
    return pack.combine is Combine.GREATER or not counts or bool(sums.every.of(limit.portion))


def is_for(limit: Limit, work: Work, total: int | None) -> bool | None:
    """Whether a limit is for such a work; None where that cannot be told.

    What is out of commerce no record says, so a line for such works decides nothing; nor does it
    say what the copy is made from.
    """
    if limit.out_of_commerce:
        return False
    lengths = (limit.work_pages, limit.over_work_pages)
    if any(lengths) and not total:
        return None
    if total and ((lengths[0] and total > lengths[0]) or (lengths[1] and total <= lengths[1])):
        return False
    if limit.format is not Format.ANY:
        return None
    kind = kind_of(work)
    if not limit.kinds or kind in limit.kinds:
        return True
    if kind is not WorkKind.UNKNOWN:
        return False
    return True if WorkKind.BOOK in limit.kinds else None if PERHAPS & {*limit.kinds} else False


def _verdict(limit: Limit, pack: Pack, sums: Sums) -> str:
    """Within only if so with all that may count, over only if so with what surely does."""
    most = _on(limit, pack, sums, sums.every)
    least = most if sums.sure == sums.every else _on(limit, pack, sums, sums.sure)
    unsure = limit.verdict is not Verdict.ALLOW or is_for(limit, sums.work, sums.total) is None
    if most == WITHIN and unsure:
        return CANNOT_TELL
    return most if most == WITHIN else OVER if least == OVER else CANNOT_TELL


def _on(limit: Limit, pack: Pack, sums: Sums, taken: Tally) -> str:
    said = []
    if limit.percent is not None:
        said.append(_share(limit, pack, sums, taken))
    if limit.portion not in (Portion.PAGES, Portion.WHOLE):
        said.append(_count(limit, sums.work, taken))
    if limit.portion is Portion.WHOLE:
        said.append(WITHIN)
    return max(said, key=ORDER.index, default=CANNOT_TELL)


def _share(limit: Limit, pack: Pack, sums: Sums, taken: Tally) -> str:
    whole, share = denominator(pack, sums), limit.share
    if whole is None or share is None or limit.unit is not Unit.PAGES:
        return CANNOT_TELL
    if taken.pages > share * whole:
        return OVER
    return WITHIN if taken.whole else CANNOT_TELL


def denominator(pack: Pack, sums: Sums) -> int | None:
    """The pages of the whole publication, preliminaries and index with them; blanks by the pack."""
    if not sums.total:
        return None
    return max(1, sums.total - sums.work.blanks) if pack.blanks is Blanks.LEFT_OUT else sums.total


def _count(limit: Limit, work: Work, taken: Tally) -> str:
    """By portions: what else is taken has to lie within their pages."""
    mine = taken.of(limit.portion)
    if not mine:
        return OVER
    pages = [one for take in mine for one in take.ranges]
    dark = not all(take.exact for take in mine)
    said = [WITHIN]
    for take in taken.takes:
        if take.portion is not limit.portion and not (take.exact and holds(pages, take.ranges)):
            said.append(CANNOT_TELL if dark or not take.exact else OVER)
    most = None if any_number(limit, work, mine) else limit.count
    if most is not None and taken.number(limit.portion) > most:
        said.append(OVER if all(map(identified, mine)) else CANNOT_TELL)
    if limit.pages:
        said += [_length(take, limit.pages) for take in mine]
    return max(said, key=ORDER.index)


def any_number(limit: Limit, work: Work, takes: Iterable[Take]) -> bool:
    """An issue that is devoted to a theme, of a journal that is no CCC Electronic Rights work.

    A record that names its issue says nothing of another issue's theme.
    """
    if not limit.any_number_if_themed or not work.themed or work.ccc:
        return False
    issue = Take(volume=plain_number(work.volume), issue=plain_number(work.issue))
    return not any(one_issue(take, issue) is False for take in takes)


def _length(take: Take, longest: int) -> str:
    if counted(take.ranges) + take.unnumbered > longest:
        return OVER
    return WITHIN if take.known else CANNOT_TELL


def identified(take: Take) -> bool:
    """It can be told from another portion of the same work."""
    return bool(take.chapter or take.title or take.ranges)
