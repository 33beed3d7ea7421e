"""What outside catalogues answer, read; and whatever else they answer, said in words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.calls import Reply
from chalicelib.domain.telling import TryAgain
from chalicelib.library import _catalogue
from chalicelib.library._catalogue import FILES, all_asked, answered, known, question
from chalicelib.library.alma_sru import country, pages

ANSWERS = Path(__file__).parent / "catalogue_answers"
EVERY = known(FILES)
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><r>&b;</r>"""


class Outside:
    """A catalogue's server: answers the same to everything, and keeps what it was asked."""

    def __init__(self, answer="", status=200):
        self._body = answer if isinstance(answer, bytes) else (ANSWERS / answer).read_bytes()
        self._status = status
        self.asked = []

    def __call__(self, name, call):
        self.asked.append((name, call.path, dict(call.query)))
        return Reply(self._status, self._body)


def found(name, outside, number="", title="", author=""):
    return answered(EVERY[name], question(number, title, author), outside)


def only(answer):
    (work,) = answer.works
    return work


def test_crossref_leads_from_a_chapter_to_its_book():
    outside = Outside("crossref-chapter.json")

    work = only(found("crossref", outside, "https://doi.org/10.1017/CBO9780511803703.004"))

    assert (work["title"], work["isbn"], work["kind"]) == (
        "Governing the Commons", "9781107569782", "anthology",
    )  # fmt: skip
    assert work["others"] == ["9780511803703"]
    assert work["extract"] == {
        "title": "Analyzing long-enduring, self-organized CPRs", "authors": "Ostrom, Elinor",
        "pages": "58-102", "doi": "10.1017/cbo9780511803703.004", "portion": "chapter",
    }  # fmt: skip
    assert outside.asked == [("crossref", "/works/10.1017%2Fcbo9780511803703.004", {})]


def test_crossref_leads_from_an_article_to_its_journal():
    work = only(found("crossref", Outside("crossref-article.json"), "10.1093/past/38.1.56"))

    assert (work["title"], work["issn"], work["others"]) == (
        "Past and Present", "0031-2746", ["1477-464X"],
    )  # fmt: skip
    assert (work["extract"]["volume"], work["extract"]["issue"]) == ("38", "1")
    assert "isbn" not in work


def test_crossref_answers_a_book_by_its_isbn_without_its_chapters():
    work = only(found("crossref", Outside("crossref-books.json"), "9781400834709"))

    assert (work["title"], work["others"]) == ("Empires in World History", ["9780691127088"])
    assert work["authors"] == "Burbank, Jane; Cooper, Frederick"


def test_crossref_answers_a_journal_by_its_issn():
    outside = Outside("crossref-journal.json")

    work = only(found("crossref", outside, "00312746"))

    assert (work["title"], work["kind"]) == ("Past & Present", "journal")
    assert outside.asked[0][1] == "/journals/0031-2746"


def test_open_library_answers_a_book_with_its_pages():
    work = only(found("open-library", Outside("open-library-book.json"), "0691090106"))

    assert work["title"].startswith("The Great Divergence: China")
    assert (work["pages"], work["year"], work["authors"]) == (382, "2001", "Kenneth Pomeranz")


def test_a_median_of_pages_is_no_number_of_pages():
    work = only(found("open-library", Outside("open-library-search.json"), title="orientalism"))

    assert "pages" not in work
    assert (work["isbn"], work["others"]) == ("9780394740676", ["9780141187426"])


def test_the_librarys_catalogue_answers_marc():
    outside = Outside("alma-sru.xml")

    book, journal = found("alma-sru", outside, "9780691090108").works

    assert (book["isbn"], book["pages"], book["country"]) == ("9780691090108", 392, "US")
    assert (book["doi"], book["others"]) == ("10.1515/9781400823499", ["9781400823499"])
    assert (book["publisher"], book["year"]) == ("Princeton University Press", "2000")
    assert (journal["kind"], journal["issn"], journal["country"]) == ("journal", "00312746", "GB")
    assert outside.asked[0][2]["query"] == "alma.isbn=9780691090108"


def test_what_was_typed_stays_within_its_quotation_marks():
    outside = Outside("alma-sru.xml")

    found("alma-sru", outside, title='x" or alma.title="y\\')

    assert outside.asked[0][2]["query"] == 'alma.title="x or alma.title= y"'


