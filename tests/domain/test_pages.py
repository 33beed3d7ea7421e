import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.pages import RANGES, NotPages, PageRange, Pages, arabic, roman


@st.composite
def ranges(draw: st.DrawFn) -> PageRange:
    is_roman = draw(st.booleans())
    limit = 3_999 if is_roman else 99_999
    first = draw(st.integers(1, limit))
    return PageRange(first, draw(st.integers(first, limit)), is_roman)


parts = st.lists(
    st.sampled_from(["Index", "Appendix B", "Plates 12", "Title page", "Table of contents"]),
    max_size=2, unique=True,
)  # fmt: skip
pages = st.builds(
    Pages,
    st.lists(ranges(), min_size=1, max_size=RANGES - 2).map(tuple),
    parts.map(tuple),
)


@given(pages)
def test_what_is_written_is_read_as_it_was(extract: Pages) -> None:
    written = str(extract)

    read = Pages.read(written)

    assert read == extract


@given(st.integers(1, 3_999))
def test_every_roman_numeral_is_read_as_its_number(number: int) -> None:
    written = roman(number)

    assert arabic(written) == number


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 50)), min_size=1, max_size=RANGES))
def test_the_count_is_that_of_the_different_pages(firsts: list[tuple[int, int]]) -> None:
    extract = Pages(tuple(PageRange(first, first + more) for first, more in firsts))

    different = {n for one in extract.ranges for n in range(one.first, one.last + 1)}

    assert extract.count == len(different)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(NotPages):
        extract = Pages.read(text)

        assert Pages.read(str(extract)) == extract


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1-10, 25, 32, 35-37", "1-10, 25, 32, 35-37"),
        ("vii-xxi, 1-10", "vii-xxi, 1-10"),
        ("pp. 1–10", "1-10"),
        ("pp 12 - 14; p.20", "12-14, 20"),
        ("XII-XV", "xii-xv"),
        ("pages 007-010 and 12", "7-10, 12"),
        ("1 to 10", "1-10"),
        ("35-35", "35"),
        ("١-١٠", "1-10"),
        ("1-10, ", "1-10"),
        ("249-275, Index", "249-275, Index"),
        ("pp. 249-275 and the index", "249-275, Index"),
        ("INDEX; 249-275; appendix b; index", "249-275, Index, Appendix B"),
        ("title page, verso, 1-3", "1-3, Title page, Verso"),
    ],
)
def test_what_people_type_is_put_into_the_grammar(written: str, read: str) -> None:
    extract = Pages.read(written)

    assert str(extract) == read


@pytest.mark.parametrize(
    ("written", "detail", "instead"),
    [
        ("vii-10", "mixes Roman and Arabic", "Write two ranges"),
        ("249-275, Marginalia", "Marginalia is not a page number", "that Marginalia is on"),
        ("Index", "No pages were given", "Write the pages that Index is on"),
        ("123-8", "runs backwards", "123-128"),
        ("37-35", "runs backwards", "35-37"),
        ("1-10-20", "more than one hyphen", "vii-xxi"),
        ("1-10 25", "no comma in 10 25", "10, 25"),
        ("25ff", "25ff is not a page number", "25-30"),
        ("0-3", "0 is no page number", "vii-xxi"),
        ("100000", "pages run from 1 to 99999", "vii-xxi"),
        ("iiii", "iiii is not a page number", "vii-xxi"),
        ("12-", "lacks the page before or after", "vii-xxi"),
        ("", "No pages were given", "vii-xxi"),
        (" , ;", "No pages were given", "vii-xxi"),
        (", ".join(map(str, range(1, 12))), "11 ranges, and 10 is the limit", "second request"),
        ("1" * 301, "at most 300 characters", "vii-xxi"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(
    written: str, detail: str, instead: str
) -> None:
    with pytest.raises(NotPages) as refused:
        Pages.read(written)

    assert detail in refused.value.detail
    assert instead in refused.value.instead


def test_overlapping_pages_are_counted_once() -> None:
    extract = Pages.read("1-10, 5-12, 11")

    assert extract.count == 12


def test_roman_and_arabic_pages_are_counted_apart() -> None:
    extract = Pages.read("i-x, 1-10")

    assert extract.count == 20


def test_a_range_that_runs_backwards_cannot_be_made() -> None:
    with pytest.raises(NotPages):
        PageRange(10, 1)


def test_a_part_named_without_its_pages_leaves_the_count_unknown() -> None:
    extract = Pages.read("249-275, Index")

    assert (extract.count, extract.at_least) == (None, 27)
    assert extract.lacks == "Index has pages that are not known yet."


@given(pages)
def test_what_is_unknown_is_never_counted_as_nothing(extract: Pages) -> None:
    assert (extract.count is None) == bool(extract.parts)
    assert extract.count in (None, extract.at_least)
    assert extract.at_least >= 1


@given(pages, ranges())
def test_another_range_never_makes_it_fewer(extract: Pages, more: PageRange) -> None:
    longer = Pages((*extract.ranges, more))

    assert extract.at_least <= longer.at_least
    assert longer.at_least <= extract.at_least + more.last - more.first + 1


def test_ranges_and_parts_together_are_ten_at_most() -> None:
    with pytest.raises(NotPages, match="11 ranges"):
        Pages.read("1-2, 4, 6, 8, 10, 12, 14, 16, 18, 20, Index")
