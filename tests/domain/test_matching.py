"""By what a title record was known, and the reason that staff read; or why none was taken."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.facts import How
from chalicelib.domain.matching import (
    Found,
    by_another,
    filled,
    identified,
    matched,
    named_by_content,
    sought,
)
from chalicelib.domain.works import Extract, Portion, Work
from tests.domain.a_request import a_request

BOOK = Work(id="w1", title="A history: of everything", authors="Doe, Jane", isbn="9780199535569")
OTHER = Work(id="w2", title="A history", authors="Roe, R.", isbn="9780674000780")
JOURNAL = Work(id="j", title="Past & Present", issn="00312746")
TAKEN = Extract("On time", "Ash, T.", "", "1-20", 20, Portion.ARTICLE, "12", "3")


def settle(asked, answers):
    """The end of a matching whose questions are answered by what they look for."""
    talk, looks = matched(asked), []
    try:
        look = next(talk)
        while True:
            looks.append(look.how)
            look = talk.send(answers.get(look.how, []))
    except StopIteration as end:
        match, found = end.value
        return match, found and found.work, looks


def a_book(isn="", title="", author="", **extract):
    return sought(isn, title, author, Extract(**extract))


def test_a_book_is_known_by_its_isbn():
    match, work, _ = settle(a_book("0-19-953556-6 "), {How.ISBN: [Found(BOOK)]})

    assert (match.how, match.work, work) == (How.ISBN, "w1", BOOK)
    assert match.words == "Matched by ISBN 978-0199535569."


def test_a_doi_goes_before_every_number():
    asked = a_book("9780199535569", doi="10.1000/1")

    match, work, looks = settle(asked, {How.DOI: [Found(OTHER)], How.ISBN: [Found(BOOK)]})

    assert (match.how, work, looks) == (How.DOI, OTHER, [How.DOI])


def test_an_article_taken_before_is_known_by_issn_and_title():
    asked = sought("0031-2746", "", "", Extract("On time"))

    match, work, _ = settle(asked, {How.ARTICLE: [Found(JOURNAL, "AAAA2222", TAKEN)]})

    assert (match.how, match.like, work) == (How.ARTICLE, "AAAA2222", JOURNAL)
    assert "ISSN 0031-2746 and the article “On time”" in match.words
    assert "request AAAA2222 took the same text" in match.words


def test_a_journal_is_known_by_its_issn_where_the_article_is_new():
    asked = sought("0031-2746", "", "", Extract("On time"))

    match, _, looks = settle(asked, {How.ISSN: [Found(JOURNAL)]})

    assert (match.how, looks) == (How.ISSN, [How.ARTICLE, How.ISSN])


def test_the_record_of_an_issue_is_taken_for_that_issue_alone():
    special = Work(id="k", title="Past & Present: Empire", issn="00312746", volume="238")
    answers = {How.ISSN: [Found(special), Found(JOURNAL)]}

    issues = [
        settle(sought("00312746", "", "", Extract(volume=volume)), answers)[1].id
        for volume in ("Vol. 238", "12", "")
    ]

    assert issues == ["k", "j", "j"]


def test_two_records_of_one_number_are_told_apart_by_the_title():
    answers = {How.ISBN: [Found(BOOK), Found(OTHER)]}

    match, work, _ = settle(a_book("9780199535569", "A History : of Everything"), answers)

    assert (match.how, work) == (How.ISBN, BOOK)


def test_two_records_that_fit_alike_are_left_to_staff():
    answers = {How.ISBN: [Found(BOOK), Found(OTHER)]}

    match, work, _ = settle(a_book("9780199535569"), answers)

    assert (match.how, work, match.others) == (How.NONE, None, ("w1", "w2"))
    assert match.words == "2 title records have ISBN 978-0199535569: choose one."


def test_without_a_number_title_and_author_must_both_agree():
    answers = {How.TITLE: [Found(BOOK), Found(OTHER)]}

    match, work, _ = settle(a_book(title="a history", author="Prof. Richard Roe"), answers)

    assert (match.how, work) == (How.TITLE, OTHER)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (a_book(), "Neither a number nor a title of the work was sent."),
        (a_book("9780199535569"), "No title record has 978-0199535569. "),
        (a_book(title="Nobody's"), "No title record is called “Nobody's”."),
        (a_book(title="A history"), "nobody said its author"),
        (a_book(title="A history", author="Moe"), "its author is another"),
        (a_book("9781612194196", "A history"), "stands under another number: is it that edition?"),
    ],
)
def test_why_no_record_was_taken_is_said(asked, words):
    match, work, _ = settle(asked, {How.TITLE: [Found(BOOK), Found(OTHER)]})

    assert (match.how, work) == (How.NONE, None)
    assert words in match.words


def test_what_an_earlier_request_knew_fills_only_what_was_not_said():
    extract = filled(Extract("On time", volume="13"), TAKEN)

    assert (extract.pages, extract.page_count, extract.issue) == ("1-20", 20, "3")
    assert (extract.volume, extract.portion) == ("13", Portion.ARTICLE)


def test_what_staff_chose_stays():
    chosen = a_request(work=OTHER)

    assert identified(chosen, (settle(a_book(), {})[0], Found(BOOK))) == chosen


def a_reader(authors="", **more):
    return named_by_content(Work(id="", title="A reader", authors=authors, **more))


NAME = st.from_regex(r"[A-Z][a-z]{2,9}(-[A-Z][a-z]{2,9})?", fullmatch=True)


@given(st.lists(NAME, min_size=1, max_size=3), NAME, st.integers())
def test_an_author_is_one_in_any_order_case_and_company(words, other, seed):
    turned = random.Random(seed).sample(words, len(words))  # noqa: S311 - an order, no secret

    assert a_reader(" ".join(turned).upper()) == a_reader(" ".join(words))
    assert a_reader(f"{words[0]}, {' '.join(words[1:])}; {other}") == a_reader(" ".join(words))
    assert not by_another(Work(id="", title="", authors=" ".join(turned)), " ".join(words))


@given(st.sampled_from(["isbn", "issn", "doi"]), st.text(max_size=9), st.text(max_size=9))
def test_what_has_a_number_is_named_without_its_author(kind, one, other):
    assert a_reader(one, **{kind: "1"}) == a_reader(other, **{kind: "1"}) != a_reader()


@pytest.mark.parametrize(
    "others",
    ["Roe, Richard", "Moe, J.; Doe, Jane", "李明", "Li, Wu", ""],
)
def test_two_works_without_a_number_are_told_apart_by_their_first_author(others):
    assert a_reader(others) != a_reader("Doe, Jane")
    assert a_reader(others) == a_reader(others)


def test_authors_who_differ_by_an_initial_alone_have_two_records():
    assert a_reader("Smith, A.") != a_reader("Smith, B.")
    assert a_reader("Prof. A. Smith") == a_reader("Smith, A.")


@pytest.mark.parametrize(
    ("ours", "theirs", "another"),
    [
        ("Doe, John", "John Roe", True),
        ("Smith, A.", "Smith, B.", True),
        ("Doe et al.", "Roe", True),
        ("Doe, Jane; Roe, John", "Doe, John", True),
        ("Haddad, Leila", "Prof. L. Haddad", False),
        ("Smith", "Moe, M.; Smith, A.", False),
        ("Doe, Jane", "Ed.", False),
    ],
)
def test_an_author_is_another_unless_one_name_has_all_the_words_of_the_other(ours, theirs, another):
    assert by_another(Work(id="", title="", authors=ours), theirs) == another
    assert by_another(Work(id="", title="", authors=theirs), ours) == another
