"""What becomes of a request's reading copies: asked for, made, or not to be made."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain import reading
from chalicelib.domain.errors import off
from chalicelib.domain.reading import FORGOTTEN, ReadingCopy, TitlePages
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment

#: Title page, verso, and what may be printed between them: more is no title page.
MOST_TITLE_PAGES = 8


def want_reading(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """A reader opened the link and today's copy is not there: asked for once."""
    known = reading.copy_of(request, told["hash"])
    waits = known and known.asked_on and moment.now - known.asked_on < FORGOTTEN
    if known and (known.key or known.failed or waits):
        return request
    return reading.asked(request, (told["hash"],), moment.now)


def reading_made(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """The copies are there. Told twice, it is done once."""
    known = {one.hash for one in request.reading if one.key}
    made = [
        ReadingCopy(
            one["hash"],
            one["key"],
            made_on=moment.now,
            words=tuple(one["words"]),
            pages=one["pages"],
            size=one["size"],
        )
        for one in told["copies"]
        if one["hash"] not in known
    ]
    return reading.with_copies(request, made) if made else request


def reading_failed(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """These copies could not be made, and why; one that was made meanwhile stays."""
    there = {one.hash: one for one in request.reading}
    failed = [
        ReadingCopy(one, asked_on=moment.now, failed=told["why"])
        for one in told["hashes"]
        if one not in there or not (there[one].key or there[one].failed == told["why"])
    ]
    return reading.with_copies(request, failed) if failed else request


def prepare_copy(request: Request, heard: Any, moment: Moment) -> Request:
    """What is not made is asked for anew."""
    made = tuple(one for one in request.reading if one.key)
    wanted = tuple(reading.sheets(request, lambda basis: moment.terms, moment.today))
    return reading.asked(replace(request, reading=made), wanted, moment.now)


def keep_title_page(request: Request, heard: Any, moment: Moment) -> Request:
    """Which pages of the selected scan's file are title page and verso; none where empty."""
    scan = request.scan
    if scan is None:
        raise off("file_pages", "No scan is selected yet.")
    pages = numbers(heard.file_pages)
    if pages and scan.pages and max(pages) > scan.pages:
        raise off("file_pages", f"The file has {scan.pages} pages.")
    if scan.pages and len(pages) == scan.pages:
        raise off("file_pages", "Not all of its pages can be title page and verso.")
    return replace(request, title_pages=TitlePages(scan.id, pages) if pages else None)


def numbers(text: str) -> tuple[int, ...]:
    """`1-2` or `1, 24` as page numbers of a file, each once and in this order."""
    if not text.strip():
        return ()
    found: list[int] = []
    for part in text.split(","):
        said = re.fullmatch(r"\s*([1-9][0-9]{0,4})(?:\s*[-\u2013]\s*([1-9][0-9]{0,4}))?\s*", part)
        if not said:
            raise off("file_pages", "Say pages of the file by number, such as 1-2 or 1, 24.")
        first, last = int(said[1]), int(said[2] or said[1])
        if last < first or last - first >= MOST_TITLE_PAGES:
            raise off("file_pages", f"{part.strip()} is no title page and verso.")
        found += range(first, last + 1)
    pages = tuple(dict.fromkeys(found))
    if len(pages) > MOST_TITLE_PAGES:
        raise off("file_pages", f"Title page and verso are at most {MOST_TITLE_PAGES} pages.")
    return pages


EFFECTS: Mapping[str, Callable[[Request, Any, Moment], Request]] = {
    "keep-title-page": keep_title_page,
    "prepare-copy": prepare_copy,
    "want-reading": want_reading,
    "reading-made": reading_made,
    "reading-failed": reading_failed,
}
