"""Page ranges as the desk writes them: `vii-xxi, 1-10, 25, 32, 35-37`.

The grammar is that of the Digital Content Store: ranges with commas between them, Roman numerals
in ranges of their own, never `vii-10`. What people type besides (en dashes, `pp.`, semicolons,
capitals, spaces) is read and put right; what cannot be counted is refused with what to write.
A part of a book that goes by its name, as in `249-275, Index`, is understood and kept: it has
pages that nobody has said, so the count of the whole is not known until somebody does.
Limits: 10 ranges and parts, pages to 99999 (Roman to mmmcmxcix), 300 characters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.identifiers import plain

RANGES = 10
LAST_PAGE = 99_999
LENGTH = 300
LABEL = re.compile(r"^(?:pages?|pgs?|pp?)(?:\.\s*|\s+|(?=\d))", re.I)
ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
SIGNS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
VALUES = {sign: value for value, sign in SIGNS}
EXAMPLE = "Write pages like vii-xxi, 1-10, 25."
#: Parts of a book that people name instead of their pages; a number or letter may follow.
PARTS = (
    "abstract", "acknowledgements", "acknowledgments", "afterword", "appendices", "appendix",
    "back matter", "bibliography", "conclusion", "contents", "cover", "dedication", "endnotes",
    "epilogue", "figures", "foreword", "front matter", "frontispiece", "glossary", "illustrations",
    "index", "introduction", "maps", "notes", "plates", "preface", "prelims", "preliminaries",
    "prologue", "references", "table of contents", "tables", "title page", "verso",
    "works cited",
)  # fmt: skip
PART = re.compile(rf"(?:the )?({'|'.join(PARTS)})( [a-z]| \d{{1,2}})?", re.I)


class NotPages(NotUnderstood):
    """What was written is no page range that can be counted; `instead` is what to write."""

    title = "These pages cannot be read"
    advice = EXAMPLE


@dataclass(frozen=True, slots=True)
class PageRange:
    """Pages from first to last, both counted; Roman pages are counted by themselves."""

    first: int
    last: int
    roman: bool = False

    def __post_init__(self) -> None:
        limit = 3_999 if self.roman else LAST_PAGE
        if not 1 <= self.first <= self.last <= limit:
            raise NotPages(f"A range of pages runs from 1 upwards, at most to {limit}.")

    def __str__(self) -> str:
        first, last = (roman(n) if self.roman else str(n) for n in (self.first, self.last))
        return first if first == last else f"{first}-{last}"


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of an extract, in the order in which they were written.

    `parts` are parts of the book that were named without their pages, behind the ranges.
    """

    ranges: tuple[PageRange, ...]
    parts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.ranges:
            raise NotPages("No pages were given.", instead=_where_is(self.parts))
        if (many := len(self.ranges) + len(self.parts)) > RANGES:
            raise NotPages(
                f"These are {many} ranges, and {RANGES} is the limit.",
                instead="Put neighbouring pages together, or make a second request.",
            )

    @classmethod
    def read(cls, text: str) -> "Pages":
        """The pages in a text; raises NotPages with a sentence that says what to write instead."""
        if len(text) > LENGTH:
            raise NotPages(f"Page ranges take at most {LENGTH} characters, and these have more.")
        tidy = re.sub(r"(?<=\w)\s+to\s+(?=\w)", "-", LABEL.sub("", plain(text).strip()), flags=re.I)
        written = re.split(r"[,;&\n]|\band\b", tidy, flags=re.I)
        every = [one.strip() for one in written if one.strip(" .")]
        named = tuple(dict.fromkeys(part for one in every if (part := _part(one))))
        return cls(tuple(_range(one) for one in every if not _part(one)), named)

    @property
    def count(self) -> int | None:
        """How many different pages these are; None where a part is named without its pages."""
        return None if self.parts else self.at_least

    @property
    def at_least(self) -> int:
        """The pages that are said: overlaps once, Roman and Arabic apart."""
        return counted(self.ranges)

    def __str__(self) -> str:
        return ", ".join([*map(str, self.ranges), *self.parts])

    @property
    def lacks(self) -> str:
        """What is still to be said of these pages, in a sentence; empty where nothing is."""
        if not self.parts:
            return ""
        has = "has" if len(self.parts) == 1 else "have"
        return f"{' and '.join(self.parts)} {has} pages that are not known yet."


