"""Every number in the policy packs against a table written by hand from the sources.

The table is not derived from the files. What the sources say stands beside each number, and a
number of a file that is not in the table fails: so nobody adds one without saying where it is from.
"""

import re
from dataclasses import fields
from datetime import date

import pytest

from chalicelib import pack_shelf
from chalicelib.domain.packs import Limit, Pack

PACKS = {f"{one.code}.{one.version}".rstrip("."): one for one in pack_shelf.every()}

#: file, line of limits, field, number, source, and what the source says
TABLE = (
    # UK: "whichever is greater of 10 % of the total publication, or: 1 whole chapter; 2 whole
    # articles per issue ...; 1 scene; 1 conference paper; 1 report of a single case; 1 short
    # story/poem/play of <= 10 pages from an anthology" [C1], [C2], [C3]
    ("cla-he", "pages", "percent", 10, "C1, C2, C3", "10 % of the total publication"),
    ("cla-he", "chapter", "count", 1, "C1, C2, C3", "1 whole chapter"),
    ("cla-he", "articles", "count", 2, "C1, C2, C3, C9", "2 whole articles per issue"),
    ("cla-he", "scene", "count", 1, "C2", "1 scene"),
    ("cla-he", "paper", "count", 1, "C2", "1 conference paper"),
    ("cla-he", "case", "count", 1, "C2", "1 report of a single case"),
    ("cla-he", "short-work", "count", 1, "C2", "1 short story/poem/play"),
    ("cla-he", "short-work", "pages", 10, "C2", "of <= 10 pages from an anthology"),
    # "1 article per issue, 10 %/1 chapter (2016-)"; Talis of June 2016: 5 % became 10 %
    ("cla-he.2016", "pages", "percent", 10, "D11, L6, C6, T18", "10 % (2016-)"),
    ("cla-he.2016", "chapter", "count", 1, "D11, L6, C6", "1 chapter (2016-)"),
    ("cla-he.2016", "article", "count", 1, "D11, L6, C6", "1 article per issue (2016-)"),
    # "5 %/1 chapter (before 2016)"
    ("cla-he.until-2016", "pages", "percent", 5, "C6, T18", "5 % (before 2016)"),
    ("cla-he.until-2016", "chapter", "count", 1, "C6", "1 chapter (before 2016)"),
    # "20 % or 2 chapters, print books, opted-in publishers, no digital edition on sale; ended
    # 31 July 2021", beside the limits of 2016
    ("cla-he.covid", "pages", "percent", 10, "D11, L6, C6", "10 % (2016-)"),
    ("cla-he.covid", "chapter", "count", 1, "D11, L6, C6", "1 chapter (2016-)"),
    ("cla-he.covid", "article", "count", 1, "D11, L6, C6", "1 article per issue (2016-)"),
    ("cla-he.covid", "covid-pages", "percent", 20, "T16, C7", "20 %"),
    ("cla-he.covid", "covid-chapters", "count", 2, "T16, C7", "or 2 chapters"),
    # "<= 5 % of a work per institution in any 12 months"
    ("s36", "pages", "percent", 5, "U1", "<= 5 % of a work"),
    # "one article from a periodical, or a reasonable proportion"
    ("s42a", "article", "count", 1, "U2", "one article from a periodical"),
    # Ireland: "10 % / 1 chapter / 1 article or online equivalent (one guide narrows: chapter only
    # if <= 10 %)"
    ("icla", "pages", "percent", 10, "IE1, IE2", "10 %"),
    ("icla", "chapter", "count", 1, "IE1, IE2", "1 chapter"),
    ("icla", "article", "count", 1, "IE1, IE2", "1 article or online equivalent"),
    ("icla", "narrower-chapter", "count", 1, "IE3", "one guide: chapter only"),
    ("icla", "narrower-chapter", "percent", 10, "IE3", "if <= 10 %"),
    # Germany: "up to 15 % of a published work; whole work allowed for: illustrations, single
    # articles ..., other works of small extent, out-of-commerce works. Small = print <= 25 pages
    # - that figure is guidance, not statute"
    ("urhg-60a", "pages", "percent", 15, "DE1", "up to 15 % of a published work"),
    ("urhg-60a", "article", "count", 1, "DE1", "single articles: no number, so one is within"),
    ("urhg-60a", "small-work", "work_pages", 25, "DE1, DE2", "small = print <= 25 pages"),
    # Australia: "10 % of pages or 1 chapter, whichever greater (work > 10 pages); electronic: 10 %
    # of words or 1 chapter; 1 article per issue, more if same subject; work <= 15 pages in an
    # anthology (print)"
    ("s113p", "pages", "percent", 10, "AU1, AU2", "10 % of pages"),
    ("s113p", "pages", "over_work_pages", 10, "AU1, AU2", "(work > 10 pages)"),
    ("s113p", "chapter", "count", 1, "AU1, AU2", "or 1 chapter"),
    ("s113p", "words", "percent", 10, "AU1, AU2", "electronic: 10 % of words"),
    ("s113p", "article", "count", 1, "AU1, AU2", "1 article per issue"),
    ("s113p", "anthology", "count", 1, "AU1, AU2", "work in the singular: no number, so one"),
    ("s113p", "anthology", "pages", 15, "AU1, AU2", "work <= 15 pages in an anthology"),
    # New Zealand: "10 % or 1 chapter (greater); <= 15 pages of a work in a collection; 1 article,
    # more if same subject"
    ("clnz", "pages", "percent", 10, "NZ1, NZ2", "10 %"),
    ("clnz", "chapter", "count", 1, "NZ1, NZ2", "or 1 chapter (greater)"),
    ("clnz", "collection", "count", 1, "NZ1, NZ2", "a work in the singular: no number, so one"),
    ("clnz", "collection", "pages", 15, "NZ1, NZ2", "<= 15 pages of a work in a collection"),
    ("clnz", "article", "count", 1, "NZ1, NZ2", "1 article"),
    # Canada: "short excerpt: <= 10 %; or 1 chapter; 1 article; whole artistic work/newspaper
    # article/poem/score/encyclopedia entry from a larger work"; "older 2011 policy: chapter only
    # if <= 20 % of the book, text books 5 %"
    ("fair-dealing", "pages", "percent", 10, "CA1, CA2", "short excerpt: <= 10 %"),
    ("fair-dealing", "chapter", "count", 1, "CA1, CA2", "or 1 chapter"),
    ("fair-dealing", "article", "count", 1, "CA1, CA2", "1 article"),
    ("fair-dealing", "short-work", "count", 1, "CA1", "whole poem: no number, so one"),
    ("fair-dealing.2011", "chapter", "count", 1, "CA3", "chapter only"),
    ("fair-dealing.2011", "chapter", "percent", 20, "CA3", "if <= 20 % of the book"),
    ("fair-dealing.2011", "text-book", "percent", 5, "CA3", "text books 5 %"),
    # United States: "no statutory percentage. Local rules: 1 chapter / 1 article / 10 % (Cal State
    # LA, Pacific), 5 % or one chapter whichever smaller, 10 % if out of print (Casper), one
    # chapter/article <= 50 pages or 10 % (Stanford form), auto-approve < 15 % or pre-1929 (Duke)"
    ("fair-use", "chapter", "count", 1, "US1, US2", "1 chapter"),
    ("fair-use", "article", "count", 1, "US1, US2", "1 article"),
    ("fair-use", "pages", "percent", 10, "US1, US2", "10 %"),
    ("fair-use", "smaller-pages", "percent", 5, "US3", "5 %"),
    ("fair-use", "smaller-chapter", "count", 1, "US3", "or one chapter whichever smaller"),
    ("fair-use", "out-of-print", "percent", 10, "US3", "10 % if out of print"),
    ("fair-use", "form-chapter", "count", 1, "SUL", "one chapter"),
    ("fair-use", "form-chapter", "pages", 50, "SUL", "<= 50 pages"),
    ("fair-use", "form-article", "count", 1, "SUL", "one article"),
    ("fair-use", "form-article", "pages", 50, "SUL", "<= 50 pages"),
    ("fair-use", "form-pages", "percent", 10, "SUL", "or 10 %"),
    ("fair-use", "approved-unseen", "percent", 15, "US4", "auto-approve < 15 %"),
)
#: file, field, day, source, and what the source says
DAYS = (
    ("cla-he", "since", date(2024, 8, 1), "C9", "1 August 2024 - 31 July 2027, two articles"),
    ("cla-he", "report_begins", "06-01", "R2", "period 1 June-31 May"),
    ("cla-he", "report_due", "06-15", "R2", "due 15 June"),
    ("cla-he.2016", "since", date(2016, 8, 1), "T18", "licence 2016-2019; years begin on 1 August"),
    ("cla-he.2016", "until", date(2024, 7, 31), "C9", "the eve of the next licence"),
    ("cla-he.until-2016", "until", date(2016, 7, 31), "C10", "1 August 2015 - 31 July 2016"),
    ("cla-he.covid", "since", date(2020, 7, 1), "S1", "the earlier relief: by 30 June 2020"),
    ("cla-he.covid", "until", date(2021, 7, 31), "T16", "ended 31 July 2021"),
    ("second-extract", "ends", "07-31", "D6b", "expiry 31 July"),
    ("second-extract", "ends_latest", "09-30", "D6b", "may be moved to end of September"),
    ("icla", "since", date(2020, 1, 1), "IE1", "S.I. 277/2020; the year only"),
    ("icla", "year_begins", "10-01", "IE1", "licence year 1 Oct-30 Sept"),
    ("urhg-60a", "since", date(2018, 1, 1), "DE1", "2018 and 2021; the years only"),
    ("fair-dealing", "since", date(2012, 1, 1), "CA1", "policy of 2012; the year only"),
    ("fair-dealing.2011", "since", date(2011, 1, 1), "CA3", "policy of 2011; the year only"),
    ("fair-dealing.2011", "until", date(2011, 12, 31), "CA3", "until that of 2012"),
)
#: Numbers in sentences: file, words that hold them, source.
SAID = (
    ("cla-he", "1 August 2024", "C9"),
    ("cla-he", "31 July 2027", "C9"),
    ("cla-he", "From 2024-25 all digital copies", "R2"),
    ("cla-he.2016", "2016 raised 5 per cent to 10", "T18"),
    ("cla-he.2016", "years begin on 1 August", "C10"),
    ("cla-he.until-2016", "year end on 31 July 2016", "C10"),
    ("cla-he.covid", "(30 June 2020)", "S1"),
    ("second-extract", "31 July", "D6b"),
    ("s36", "July 2014", "U1"),
    ("s36", "in any 12 months", "U1"),
    ("icla", "S.I. 277 of 2020", "IE1"),
    ("icla", "1 October to 30 September", "IE1"),
    ("urhg-60a", "the years 2018 and 2021", "DE1"),
    ("urhg-60a", "films of up to 5 minutes", "DE2"),
    ("s113p", "6 months for text books and 30 days for others", "AU1"),
    ("clnz", "is of 2015", "NZ2"),
    ("fair-dealing", "of 2012", "CA1"),
    ("fair-dealing.2011", "of 2011", "CA3"),
    ("fair-use", "769 F.3d 1232 (11th Cir. 2014)", "US5"),
    ("fair-use", "published before 1929", "US4"),
)
NUMBERS = ("percent", "count", "pages", "work_pages", "over_work_pages")
DATED = ("since", "until", "ends", "ends_latest", "year_begins", "report_begins", "report_due")
#: Numbers of paragraphs, which limit nothing.
LAWS = re.compile(r"113P|sections? [0-9A-Z ]+(and [0-9A-Z]+)?|§ 60a|\[[A-Za-z0-9, ]+\]$")


