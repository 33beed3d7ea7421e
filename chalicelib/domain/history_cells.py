"""The cells of a reading that is taken over from elsewhere, each as a value or refused in words."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from chalicelib.domain.facts import Imported
from chalicelib.domain.licence import Source
from chalicelib.domain.pages import NotPages, Pages
from chalicelib.domain.search import fold
from chalicelib.domain.uploads import RowRefused, brief, whole
from chalicelib.domain.works import Extract, Portion, Work

MOST_SHEETS = 20
ADDRESS = re.compile(r"https?://[^\s<>\"]{1,1990}")
PORTIONS = {one.value: one for one in Portion if one.value} | {"pages": Portion.PAGES}

Cells = Mapping[str, str]


def extract_in(cells: Cells) -> Extract:
    """The part that was copied; a number of pages that nobody knows stays unknown."""
    pages, named = brief(cells, "Pages", 300), fold(brief(cells, "Portion", 20))
    try:
        read = Pages.read(pages) if pages else None
    except NotPages as bad:
        raise RowRefused("Pages", f"{bad.detail} {bad.instead}") from bad
    if named and named not in PORTIONS:
        raise RowRefused("Portion", f"A portion is one of {', '.join(PORTIONS)}.")
    extract = Extract(
        brief(cells, "ExtractTitle", 500), "", brief(cells, "Chapter", 50),
        str(read) if read else "", read.count if read else None,
        PORTIONS.get(named, Portion.PAGES),
        brief(cells, "Volume", 50), brief(cells, "Issue", 50),
    )  # fmt: skip
    if not any((pages, extract.title, extract.chapter, extract.portion is Portion.WHOLE)):
        raise RowRefused("Pages", "Say which part it is: its pages, its title or its chapter.")
    return extract


def source_in(cells: Cells) -> str:
    """Of what the copy was made, in CLA's letters; nothing where nobody knows."""
    text = brief(cells, "Source", 10).upper()
    if text and text not in list(Source):
        raise RowRefused("Source", f"A source is one of {', '.join(Source)}, or nothing.")
    return text


def imported_in(cells: Cells, said: str) -> Imported:
    """Where it was before, the name of its file, and the sheets to take off that file."""
    link, file = brief(cells, "OldLink", 2000), brief(cells, "File", 255)
    front, back = (whole(cells, name, 0, MOST_SHEETS) or 0 for name in ("StripFront", "StripBack"))
    if link and not ADDRESS.fullmatch(link):
        raise RowRefused("OldLink", "An old link begins with https:// or http://.")
    if file and not file.lower().endswith(".pdf"):
        raise RowRefused("File", f"{file[:100]} is no PDF by its name.")
    if (front or back) and not file:
        raise RowRefused("File", "Sheets can be taken off only where the file is named.")
    return Imported(said, link, file, front, back)


def with_pages(work: Work, total: int | None) -> Work:
    """The record with its pages, where it had none; a row never contradicts it."""
    if total and work.pages and total != work.pages:
        raise RowRefused(
            "TotalPages",
            f"The library's record of {work.title[:80]} has {work.pages} pages, and this row says "
            f"{total}: correct one of them.",
        )
    return replace(work, pages=work.pages or total)


def of_part(extract: Extract) -> tuple[str, ...]:
    """What tells parts of a work apart."""
    return (
        fold(extract.volume), fold(extract.issue), fold(extract.title), fold(extract.chapter),
        extract.pages,
    )  # fmt: skip


def digest(words: Iterable[str]) -> str:
    return hashlib.sha256(json.dumps([*words]).encode()).hexdigest()[:32]
