"""Which portions are one and the same, and how many different ones there are.

Two requests for one chapter are one chapter: by its pages where both are of one edition, else by
its number or its title. What is not surely the same counts as another, so that adding a request
never lowers a count.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from chalicelib.domain.claims import Take
from chalicelib.domain.pages import ROMAN, arabic, counted, holds, overlap
from chalicelib.domain.search import fold

#: Beyond so many, each is taken for another one: the count is then never too low.
COMPARED = 16
BEFORE = re.compile(r"^(?:chapter|chap|ch|article|scene|paper|case|part|no|nr)\b[.:\s]*")


def distinct(takes: Iterable[Take]) -> int:
    """How many different portions these are: the most of which no two are surely the same."""
    bare = [replace(one, basis="", since=None, until=None, total=None, blanks=0) for one in takes]
    different: list[Take] = []
    for one in bare:
        # Of two chapters about which nothing is known each is another one.
        if one not in different or not same(one, one):
            different.append(one)
    return len(different) if len(different) > COMPARED else _apart(different)


def _apart(takes: Sequence[Take]) -> int:
    if not takes:
        return 0
    first, rest = takes[0], takes[1:]
    apart = [one for one in rest if not same(first, one)]
    with_it = 1 + _apart(apart)
    return with_it if len(apart) == len(rest) else max(with_it, _apart(rest))


def same(one: Take, other: Take) -> bool:
    """Surely the same portion of the same work."""
    numbers = number(one.chapter), number(other.chapter)
    titles = plain_title(one.title), plain_title(other.title)
    agree = _both_agree(*numbers)
    agree = _both_agree(*titles) if agree is None else agree
    if not (one.ranges and other.ranges):
        return bool(agree)
    return _same_pages(one, other, agree)


def _same_pages(one: Take, other: Take, agree: bool | None) -> bool:
    """By their pages; `agree` is what number or title say, None where they say nothing."""
    shared = overlap(one.ranges, other.ranges)
    alike = shared == counted(one.ranges) == counted(other.ranges)
    if alike and (agree is not False or shared > 1):
        # Two reviews may share a page, two chapters never share all of several.
        return True
    if one.work != other.work:
        # Editions may number their pages differently.
        return bool(agree)
    if not shared or agree is False:
        return False
    inside = holds(one.ranges, other.ranges) or holds(other.ranges, one.ranges)
    return agree or inside


def _both_agree(one: str, other: str) -> bool | None:
    return one == other if one and other else None


def number(chapter: str) -> str:
    """A chapter's number so that `Chapter 3`, `ch. 03` and `III` are one."""
    bare = BEFORE.sub("", fold(chapter).strip()).strip(" .:()")
    if bare and ROMAN.fullmatch(bare):
        return str(arabic(bare))
    return bare.lstrip("0") or bare


def plain_title(title: str) -> str:
    """A title without case, accents and punctuation."""
    return " ".join(re.findall(r"\w+", fold(title)))