def line(file: str, name: str) -> Limit:
    return next(one for one in PACKS[file].limits if one.name == name)


@pytest.mark.parametrize(("file", "name", "field", "number", "source", "words"), TABLE)
def test_each_number_is_the_sources(
    file: str, name: str, field: str, number: int, source: str, words: str
) -> None:
    found = line(file, name)

    assert (getattr(found, field), found.source) == (number, source), words


@pytest.mark.parametrize(("file", "field", "day", "source", "words"), DAYS)
def test_each_day_is_the_sources(
    file: str, field: str, day: object, source: str, words: str
) -> None:
    assert getattr(PACKS[file], field) == day, words
    assert source in dict(PACKS[file].sources)


@pytest.mark.parametrize(("file", "words", "source"), SAID)
def test_each_number_in_a_sentence_is_the_sources(file: str, words: str, source: str) -> None:
    assert any(words in one for one in sentences(PACKS[file]))
    assert source in dict(PACKS[file].sources)


def test_no_number_of_a_limit_is_missing_from_the_table() -> None:
    held = {
        (file, one.name, field, getattr(one, field))
        for file, pack in PACKS.items()
        for one in pack.limits
        for field in NUMBERS
        if getattr(one, field) is not None
    }

    assert held == {row[:4] for row in TABLE}


