import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.identifiers import (
    doi,
    ean_digit,
    isbn_10,
    isbn_13,
    isn,
    isns,
    joined,
    weighted_digit,
    what_is_wrong,
)

digits = st.text("0123456789", min_size=9, max_size=9)
SIGNS = st.sampled_from(["", "-", " ", "\u2010", "\u2013", "\u00a0"])


@given(digits)
def test_an_isbn_10_survives_the_way_to_13_and_back(body: str) -> None:
    short = body + weighted_digit(body)

    assert isbn_10(isbn_13(short)) == short


@given(digits, st.lists(SIGNS, min_size=10, max_size=10))
def test_hyphens_and_spaces_anywhere_change_nothing(body: str, signs: list[str]) -> None:
    short = body + weighted_digit(body)

    broken = "".join(sign + gap for sign, gap in zip(short, signs, strict=True))

    assert isn(broken) == isn(short)


@given(digits, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_makes_no_isbn(body: str, place: int, off: int) -> None:
    number = "978" + body + ean_digit("978" + body)

    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]

    assert isn(wrong) is None


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_not(text: str) -> None:
    number = isn(text)

    assert number is None or what_is_wrong(text) is None


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("978-0-19-953556-9", "9780199535569"),
        ("9780199535569 ", "9780199535569"),
        ("0 19 953556 6", "9780199535569"),
        ("ISBN-13: 978 0199535569", "9780199535569"),
        ("ISBN 10: 0-8044-2957-x", "9780804429573"),
        ("9780199535569 (pbk.)", "9780199535569"),
        ("urn:isbn:0199535566", "9780199535569"),
        ("٩٧٨٠١٩٩٥٣٥٥٦٩", "9780199535569"),
        ("979-10-90636-07-1", "9791090636071"),
        ("ISSN 0028-0836", "00280836"),
        ("e-ISSN: 20411723", "20411723"),
        ("1050-124x", "1050124X"),
        ("9770028083002", "00280836"),
    ],
)
def test_what_people_type_is_one_number(typed: str, normal: str) -> None:
    number = isn(typed)

    assert number is not None
    assert number.normal == normal


@pytest.mark.parametrize("typed", ["", "hello", "12", "9780199535560", "0028-0837", "¹²³"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert isn(typed) is None


def test_a_book_is_found_by_either_of_its_numbers() -> None:
    number = isn("0199535566")

    assert number is not None
    assert number.kind == "isbn"
    assert number.forms == ("9780199535569", "978-0199535569", "0199535566")


def test_a_book_numbered_979_has_no_short_form() -> None:
    number = isn("9791090636071")

    assert number is not None
    assert number.forms == ("9791090636071", "979-1090636071")


def test_a_journal_is_found_with_and_without_its_hyphen() -> None:
    number = isn("0028-0836")

    assert number is not None
    assert number.kind == "issn"
    assert number.forms == ("00280836", "0028-0836")


def test_several_numbers_in_one_field_are_all_found_and_each_once() -> None:
    field = "9780199535569 0199535566; 0028-0836, 1914 1918"

    numbers = isns(field)

    assert [number.normal for number in numbers] == ["9780199535569", "00280836"]


def test_a_number_broken_by_spaces_is_joined_and_its_neighbours_are_not() -> None:
    text = "3 978 0 19 953556 9 of 12"

    assert joined(text) == "3 9780199535569 of 12"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("9780199535560", "does not fit: after the digits before it, it would be 9"),
        ("0028-0837", "looks like an ISSN"),
        ("080442957", "has 9 digits; an ISBN has 10 or 13"),
        ("978019953556", "has 12 digits"),
        ("5012345678900", "an ISBN begins with 978 or 979"),
        ("9790260000438", "printed music"),
    ],
)
def test_a_number_that_is_nearly_right_is_told_what_is_wrong(typed: str, words: str) -> None:
    sentence = what_is_wrong(typed)

    assert sentence is not None
    assert words in sentence


@pytest.mark.parametrize("typed", ["9780199535569", "A history of Europe", "12", ""])
def test_nothing_is_wrong_with_a_number_or_a_title(typed: str) -> None:
    assert what_is_wrong(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://doi.org/10.1038/171737A0", "10.1038/171737a0"),
        ("doi:10.1000/182.", "10.1000/182"),
        ("10.1017/9781108", "10.1017/9781108"),
        ("9780199535569", None),
        ("10.5 pages", None),
    ],
)
def test_a_doi_is_known_in_every_dress(typed: str, read: str | None) -> None:
    assert doi(typed) == read
