"""Builders for the extent meter: requests for one work, and what the runs had before."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib import pack_shelf
from chalicelib.domain.claims import Claim, claims_of
from chalicelib.domain.course_effects import key
from chalicelib.domain.courses import CourseRun, run_of
from chalicelib.domain.packs import in_force
from chalicelib.domain.pages import Pages
from chalicelib.domain.request import Request, State
from chalicelib.domain.terms import Moment
from chalicelib.domain.works import Extract, Portion, Work
from tests.domain.a_request import BOOK, DIGITISER, HIS101, NOON, RUN, TERMS, TODAY, a_request

HIS = run_of(HIS101, RUN)
PACKS = {pack.code: pack for pack in in_force(pack_shelf.every(), TODAY)}


def an_extract(pages: str = "", **known: Any) -> Extract:
    count = Pages.read(pages).count if pages else None
    return Extract(**{"pages": pages, "page_count": count} | known)


def chapter(number: str, pages: str = "", **known: Any) -> Extract:
    return an_extract(pages, **{"portion": Portion.CHAPTER, "chapter": number} | known)


def article(title: str, pages: str = "", **known: Any) -> Extract:
    usual = {"portion": Portion.ARTICLE, "title": title, "volume": "12", "issue": "3"}
    return an_extract(pages, **usual | known)


def wish(extract: Extract, work: Work = BOOK, *runs: CourseRun, **known: Any) -> Request:
    """A request that is being worked on."""
    usual: dict[str, Any] = {"state": State.ACTIVE, "runs": runs or (HIS,), "work": work}
    return a_request(**usual | {"extract": extract, "title": extract.title} | known)


def an_earlier(extract: Extract, work: Work = BOOK, *runs: CourseRun, **known: Any) -> Request:
    """Another request for the same run, open and received an hour before."""
    usual = {"id": "EARLY222", "added_on": NOON - timedelta(hours=1)}
    return wish(extract, work, *runs, **usual | known)


def claims(*requests: Request) -> dict[str, tuple[Claim, ...]]:
    """What is kept of these requests, by run, as the table gives it back."""
    kept: dict[str, tuple[Claim, ...]] = {}
    for request in requests:
        for every in claims_of(request).values():
            for one in every:
                run = f"{one.code} {one.year}".strip()
                kept[run] = (*kept.get(run, ()), one)
    return kept


def at(request: Request, *earlier: Request, **terms: Any) -> Moment:
    """The moment at which this request is measured, with what its runs had before."""
    found = claims(*earlier)
    known = {key(run): found.get(key(run), ()) for run in request.runs}
    ours = replace(TERMS, **terms)
    return Moment(DIGITISER, NOON, ours, earlier=known)
