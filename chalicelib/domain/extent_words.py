"""The meter's sentences: the sum, the limit that decided, and what was counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from chalicelib.domain.claims import Claim, Take, current, labels, one_issue
from chalicelib.domain.limits import (
    CANNOT_TELL,
    OVER,
    WITHIN,
    Judged,
    Sums,
    any_number,
    denominator,
    is_for,
)
from chalicelib.domain.packs import Combine, Limit, Pack, Unit, Verdict
from chalicelib.domain.request import Request
from chalicelib.domain.tally import Tally
from chalicelib.domain.works import Portion

if TYPE_CHECKING:  # extent.py says its sums by these sentences
    from chalicelib.domain.extent import RunSum

NO_WORK = "Cannot tell: the title has not been matched to a work yet."
NO_PACK = "Cannot tell: no policy pack has this work in its repertoire."
NO_RUN = "no course run is matched yet, so that what it has had is not known"
NOT_LOADED = (
    "history not loaded: what this course had before the desk was there is not all imported yet"
)
ON_TOP = "History not loaded: what this course had elsewhere before comes on top."
NOT_LOOKED_UP = "what this run has had was not looked up"
WORDS = {
    Portion.CHAPTER: ("chapter", "chapters"),
    Portion.ARTICLE: ("article", "articles"),
    Portion.PAPER: ("conference paper", "conference papers"),
    Portion.CASE: ("report of a case", "reports of cases"),
    Portion.SCENE: ("scene", "scenes"),
    Portion.SHORT: ("short story, poem or play", "short stories, poems or plays"),
}
NAMED = 8  # of the other requests in the sentence; the list beside it has them all


@dataclass(frozen=True, slots=True)
class Told:
    """What a sum rests on. `why` says what is out of sight, where something is."""

    pack: Pack
    sums: Sums
    judged: tuple[Judged, ...]
    why: str
    request: Request


def sentence(run: "RunSum", told: Told) -> str:
    """The verdict in words, with its arithmetic."""
    parts = [
        f"{run.verdict.capitalize()}: {'; '.join([amount(run, told), *reasons(run, told)])}.",
        hint(run, told),
        others(run),
    ]
    return " ".join(part for part in parts if part)


def hint(run: "RunSum", told: Told) -> str:
    """Nobody has said that these pages are a whole chapter, or whatever a pack allows one of."""
    whole = [one for one in _near(told) if one.count and one.portion in WORDS]
    every = told.sums.every.takes
    said = any(take.portion is not Portion.PAGES for take in every)
    if run.verdict == WITHIN or run.counted or said or not whole:
        return ""
    return f"If these pages are a whole {WORDS[whole[0].portion][0]}, say so under What it is."


def of_runs(worst: "RunSum", sums: Sequence["RunSum"]) -> str:
    """The words of the run that decides, and the verdicts of the others beside it."""
    if len(sums) == 1:
        return worst.words
    each = ", ".join(f"{one.course} {one.year} {one.verdict}" for one in sums)
    return f"{worst.words} Each course is counted alone: {each}."


def amount(run: "RunSum", told: Told) -> str:
    """`HIS101 2026-27 has 24 of 240 pages (10 %) with this request`."""
    taken, whole = told.sums.every, denominator(told.pack, told.sums)
    least = "" if taken.whole else "at least "
    parts = " and ".join(plural(n, *WORDS[Portion(portion)]) for portion, n in run.portions)
    if not taken.pages:
        share = f"{parts}, pages not known," if parts else "pages that are not known"
    elif whole:
        part = percent(taken.pages, whole, told.judged)
        share = f"{least}{taken.pages} of {whole} pages ({part:g} %)"
    else:
        share = f"{least}{plural(taken.pages, 'page', 'pages')}"
    share += f", in {parts}," if parts and taken.pages else ""
    if not run.course:
        return f"this request alone is {share.removesuffix(',')}"
    return f"{run.course} {run.year} has {share} with this request"


def reasons(run: "RunSum", told: Told) -> list[str]:
    if run.verdict == WITHIN:
        return [f"{decided(run, told)} may be copied under {told.pack.name}"]
    if run.verdict == OVER:
        return [f"only {decided(run, told)} may be copied under {told.pack.name}"]
    return list(dict.fromkeys(doubts(told)))


def decided(run: "RunSum", told: Told) -> str:
    """The limit that makes it within, or all that bear on it, in words."""
    if run.verdict == WITHIN and told.pack.combine is Combine.GREATER:
        best = next((one.limit for one in told.judged if one.verdict == WITHIN), None)
        if best and any_number(best, told.sums.work, told.sums.every.takes):
            return f"any number of {WORDS[best.portion][1]} of a themed issue"
        return limit(best) if best else _allowed(told)
    return _allowed(told)


def doubts(told: Told) -> Iterator[str]:
    """All that keeps the meter from a verdict, each in words."""
    pack, taken = told.pack, told.sums.every
    if told.why:
        yield told.why
    if not pack.decides:
        yield f"{pack.name} is weighed by a person: the desk flags it and never decides"
    if not told.judged and not pack.unlimited:
        yield f"{pack.name} gives no limit for such a work"
    shares = [one for one in told.judged if one.limit.percent is not None]
    if shares and not told.sums.total:
        yield "how many pages the whole work has is not known" + _enough(shares, taken)
    if dark := [take for take in taken.takes if not take.known]:
        yield f"the pages of {_whose(dark, told)} are not known"
    if told.sums.work.is_journal and (vague := _vague(told)):
        yield f"of which volume and issue {_whose(vague, told)} is, is not known"
    if not pack.decides:
        return
    for one in _near(told):
        if one.verdict is not Verdict.ALLOW:
            yield f"that {limit(one)} may be copied, a person has to find"
        elif one.kinds and is_for(one, told.sums.work, told.sums.total) is None:
            kinds = " or ".join(kind.value for kind in one.kinds)
            yield f"whether this is a work of that kind ({kinds}) is not known"
    if told.judged:
        yield f"{_allowed(told)} may be copied under {pack.name}"


def _enough(shares: Sequence[Judged], taken: Tally) -> str:
    """How long the whole would have to be for this to be within."""
    best = max((one.limit.share or Fraction(0) for one in shares), default=Fraction(0))
    if not taken.whole or not taken.pages or not best:
        return ""
    return f" ({ceil(taken.pages / best)} or more would do)"


def others(run: "RunSum") -> str:
    """The other requests that were counted, and those that have a count of their own."""
    said = []
    if run.counted:
        said.append(f"Counted with it: {_list(run.counted)}.")
    elif run.course and run.verdict != CANNOT_TELL:
        said.append("Nothing else counts for this run.")
    if run.outside:
        said.append(f"Not counted, as the basis has a count of its own: {_list(run.outside)}.")
    return " ".join(said)


def limits(every: Iterable[Limit], pack: Pack) -> str:
    """All that a pack allows: `10 % of the whole or 1 whole chapter, whichever is greater`."""
    if pack.unlimited:
        return "any amount"
    said = list(dict.fromkeys(filter(None, map(limit, every))))
    if not said:
        return "what a person finds"
    which = f", whichever is {pack.combine.value}," if len(said) > 1 else ""
    return " or ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said) + which


def limit(one: Limit) -> str:
    """One limit in words."""
    of = "words of the whole" if one.unit is Unit.WORDS else "whole"
    share = "" if one.percent is None else f"{one.percent:g} % of the {of}"
    if one.portion is Portion.PAGES:
        said = share
    elif one.portion is Portion.WHOLE:
        longest = f" of at most {one.work_pages} pages" if one.work_pages else ""
        said = f"the whole of a work{longest}"
    else:
        singular, several = WORDS[one.portion]
        number = "any number of" if one.count is None else str(one.count)
        said = f"{number} whole {singular if one.count == 1 else several}"
        said += " of one issue" if one.portion is Portion.ARTICLE else ""
        said += f" of at most {one.pages} pages" if one.pages else ""
        said += f" of no more than {share}" if share else ""
    return said


def numbers(taken: Tally) -> Iterator[tuple[str, int]]:
    """How many different chapters, articles and so on."""
    for portion in WORDS:
        if n := taken.number(portion):
            yield portion.value, n


def percent(pages: int, whole: int, judged: Sequence[Judged], places: int = 1) -> float:
    """With as many decimals as keep it on its side of the limits: 10.04 % is not 10 %."""
    exact = Fraction(100 * pages, whole)
    bounds = [100 * one.limit.share for one in judged if one.limit.share is not None]
    for more in range(places, places + 4):
        shown = Fraction(str(rounded(exact, more)))
        if all((shown > bound) is (exact > bound) for bound in bounds):
            return rounded(exact, more)
    return float(exact)


def rounded(exact: Fraction, places: int) -> float:
    """Half up, as people round."""
    scale = 10**places
    return float(Fraction((2 * exact.numerator * scale + exact.denominator)
                          // (2 * exact.denominator), scale))  # fmt: skip


def plural(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _allowed(told: Told) -> str:
    """The limits that bear on what is taken: who wants chapters is not told of scenes."""
    near = _near(told)
    sure = [one for one in near if one.verdict is Verdict.ALLOW]
    return limits(sure or near, told.pack)


def _near(told: Told) -> list[Limit]:
    usual = Portion.ARTICLE if told.sums.work.is_journal else Portion.CHAPTER
    near = {Portion.PAGES, usual, Portion.WHOLE, *(t.portion for t in told.sums.every.takes)}
    return [one.limit for one in told.judged if one.limit.portion in near]


def _list(claims: Sequence[Claim]) -> str:
    named = [f"{one.request} ({_pages(one)})" for one in claims[:NAMED]]
    more = len(claims) - NAMED
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def _pages(claim: Claim) -> str:
    return "; ".join(f"pages {pages}" for pages in labels(claim.takes)) or "pages not known"


def _whose(takes: Sequence[Take], told: Told) -> str:
    """Whether it is this request that is not known well enough, or another."""
    work = told.request.work
    mine = work is not None and current(told.request, work) in takes
    another = any(take != current(told.request, work) for take in takes) if work else True
    return " and ".join(["this request"] * mine + ["another request"] * (another or not mine))


def _vague(told: Told) -> list[Take]:
    work = told.request.work
    if work is None or len(told.sums.every.takes) < 2:
        return []
    mine = current(told.request, work)
    if not (mine.volume and mine.issue):
        return [mine]
    return [take for take in told.sums.every.takes if one_issue(take, mine) is None]