def test_no_day_of_a_pack_is_missing_from_the_table() -> None:
    held = {
        (file, field, getattr(pack, field))
        for file, pack in PACKS.items()
        for field in DATED
        if getattr(pack, field)
    }

    assert held == {row[:3] for row in DAYS}


@pytest.mark.parametrize("file", PACKS)
def test_no_number_in_a_sentence_is_missing_from_the_table(file: str) -> None:
    known = [words for name, words, _ in SAID if name == file]

    for one in sentences(PACKS[file]):
        rest = LAWS.sub("", one)
        for words in known:
            rest = rest.replace(words, "")
        assert re.findall(r"\d+", rest) == [], one


def test_every_field_of_a_limit_that_is_a_number_is_looked_at() -> None:
    typed = {
        one.name for one in fields(Limit) if "int" in str(one.type) or "float" in str(one.type)
    }

    assert typed == set(NUMBERS)


@pytest.mark.parametrize("file", PACKS)
def test_a_pack_keeps_no_source_that_nothing_names(file: str) -> None:
    pack = PACKS[file]
    named = " ".join([pack.source, *(one.source for one in pack.limits), *sentences(pack)])

    assert [key for key, _ in pack.sources if not re.search(rf"\b{key}\b", named)] == []


@pytest.mark.parametrize("file", ["s113p", "fair-dealing", "fair-dealing.2011", "fair-use"])
def test_what_is_guidance_and_no_statute_is_marked_so(file: str) -> None:
    assert all(one.guidance for one in PACKS[file].limits)


def test_the_small_works_of_the_german_act_are_the_guidances_figure_and_its_share_is_not() -> None:
    assert line("urhg-60a", "small-work").guidance
    assert not line("urhg-60a", "pages").guidance


def test_fair_use_never_decides() -> None:
    assert not PACKS["fair-use"].decides
    assert {one.verdict.value for one in PACKS["fair-use"].limits} == {"refer"}


@pytest.mark.parametrize("file", ["s31", "second-extract", "house"])
def test_where_the_sources_give_no_limit_there_is_none(file: str) -> None:
    assert PACKS[file].limits == ()


def sentences(pack: Pack) -> list[str]:
    said = [pack.dated, pack.repertoire, pack.notice_note, pack.report_note, pack.notice]
    said += [*pack.conditions, *(one.note for one in pack.limits)]
    return [one for one in said if one]
