"""A course whose readings elsewhere are not all imported: nothing of it is within."""

from dataclasses import replace

from chalicelib.domain.course_effects import key
from chalicelib.domain.extent import CANNOT_TELL, OVER, WITHIN, measure
from tests.domain.extents import HIS, an_extract, at, wish

OTHER = replace(HIS, code="POL2")


def told(pages: str, *unloaded: str) -> tuple[str, str]:
    request = wish(an_extract(pages))
    shown = measure(request, replace(at(request), not_loaded=frozenset(unloaded)))
    return shown.verdict, shown.words


def test_what_would_be_within_cannot_be_told_and_the_words_say_why():
    verdict, words = told("1-12", key(HIS))

    assert verdict == CANNOT_TELL
    assert "history not loaded" in words
    assert told("1-12")[0] == WITHIN


def test_what_is_over_already_is_over_and_says_so_too():
    verdict, words = told("1-60", key(HIS))

    assert verdict == OVER
    assert words.endswith("History not loaded: what this course had elsewhere before comes on top.")
    assert "istory not loaded" not in told("1-60")[1]


def test_another_courses_history_is_none_of_its_business():
    assert told("1-12", key(OTHER))[0] == WITHIN
