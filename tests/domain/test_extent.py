"""The extent meter: what a run has with this request, and the verdict on it, case by case."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.copies import Copy
from chalicelib.domain.courses import Course, Run, run_of
from chalicelib.domain.extent import Measure, measure
from chalicelib.domain.facts import Verification
from chalicelib.domain.packs import Combine, Limit, Scope, Window
from chalicelib.domain.request import Kind, Request, State
from chalicelib.domain.works import Extract, Portion, Work, WorkKind
from tests.domain.a_request import BOOK, HIS101, NOON, RUN, TODAY, a_request
from tests.domain.extents import (
    HIS,
    PACKS,
    an_earlier,
    an_extract,
    article,
    at,
    chapter,
    claims,
    wish,
)

E_BOOK = replace(BOOK, id="w2", isbn="9780191000000", family="w1")
THOUSAND = replace(BOOK, pages=1000)
SPARSE = replace(BOOK, pages=None)
ISSUE = Work(id="j1", title="A journal", issn="12345678", kind=WorkKind.JOURNAL)
COUNTED_ISSUE = replace(ISSUE, pages=150)
THEMED = replace(ISSUE, themed=True)
THEMED_CCC = replace(ISSUE, themed=True, ccc=True)
STORIES = replace(BOOK, kind=WorkKind.ANTHOLOGY, pages=50)
RESITS = run_of(HIS101, replace(RUN, end=RUN.end + timedelta(days=90)))
NEXT = run_of(HIS101, Run("2027-28", RUN.start.replace(2027), RUN.end.replace(2028), 30, 90))
LIT = run_of(Course("LIT200", "Novels", runs=(RUN,)), RUN)


def copied(extract: Extract, work: Work = BOOK, *runs: Any, **known: Any) -> Request:
    """An earlier request that had its link, whatever became of it since."""
    until = known.pop("until", None)
    basis = known.pop("basis", "cla-he")
    copies = tuple(
        Copy(run=run, work=work, extract=extract, since=TODAY - timedelta(days=9), until=until,
             basis=basis)
        for run in runs or (HIS,)
    )  # fmt: skip
    return an_earlier(extract, work, *runs, **{"state": State.COMPLETE, "copies": copies} | known)


@dataclass(frozen=True)
class Case:
    """What is asked for, what the run had before, and what is said of both together."""

    name: str
    asks: Request
    had: tuple[Request, ...] = ()
    verdict: str = "within"
    pages: int | None = None
    percent: float | None = None
    terms: dict[str, Any] = field(default_factory=dict)


#: Limits: CLA HE licence, 10 % of the whole or one whole chapter, whichever is greater; two whole
#: articles of an issue, any number of a themed issue of no CCC Electronic Rights work (C1-C3).
CASES = (
    Case("9.9 %", wish(an_extract("1-99"), THOUSAND), pages=99, percent=9.9),
    Case("10.0 %", wish(an_extract("1-100"), THOUSAND), pages=100, percent=10.0),
    Case("10.1 %", wish(an_extract("1-101"), THOUSAND), (), "over", 101, 10.1),
    Case("10.04 %", wish(an_extract("1-1004"), replace(BOOK, pages=10_000)),
         (), "over", 1004, 10.04),
    Case("one chapter of 14 %", wish(chapter("3", "51-84")), pages=34, percent=14.17),
    Case("that chapter and two pages", wish(an_extract("10-11")),
         (copied(chapter("3", "51-84")),), "over", 36, 15.0),
    Case("two pages within that chapter", wish(an_extract("60-61")),
         (copied(chapter("3", "51-84")),), "within", 34, 14.17),
    Case("two short chapters within 10 %", wish(chapter("4", "85-90")),
         (copied(chapter("3", "75-84")),), "within", 16, 6.67),
    Case("the same chapter again", wish(chapter("3", "51-84"), id="AGAIN222"),
         (copied(chapter("Chapter III", "51-84")),), "within", 34, 14.17),
    Case("the same chapter in print and as an e-book", wish(chapter("3", "51-84"), E_BOOK),
         (copied(chapter("3", "51-84")),), "within", 34, 14.17),
    Case("the same chapter, on other pages of the e-book", wish(chapter("3", "61-90"), E_BOOK),
         (copied(chapter("3", "51-84")),), "within", 40, 16.67),
    Case("another chapter of the e-book", wish(chapter("4", "85-110"), E_BOOK),
         (copied(chapter("3", "51-84")),), "over", 60, 25.0),
    Case("one chapter under one number on other pages of one edition",
         wish(chapter("1", "200-230")), (copied(chapter("1", "1-30")),), "over", 61, 25.42),
    Case("overlapping pages once", wish(an_extract("5-16")),
         (copied(an_extract("1-12")),), "within", 16, 6.67),
    Case("Roman and Arabic apart", wish(an_extract("i-xii")),
         (copied(an_extract("1-12")),), "within", 24, 10.0),
    Case("Roman preliminaries in the denominator: xx + 240 pages",
         wish(an_extract("vii-xxi, 1-11"), replace(BOOK, pages=260)), pages=26, percent=10.0),
    Case("blank pages of the extract left out",
         wish(an_extract("1-26", blanks=2)), pages=24, percent=10.0),
    Case("blank pages of extracts that overlap are not left out: nobody knows which they are",
         wish(an_extract("5-16", blanks=2)), (copied(an_extract("1-12", blanks=2)),),
         "within", 16, 6.67),
    Case("blank pages of the same extract are left out once",
         wish(an_extract("1-12", blanks=2)), (copied(an_extract("1-12", blanks=3)),),
         "within", 10, 4.17),
    Case("blank pages of the book count as pages of the whole",
         wish(an_extract("1-24"), replace(BOOK, blanks=40)), pages=24, percent=10.0),
    Case("blank pages left out of both, as in Germany",
         wish(an_extract("1-31"), replace(BOOK, blanks=40)), (), "over", 31, 15.5,
         {"packs": (PACKS["urhg-60a"],)}),
    Case("first article", wish(article("A", "1-12"), ISSUE), pages=12),
    Case("second article", wish(article("B", "20-30"), ISSUE),
         (copied(article("A", "1-12"), ISSUE),), pages=23),
    Case("third article, nobody knows how long the issue is", wish(article("C", "31-35"), ISSUE),
         (copied(article("A", "1-12"), ISSUE), copied(article("B", "20-30"), ISSUE, id="OTHER222")),
         "cannot tell", 28),
    Case("third article of an issue of 150 pages", wish(article("C", "31-35"), COUNTED_ISSUE),
         (copied(article("A", "1-12"), ISSUE), copied(article("B", "20-30"), ISSUE, id="OTHER222")),
         "over", 28, 18.67),
    Case("third article of another issue", wish(article("C", "31-35", issue="4"), ISSUE),
         (copied(article("A", "1-12"), ISSUE), copied(article("B", "20-30"), ISSUE, id="OTHER222")),
         "within", 5),
    Case("third article, of which issue nobody has said",
         wish(article("C", "31-35", issue=""), ISSUE),
         (copied(article("A", "1-12"), ISSUE), copied(article("B", "20-30"), ISSUE, id="OTHER222")),
         "cannot tell", 28),
    Case("third article of a themed issue", wish(article("C", "31-35"), THEMED),
         (copied(article("A", "1-12"), ISSUE), copied(article("B", "20-30"), ISSUE, id="OTHER222")),
         "within", 28),
    Case("third article of another issue than the one that is themed",
         wish(article("C", "31-35"), replace(THEMED, volume="12", issue="4", pages=150)),
         (copied(article("A", "1-12"), ISSUE), copied(article("B", "20-30"), ISSUE, id="OTHER222")),
         "over", 28, 18.67),
    Case("third article of a themed issue of a CCC work",
         wish(article("C", "31-35"), replace(THEMED_CCC, pages=150)),
         (copied(article("A", "1-12"), ISSUE), copied(article("B", "20-30"), ISSUE, id="OTHER222")),
         "over", 28, 18.67),
    Case("archived, then asked for again", wish(an_extract("13-25")),
         (copied(an_extract("1-12"), state=State.ARCHIVED, until=TODAY),), "over", 25, 10.42),
    Case("deleted since, and it counts", wish(an_extract("13-25")),
         (copied(an_extract("1-12"), state=State.DELETED, until=TODAY),), "over", 25, 10.42),
    Case("expired since, and it counts", wish(an_extract("13-25")),
         (copied(an_extract("1-12"), state=State.EXPIRED, until=TODAY),), "over", 25, 10.42),
    Case("rejected, and it does not count", wish(an_extract("13-25")),
         (an_earlier(an_extract("1-12"), state=State.REJECTED),), "within", 13, 5.42),
    Case("cancelled before there was a link", wish(an_extract("13-25")),
         (an_earlier(an_extract("1-12"), state=State.CANCELLED),), "within", 13, 5.42),
    Case("open, and received earlier", wish(an_extract("13-25")),
         (an_earlier(an_extract("1-12")),), "over", 25, 10.42),
    Case("open, and received later", wish(an_extract("13-25")),
         (an_earlier(an_extract("1-12"), added_on=NOON + timedelta(1)),), "within", 13, 5.42),
    Case("published, and received later", wish(an_extract("13-25")),
         (copied(an_extract("1-12"), added_on=NOON + timedelta(1)),), "over", 25, 10.42),
    Case("a second extract before is outside the count", wish(an_extract("13-25")),
         (copied(an_extract("1-12"), basis="second-extract"),), "within", 13, 5.42),
    Case("a second extract is outside the count itself",
         wish(an_extract("13-60"), licence=Verification("second-extract", "Dan", TODAY)),
         (copied(an_extract("1-12")),), "within", 48, 20.0),
    Case("an accessible copy is outside the count", wish(an_extract("13-25")),
         (copied(an_extract("1-240"), basis="", kind=Kind.ACCESSIBLE_COPY),), "within", 13, 5.42),
    Case("what is by permission is outside the count", wish(an_extract("13-25")),
         (copied(an_extract("1-240"), basis="direct-permission"),), "within", 13, 5.42),
    Case("resits are of the same run", wish(an_extract("13-25"), BOOK, RESITS),
         (copied(an_extract("1-12")),), "over", 25, 10.42),
    Case("a new run begins at nothing", wish(an_extract("1-12"), BOOK, NEXT),
         (copied(an_extract("13-24")),), "within", 12, 5.0),
    Case("unknown total", wish(an_extract("1-2"), SPARSE), (), "cannot tell", 2),
    Case("a first chapter of an unknown total", wish(chapter("3", "51-84"), SPARSE), pages=34),
    Case("a first chapter without its pages", wish(chapter("3"))),
    Case("a first chapter without its pages or its number", wish(chapter(""))),
    Case("two chapters about which nothing is known", wish(chapter("")),
         (an_earlier(chapter("")),), "cannot tell"),
    Case("over by its pages, and yet it may be that one chapter", wish(chapter("3", "51-84")),
         (an_earlier(chapter("")),), "cannot tell"),
    Case("pages over the limit that may lie in a chapter without pages",
         wish(an_extract("1-30")), (an_earlier(chapter("3")),), "cannot tell"),
    Case("a second chapter beside one without pages", wish(chapter("4", "1-5")),
         (an_earlier(chapter("3")),), "cannot tell"),
    Case("pages beside a chapter without pages", wish(an_extract("1-5")),
         (an_earlier(chapter("3")),), "cannot tell"),
    Case("pages that nobody has said", wish(an_extract()), (), "cannot tell"),
    Case("few pages, beside an earlier request for pages that nobody has said",
         wish(an_extract("1-2")), (an_earlier(an_extract()),), "cannot tell"),
    Case("over already, whatever the unknown pages are", wish(an_extract("1-30")),
         (an_earlier(an_extract()),), "over"),
    Case("the same chapter, its pages said by the other request", wish(chapter("3")),
         (copied(chapter("3", "51-84")),), "within", 34, 14.17),
    Case("pages with an index that goes by its name",
         wish(Extract(pages="1-5, Index")), (), "cannot tell"),
    Case("the same, once somebody has counted",
         wish(Extract(pages="1-5, Index", page_count=9)), pages=9, percent=3.75),
    Case("a story of ten pages of an anthology",
         wish(an_extract("1-10", portion=Portion.SHORT), STORIES), pages=10, percent=20.0),
    Case("a story of eleven pages",
         wish(an_extract("1-11", portion=Portion.SHORT), STORIES), (), "over", 11, 22.0),
    Case("a story whose length nobody knows", wish(an_extract("", portion=Portion.SHORT), STORIES),
         (), "cannot tell"),
    Case("the whole book", wish(an_extract("", portion=Portion.WHOLE)), (), "over", 240, 100.0),
    Case("a newspaper, which the licence leaves out",
         wish(an_extract("1"), replace(BOOK, kind=WorkKind.NEWSPAPER)), (), "cannot tell"),
    Case("fair use never decides", wish(an_extract("1-2")), (), "cannot tell", 2, 0.83,
         {"packs": (PACKS["fair-use"],)}),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_run_has_with_a_request(case: Case) -> None:
    said = measure(case.asks, at(case.asks, *case.had, **case.terms))

    assert (said.verdict, said.pages, said.percent) == (case.verdict, case.pages, case.percent)


def told(asks: Request, *had: Request, **terms: Any) -> Measure:
    return measure(asks, at(asks, *had, **terms))


def test_the_sentence_has_the_arithmetic_the_limit_and_what_was_counted() -> None:
    said = told(wish(an_extract("13-25")), copied(an_extract("1-12")))

    assert said.words == (
        "Over: HIS101 2026-27 has 25 of 240 pages (10.4 %) with this request; only 10 % of the "
        "whole or 1 whole chapter, whichever is greater, may be copied under CLA Higher Education "
        "Licence. Counted with it: EARLY222 (pages 1-12)."
    )
    assert [one.request for one in said.runs[0].counted] == ["EARLY222"]
    assert (said.pack, said.then) == ("cla-he", "refer")


@pytest.mark.parametrize(
    ("asks", "had", "hints"),
    [
        (wish(an_extract("51-84")), (), True),
        (wish(an_extract("51-84")), (copied(chapter("3", "1-9")),), False),
        (wish(chapter("3", "51-84")), (copied(chapter("4", "85-99")),), False),
        (wish(an_extract("51-84")), (copied(an_extract("1-9")),), False),
        (wish(an_extract("1-2")), (), False),
    ],
)
def test_pages_that_may_be_a_whole_chapter_are_asked_about(asks, had, hints) -> None:
    assert ("If these pages are a whole chapter" in told(asks, *had).words) is hints


def test_a_percentage_is_never_rounded_to_the_other_side_of_the_limit() -> None:
    said = told(wish(an_extract("1-1001"), replace(BOOK, pages=10_000)))

    assert "1001 of 10000 pages (10.01 %)" in said.words


def test_what_cannot_be_told_says_what_is_lacking() -> None:
    assert "120 or more would do" in told(wish(an_extract("1-12"), SPARSE)).words
    assert "the pages of another request are not known" in (
        told(wish(an_extract("1-2")), an_earlier(an_extract())).words
    )
    unsaid = told(
        wish(article("C", "31-35", issue=""), ISSUE),
        copied(article("A", "1-12"), ISSUE),
        copied(article("B", "20-30"), ISSUE, id="OTHER222"),
    )
    assert "of which volume and issue this request is, is not known" in unsaid.words


def test_what_is_outside_the_count_is_named() -> None:
    said = told(wish(an_extract("13-25")), copied(an_extract("1-12"), basis="second-extract"))

    assert "Not counted, as the basis has a count of its own: EARLY222 (pages 1-12)." in said.words


def test_two_courses_are_counted_alone_and_the_worse_verdict_is_the_requests() -> None:
    asks = wish(an_extract("13-25"), BOOK, HIS, LIT)

    said = told(asks, copied(an_extract("1-12"), BOOK, LIT))

    assert [(one.course, one.pages, one.verdict) for one in said.runs] == [
        ("HIS101", 13, "within"),
        ("LIT200", 25, "over"),
    ]
    assert (said.verdict, said.pages) == ("over", 25)
    assert "HIS101 2026-27 within, LIT200 2026-27 over" in said.words


def test_where_nobody_looked_for_earlier_requests_nothing_is_within() -> None:
    asks = wish(an_extract("1-2"))

    said = measure(asks, replace(at(asks), earlier=None))

    assert said.verdict == "cannot tell"
    assert "was not looked up" in said.words


def test_without_a_course_run_nothing_is_within() -> None:
    said = told(a_request(work=BOOK, extract=an_extract("1-2")))

    assert said.verdict == "cannot tell"
    assert "no course run is matched yet" in said.words


def test_without_a_work_or_a_pack_nothing_is_within() -> None:
    assert told(a_request(extract=an_extract("1-2"))).verdict == "cannot tell"
    assert told(wish(an_extract("1-2")), packs=()).verdict == "cannot tell"


def test_a_title_that_the_licence_excludes_falls_to_the_next_pack_and_never_for_its_length() -> (
    None
):
    cla, s36 = PACKS["cla-he"], replace(PACKS["s36"], chosen=False)
    newspaper = replace(BOOK, kind=WorkKind.NEWSPAPER)

    assert told(wish(an_extract("1-2"), newspaper), packs=(cla, s36)).pack == "s36"
    assert told(wish(an_extract("1-99")), packs=(cla, s36)).pack == "cla-he"


@pytest.mark.parametrize(
    ("pack", "why"),
    [
        (replace(PACKS["cla-he"], scope=Scope.PERSON), "counts what one person has"),
        (replace(PACKS["cla-he"], window=Window.TERM), "counts by the term"),
        (replace(PACKS["cla-he"], window=Window.LICENCE, year_begins=""), "by the licence-year"),
    ],
)
def test_a_sum_that_the_desk_does_not_add_up_is_referred_and_says_so(pack, why) -> None:
    said = told(wish(an_extract("1-2")), packs=(pack,))

    assert said.verdict == "cannot tell"
    assert why in said.words


@pytest.mark.parametrize(
    ("off", "verdict"),
    [(364, "over"), (366, "within")],
)
def test_of_a_rolling_window_what_was_taken_off_before_it_counts_no_more(off, verdict) -> None:
    # CDPA section 36: not more than 5 % of a work in any period of 12 months.
    s36 = replace(PACKS["s36"], counts=True, chosen=False)
    gone = copied(an_extract("1-12"), BOOK, LIT, basis="s36", until=TODAY - timedelta(days=off))
    asks = wish(an_extract("13"))
    moment = replace(
        at(asks, packs=(s36,)), earlier={"HIS101 2026-27": claims(gone)["LIT200 2026-27"]}
    )

    assert measure(asks, moment).verdict == verdict


def test_of_several_limits_the_lesser_decides_where_a_pack_says_so() -> None:
    lesser = replace(PACKS["cla-he"], combine=Combine.LESSER, limits=(
        Limit(percent=10, source="x"), Limit(portion=Portion.CHAPTER, count=1, source="x"),
    ))  # fmt: skip

    assert told(wish(chapter("3", "51-84")), packs=(lesser,)).verdict == "over"
    assert told(wish(chapter("3", "51-60")), packs=(lesser,)).verdict == "within"
    assert told(wish(an_extract("51-60")), packs=(lesser,)).verdict == "within"
