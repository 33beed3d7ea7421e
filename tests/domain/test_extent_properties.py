"""What holds of every sum, whatever was taken: tried with extracts that hypothesis makes up."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.claims import Take
from chalicelib.domain.extent import measure
from chalicelib.domain.pages import PageRange, Pages
from chalicelib.domain.portions import distinct, same
from chalicelib.domain.request import Request, State
from chalicelib.domain.tally import tally
from chalicelib.domain.works import Extract, Portion
from tests.domain.a_request import BOOK
from tests.domain.extents import PACKS, an_earlier, at, wish

TOTAL = 240
E_BOOK = replace(BOOK, id="w2", family="w1")
portions = st.sampled_from([Portion.PAGES, Portion.CHAPTER, Portion.CHAPTER, Portion.SHORT])
numbers = st.sampled_from(["", "1", "2", "Chapter II"])
titles = st.sampled_from(["", "War", "Peace"])
BAD_TO_GOOD = ("over", "cannot tell", "within")


@st.composite
def ranges(draw: st.DrawFn) -> str:
    first = draw(st.integers(1, 40))
    one = PageRange(first, first + draw(st.integers(0, 12)), draw(st.booleans()))
    return str(Pages((one,)))


@st.composite
def extracts(draw: st.DrawFn, known: bool | None = None) -> Extract:
    said = draw(st.booleans()) if known is None else known
    pages = draw(ranges()) if said else ""
    count = Pages.read(pages).count if pages else None
    return Extract(
        draw(titles), "", draw(numbers), pages, count, draw(portions),
        blanks=draw(st.integers(0, 3)),
    )  # fmt: skip


works = st.sampled_from([BOOK, E_BOOK])
several = st.lists(st.tuples(extracts(), works), max_size=5)


def before(taken: list[tuple[Extract, object]]) -> list[Request]:
    return [
        an_earlier(extract, work, id=f"R{n}", state=State.ACTIVE)  # type: ignore[arg-type]  # drawn by hypothesis as plain values
        for n, (extract, work) in enumerate(taken)
    ]


def takes(taken: list[tuple[Extract, object]]) -> list[Take]:
    return [
        Take(work=getattr(work, "id", ""), portion=one.portion, pages=one.pages,
             page_count=one.page_count, chapter=one.chapter, title=one.title, blanks=one.blanks)
        for one, work in taken
    ]  # fmt: skip


@given(extracts(), several, extracts(), works)
def test_adding_a_request_never_lowers_the_total_or_makes_it_better(asks, had, more, work):
    request = wish(asks)

    less = measure(request, at(request, *before(had)))
    most = measure(request, at(request, *before([*had, (more, work)])))

    if less.pages is not None and most.pages is not None:
        assert most.pages >= less.pages
    assert dict(most.runs[0].portions).get("chapter", 0) >= (
        dict(less.runs[0].portions).get("chapter", 0)
    )
    if less.verdict == "over":
        assert most.verdict != "within"


@given(several, st.booleans())
def test_a_union_is_never_more_than_the_sum_nor_less_than_the_longest(taken, with_blanks):
    every = takes(taken)

    together = tally(every, TOTAL, with_blanks).pages
    alone = [tally([one], TOTAL, with_blanks).pages for one in every]

    whole = [tally([one], TOTAL, True).pages for one in every]
    assert max(alone, default=0) <= together <= sum(whole)
    if with_blanks:
        assert together <= sum(alone)


@given(extracts(known=True), several)
def test_what_is_not_known_never_counts_as_zero(asks, had):
    request = wish(replace(asks, portion=Portion.PAGES))
    unknown = Extract("Nobody knows", "", "9", "", None, Portion.PAGES)

    said = measure(request, at(request, *before([*had, (unknown, BOOK)])))

    assert said.verdict != "within"
    assert said.pages is None


@given(extracts(), several)
def test_a_sum_with_an_unknown_total_has_no_percentage(asks, had):
    request = wish(asks, replace(BOOK, pages=None))

    said = measure(request, at(request, *before(had)))

    assert said.percent is None
    if said.verdict == "within":
        assert said.runs[0].portions


@given(st.data(), extracts(), several)
def test_the_order_in_which_claims_come_changes_no_sum(data, asks, had):
    request = wish(asks)
    others = before(had)

    said = measure(request, at(request, *others))
    again = measure(request, at(request, *data.draw(st.permutations(others))))

    assert (said.pages, said.percent, said.verdict, said.runs[0].portions) == (
        again.pages, again.percent, again.verdict, again.runs[0].portions,
    )  # fmt: skip


@given(extracts(), extracts())
def test_whether_two_are_the_same_does_not_depend_on_which_is_first(one, other):
    first, second = takes([(one, BOOK), (other, E_BOOK)])

    assert same(first, second) is same(second, first)


@given(st.lists(st.tuples(extracts(), works), min_size=14, max_size=20), extracts(), works)
def test_one_more_portion_never_lowers_how_many_different_ones_there_are(taken, more, work):
    every = takes(taken)

    assert distinct([*every, *takes([(more, work)])]) >= distinct(every)


@given(st.integers(1, 5_000), st.integers(1, 50_000))
def test_ten_per_cent_is_kept_exactly(pages, total):
    request = wish(Extract(pages=f"1-{pages}", page_count=pages), replace(BOOK, pages=total))

    said = measure(request, at(request))

    assert said.verdict == ("within" if 10 * pages <= total else "over")
    assert said.percent is not None
    assert (said.percent <= 10) is (10 * pages <= total)


@given(extracts(), several, st.sampled_from(sorted(PACKS)))
def test_every_pack_that_ships_gives_one_of_three_verdicts_with_a_sentence(asks, had, code):
    request = wish(asks)

    said = measure(request, at(request, *before(had), packs=(PACKS[code],)))

    assert said.verdict in BAD_TO_GOOD
    assert said.words.lower().startswith(said.verdict)
    assert said.words.endswith(".")