def roman(number: int) -> str:
    """1 to 3999 in small Roman numerals."""
    written = ""
    for value, sign in SIGNS:
        times, number = divmod(number, value)
        written += sign * times
    return written


def arabic(written: str) -> int:
    """The number of a small Roman numeral: a sign before a larger one is taken off."""
    values = [VALUES[sign] for sign in written]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )


def counted(ranges: Iterable[PageRange]) -> int:
    """How many different pages these ranges hold together, of any number of extracts."""
    every = tuple(ranges)
    return sum(_different(one for one in every if one.roman is kind) for kind in (True, False))


def holds(outer: Iterable[PageRange], inner: Iterable[PageRange]) -> bool:
    """Each page of the inner ranges is in the outer ones."""
    pages = tuple(outer)
    return counted((*pages, *inner)) == counted(pages)


def overlap(some: Iterable[PageRange], others: Iterable[PageRange]) -> int:
    """How many pages stand in both."""
    here, there = tuple(some), tuple(others)
    return counted(here) + counted(there) - counted((*here, *there))


def _different(ranges: Iterable[PageRange]) -> int:
    """How many pages the ranges hold together, what overlaps counted once."""
    pages = reached = 0
    for one in sorted(ranges, key=lambda one: one.first):
        pages += max(0, one.last - max(one.first - 1, reached))
        reached = max(reached, one.last)
    return pages


def _part(written: str) -> str:
    """A named part as the desk writes it (`Index`, `Appendix B`); empty where it is none."""
    found = PART.fullmatch(" ".join(written.strip(" .").split()))
    return f"{found[1].capitalize()}{(found[2] or '').upper()}" if found else ""


def _where_is(parts: tuple[str, ...]) -> str:
    return f"Write the pages that {' and '.join(parts)} is on, like 301-310." if parts else ""


def _range(part: str) -> PageRange:
    part = LABEL.sub("", part).rstrip(".")
    ends = [end.strip() for end in part.split("-")]
    if len(ends) > 2:
        raise NotPages(f"{part} has more than one hyphen: put commas between ranges.")
    (first, is_roman), (last, last_is_roman) = _page(ends[0], part), _page(ends[-1], part)
    if is_roman is not last_is_roman:
        raise NotPages(
            f"{part} mixes Roman and Arabic numerals.",
            instead="Write two ranges, the Roman pages first, like vii-xxi, 1-10.",
        )
    if first > last:
        raise NotPages(f"{part} runs backwards.", instead=_forwards(ends, first, last, is_roman))
    return PageRange(first, last, is_roman)


def _page(written: str, part: str) -> tuple[int, bool]:
    """One page number, and whether it is Roman."""
    if re.fullmatch(r"\d{1,5}", written) and int(written):
        return int(written), False
    small = written.lower()
    if small and ROMAN.fullmatch(small):
        return arabic(small), True
    raise NotPages(_why_not(written, part), instead=_write_instead(written, part))


def _why_not(written: str, part: str) -> str:
    if not written:
        return f"{part} lacks the page before or after its hyphen."
    if re.fullmatch(r"\d+", written):
        return f"{written} is no page number: pages run from 1 to {LAST_PAGE}."
    if re.fullmatch(r"[\d ivxlcdm]+", written) and " " in written:
        return f"There is no comma in {written}."
    return f"{written[:40]} is not a page number."


def _write_instead(written: str, part: str) -> str:
    if " " in written and re.fullmatch(r"[\d ivxlcdm]+", written):
        return f"Put commas between ranges: {', '.join(written.split())}."
    if re.fullmatch(r"\d{1,5}\s*ff?", written):
        first = int(written.rstrip("f "))
        return f"Write the last page too, like {first}-{first + 5}."
    if re.fullmatch(r"[^\W\d_]{4,}[\w ]*", written) and written.lower().strip("ivxlcdm"):
        return f"Write the pages that {written[:40]} is on, like 249-275, 301-310."
    return EXAMPLE


def _forwards(ends: list[str], first: int, last: int, is_roman: bool) -> str:
    """123-8 is short for 123-128 in many citations; anything else was turned round."""
    if not is_roman and len(ends[1]) < len(ends[0]):
        full = int(ends[0][: -len(ends[1])] + ends[1])
        if full > first:
            return f"Write the last page in full, like {first}-{full}."
    return f"Write the smaller page first, like {PageRange(last, first, is_roman)}."
