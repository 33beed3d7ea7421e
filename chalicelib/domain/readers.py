"""Which run a reader belongs to: it chooses the opening and the course on the cover sheet.

Access never rests on it. What the sign-in says of a reader's courses counts first, then the course
that the link itself names (`?c=LAW101`), then whichever opening is open longest; who belongs to
none of them, or of whom nothing is known, reads all the same.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from chalicelib.domain.courses import plain_code, year_called
from chalicelib.domain.openings import Opening, latest

#: What institutions put between a course and its year: LAW101-2026-27, LAW101:2026/27, LAW101_2026.
BETWEEN = " -_/:.@#()"
#: A membership that is written as an address ends in what it means.
ADDRESS = re.compile(r"(?:urn:|https?://)\S*?[:/]([^:/\s]+(?:[/:]?20\d\d\S*)?)/?", re.IGNORECASE)

Aliases = Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of whoever follows a link. `aliases` are the other codes of a course."""

    courses: tuple[str, ...] = ()
    hint: str = ""
    aliases: Aliases = lambda code: ()

    def own(self, openings: Sequence[Opening]) -> Opening | None:
        """The opening of a course that the sign-in names, else of the one that the link names."""
        member = [one for one in openings if self._is_of(one, self.courses)]
        hinted = [one for one in openings if self._is_of(one, [self.hint])]
        both = [one for one in member if one in hinted]
        found = both or member or hinted
        return latest(found) if found else None

    def pick(self, openings: Sequence[Opening]) -> Opening:
        """The reader's own, else the one that is open longest."""
        return self.own(openings) or latest(openings)

    def _is_of(self, opening: Opening, said: Iterable[str]) -> bool:
        codes = [plain_code(one) for one in (opening.course, *self.aliases(opening.course)) if one]
        return any(means(word, code, opening.year) for word in said for code in codes)


def means(word: str, code: str, year: str) -> bool:
    """LAW101, whatever the year; or LAW101 with this very year behind it."""
    found = ADDRESS.fullmatch(word.strip())
    said = plain_code(found[1] if found else word)
    if said == code:
        return True
    rest = said[len(code) :] if said.startswith(code) else ""
    if not rest or rest[0] not in BETWEEN:
        return False
    named, known = year_called(rest.strip(BETWEEN)), year_called(year)
    return rest.strip(BETWEEN) == year or (named is not None and named == known)
