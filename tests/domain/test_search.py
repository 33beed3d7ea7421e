import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.search import WORDS, fold, matches, tokens, wanted, words

TITLES = st.text(max_size=100)


def found(query: str, *texts: str) -> bool:
    return matches(tokens(texts), wanted(query))


@given(TITLES)
def test_every_text_is_found_by_itself(title: str) -> None:
    held = words(title)

    assert matches(held, wanted(title))


@given(TITLES)
def test_folding_twice_changes_nothing(title: str) -> None:
    once = fold(title)

    assert fold(once) == once


@given(TITLES)
def test_no_word_holds_the_sign_that_divides_the_keys(title: str) -> None:
    assert not any("#" in word or " " in word or not word for word in words(title))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("hist", "A History of Europe"),
        ("europe history", "A History of Europe"),
        ("HISTORY", "a history"),
        ("etranger", "L'Étranger"),
        ("l’étranger", "L'Etranger"),
        ("obrien", "O’Brien, Flann"),
        ("o'brien", "OBrien, Flann"),
        ("postcolonial", "Post-colonial studies"),
        ("post-colonial", "Post colonial studies"),
        ("strasse", "Die Straße"),
        ("lodz", "Łódź"),
        ("his101", "HIS-101"),
        ("his 101", "HIS101"),
        ("his-10", "HIS101"),
        ("σίσυφος", "Ο ΜΥΘΟΣ ΤΟΥ ΣΙΣΥΦΟΥ, Σίσυφος"),
        ("المكتبه", "المَكتبة"),
        ("हिन्दी", "हिन्दी साहित्य"),
        ("経済", "環境経済学入門"),
        ("学", "環境経済学"),
        ("ｈｉｓｔｏｒｙ", "history"),
        ("ไทย", "ภาษาไทย"),
        ("역사", "역사학 개론"),
        ("1789-1848", "The Age of Revolution 1789–1848"),
        ("1848", "The Age of Revolution 1789–1848"),
    ],
)
def test_a_text_is_found_by_what_people_type(query: str, text: str) -> None:
    assert found(query, text)


@pytest.mark.parametrize(
    "query",
    [
        "9780199535569",
        "978-0-19-953556-9",
        "978 0 19 953556 9",
        "978-0199535569",
        "0199535566",
        "0-19-953556-6",
        "0 19 953556 6",
        "ISBN: 978-0-19-953556-9",
        "ISBN-13 9780199535569",
        "97801995",
        "978-0-19",
        "0-19-95",
    ],
)
@pytest.mark.parametrize("held", ["9780199535569", "0199535566", "978-0-19-953556-9"])
def test_a_book_is_found_by_its_number_in_every_form_and_by_its_beginning(
    query: str, held: str
) -> None:
    assert found(query, held)


@pytest.mark.parametrize("query", ["1050-124X", "1050124x", "issn 1050 124x", "1050-12"])
def test_a_journal_is_found_by_its_number_in_every_form(query: str) -> None:
    assert found(query, "1050124X")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("history asia", "A History of Europe"),
        ("istory", "A History of Europe"),
        ("9780199535560", "9780199535569"),
        ("経学", "環境経済学"),
    ],
)
def test_a_text_is_not_found_by_what_it_does_not_hold(query: str, text: str) -> None:
    assert not found(query, text)


@pytest.mark.parametrize("query", ["", "  ", "-", "'", "?!", "\u200b"])
def test_signs_alone_ask_for_nothing(query: str) -> None:
    assert wanted(query) == ()


def test_a_word_that_begins_another_is_asked_once() -> None:
    assert wanted("his history his") == ("history",)


def test_a_query_is_eight_words_long() -> None:
    query = "one two three four five six seven eight nine ten"

    assert len(wanted(query)) == 8


def test_a_request_is_kept_under_sixty_words_and_the_first_matter_most() -> None:
    texts = ["K7Q2M4XP", " ".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(99))]

    held = tokens(texts)

    assert len(held) == WORDS
    assert "k7q2m4xp" in held


def test_a_long_word_is_found_by_its_beginning() -> None:
    long = "x" * 500

    assert found(long, long)