@pytest.mark.parametrize(
    ("extent", "number"),
    [("x, 382 p. :", 392), ("240 pages", 240), ("xii,[200] p.", 212), ("volumes ;", None),
     ("2 v. (800 p.)", None), ("1 online resource (382 p.)", None), ("", None),
     ("iiii, 20 p.", 20)],
)  # fmt: skip
def test_the_pages_of_a_record_count_the_preliminary_ones(extent, number):
    assert pages(extent) == number


@pytest.mark.parametrize(
    ("code", "letters"), [("nju", "US"), ("enk", "GB"), ("gw ", "DE"), ("onc", "CA"), ("zz ", "")]
)
def test_a_country_that_is_not_known_is_left_empty(code, letters):
    assert country(code) == letters


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "body",
    [b"", b"<html>Down for maintenance</html>", b"null", b"[]", b"{}", b'{"message": 7}', BOMB,
     b"<a>" * 5000, b'{"message": {"items": [3, null]}}', b'{"docs": "no"}', b"\xff\xfe\x00",
     b'{"ISBN:9780691090108": []}', b"[" * 100_000, b"x" * 1_000_001],
    ids=["empty", "html", "null", "list", "object", "number", "bomb", "deep", "odd", "text",
         "bytes", "shape", "nested", "huge"],
)  # fmt: skip
def test_nonsense_is_said_in_words(name, body):
    for asked in ({"number": "9780691090108"}, {"title": "divergence"}, {"number": "10.1/x"}):
        answer = found(name, Outside(body), **asked)

        assert answer.works == ()
        assert answer.words.startswith(EVERY[name].label)


@pytest.mark.parametrize("name", FILES)
@given(body=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_whatever_bytes_come_are_an_answer(name, body):
    assert found(name, Outside(body), "9780691090108").works == ()


@pytest.mark.parametrize("name", FILES)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda one: st.lists(one, max_size=4) | st.dictionaries(
        st.sampled_from(["message", "items", "docs", "ISBN:9780691090108", "title", "author",
                         "ISBN", "isbn", "issued", "date-parts", "type", "container-title"]),
        one, max_size=5),
    max_leaves=20,
), st.sampled_from(["9780691090108", "10.1/x", "00312746", ""]))  # fmt: skip
def test_whatever_shape_comes_is_an_answer(name, told, number):
    import json

    answer = found(name, Outside(json.dumps(told).encode()), number, "" if number else "A title")

    assert all(isinstance(work["title"], str) for work in answer.works)


@pytest.mark.parametrize(
    ("status", "words"),
    [(503, "does not answer at present (503)"), (429, "does not answer at present (429)"),
     (403, "refused the question (403)"), (302, "refused the question (302)")],
)  # fmt: skip
def test_a_catalogue_that_is_down_or_refuses_is_said_so(status, words):
    answer = found("crossref", Outside(b"", status), "9780691090108")

    assert (answer.ok, words in answer.words) == (False, True)


def test_not_found_is_an_answer():
    assert found("crossref", Outside(b"", 404), "10.1/x").words == "Crossref has nothing."


def test_what_the_catalogue_says_went_wrong_is_passed_on():
    answer = found("alma-sru", Outside("alma-sru-refused.xml"), "9780691090108")

    assert "The catalogue says: Unsupported index" in answer.words


def down(name, call):
    raise TryAgain("It did not answer (timeout).")


def test_one_that_fails_keeps_no_other_from_answering():
    outside = Outside("open-library-book.json")

    def call(name, one):
        return down(name, one) if name == "crossref" else outside(name, one)

    answers = all_asked(
        [EVERY["crossref"], EVERY["open-library"]], question("9780691090108", "", ""), call
    )

    assert [one.ok for one in answers] == [False, True]


def test_whoever_waits_is_answered_before_the_gateway_gives_up():
    clock = iter([0.0, 1.0, 11.0, 21.0])

    answers = all_asked(
        EVERY.values(), question("", "A title", ""), down, clock=lambda: next(clock)
    )

    assert "was not asked any more" in answers[-1].words


def test_a_catalogue_that_there_is_not_is_named():
    with pytest.raises(ValueError, match="no catalogue worldcat; there are alma-sru"):
        known(["worldcat"])


def test_none_is_imported_that_is_not_switched_on():
    assert _catalogue.known([]) == {}
