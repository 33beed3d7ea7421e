"""Several extracts of one work added up: each page and portion once, unknown never zero."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.claims import Take
from chalicelib.domain.pages import PageRange, counted, overlap
from chalicelib.domain.portions import distinct, same
from chalicelib.domain.works import Portion


@dataclass(frozen=True, slots=True)
class Tally:
    """What is taken together. `pages` are at least so many: just so many where `whole` is true."""

    takes: tuple[Take, ...]
    pages: int
    whole: bool

    def of(self, portion: Portion) -> tuple[Take, ...]:
        return tuple(take for take in self.takes if take.portion is portion)

    def number(self, portion: Portion) -> int:
        """How many different chapters, articles or whatever these are."""
        return distinct(self.of(portion))


def tally(takes: Iterable[Take], total: int | None, with_blanks: bool = True) -> Tally:
    """The sum of these extracts of a work that has `total` pages, None where nobody knows."""
    every = tuple(takes)
    if any(take.portion is Portion.WHOLE for take in every):
        return Tally(every, total or 0, bool(total))
    ranged = [take for take in every if take.ranges]
    pages = counted(one for take in ranged for one in take.ranges)
    pages -= 0 if with_blanks else blanks(ranged)
    pages += sum(take.unnumbered for take in _only_counted(every))
    sure = [take for take in every if take.exact]
    found = all(take.known or any(_one(take, other) for other in sure) for take in every)
    return Tally(every, pages, found)


def smallest(totals: Iterable[int | None]) -> int | None:
    """The whole, where editions differ: the shortest, so that a share is never too small."""
    return min((total for total in totals if total), default=None)


def blanks(takes: Iterable[Take]) -> int:
    """Blank pages that are left out: where extracts only overlap, nobody knows which those are."""
    groups: dict[tuple[PageRange, ...], list[Take]] = {}
    for take in takes:
        groups.setdefault(take.ranges, []).append(take)
    return sum(
        min(counted(ranges), *(take.blanks for take in alike))
        for ranges, alike in groups.items()
        if not any(overlap(ranges, others) for others in groups if others != ranges)
    )


def _only_counted(takes: Iterable[Take]) -> list[Take]:
    """Those with pages that have a count and no numbers; the very same twice is one."""
    kept: list[Take] = []
    for take in takes:
        alike = (one for one in kept if one.pages == take.pages and _one(one, take))
        if take.unnumbered and not any(one.unnumbered == take.unnumbered for one in alike):
            kept.append(take)
    return kept


def _one(take: Take, other: Take) -> bool:
    return take.portion is other.portion and same(take, other)
