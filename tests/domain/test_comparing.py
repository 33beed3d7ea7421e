"""Where the list and the desk are not the same: each kind of fact by its own sameness."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.comparing import differences
from chalicelib.domain.courses import run_of
from chalicelib.domain.facts import Original, Requester
from chalicelib.domain.works import Extract
from tests.domain.a_request import BOOK, HIS101, NOON, RUN, a_request

WORK = replace(
    BOOK, title="Power: A Radical View", authors="Steven Lukes", year="2005", others=("20493630",)
)
EXTRACT = Extract(
    title="Three Faces", authors="Clarissa Hayward", pages="5-8", volume="12", issue="3",
    doi="10.1000/abc",
)  # fmt: skip


def said(fields: tuple[tuple[str, str], ...] = (), **sent: Any) -> list[tuple[str, str, str]]:
    request = a_request(work=WORK, extract=EXTRACT, requester=Requester("alukes", "Ann Lukes"))
    found = differences(request, Original(NOON, fields=fields, **sent))
    return [(one.place, one.label, one.ours) for one in found]


@pytest.mark.parametrize(
    "same",
    [
        {"isn": "0-19-953556-6"},
        {"isn": "978 0 19 953556 9 (pbk.)"},
        {"isn": "2049-3630"},
        {"pages": "pp. 5-8"},
        {"pages": "5-6, 7-8"},
        {"work_title": "POWER"},
        {"work_title": "Power : a radical view"},
        {"author": "Lukes, Steven"},
        {"author": "Hayward, Clarissa"},
        {"title": "three faces."},
        {"fields": (("Volume", "12"), ("Issue", "3"), ("Published", "c2005"))},
        {"fields": (("DOI", "https://doi.org/10.1000/ABC"),)},
        {"fields": (("Requested by", "alukes"),)},
        {"fields": (("Requested by", "Lukes, Ann"),)},
        {"fields": (("Published", "in press"),)},
        {},
    ],
)
def test_what_means_the_same_does_not_differ(same):
    assert said(**same) == []


@pytest.mark.parametrize(
    ("sent", "place", "label", "ours"),
    [
        ({"isn": "9780141976952"}, "work", "ISBN or ISSN", "9780199535569; 20493630"),
        ({"isn": "12345"}, "work", "ISBN or ISSN", "9780199535569; 20493630"),
        ({"pages": "5-9"}, "extract", "Pages", "5-8"),
        ({"pages": "v-viii"}, "extract", "Pages", "5-8"),
        ({"pages": "the whole chapter"}, "extract", "Pages", "5-8"),
        ({"work_title": "Authority"}, "work", "Title", "Power: A Radical View"),
        ({"author": "Dahl, Robert"}, "work", "Author", "Clarissa Hayward; Steven Lukes"),
        ({"title": "Two Faces"}, "extract", "Chapter or article", "Three Faces"),
        ({"fields": (("Volume", "13"),)}, "extract", "Volume", "12"),
        ({"fields": (("Issue", "4"),)}, "extract", "Issue", "3"),
        ({"fields": (("Published", "1974"),)}, "work", "Published", "2005"),
        ({"fields": (("DOI", "10.1000/other"),)}, "extract", "DOI", "10.1000/abc"),
        ({"fields": (("Requested by", "bob"),)}, "requester", "Requested by", "Ann Lukes; alukes"),
    ],
)  # fmt: skip
def test_what_means_something_else_says_where_and_what_the_desk_has(sent, place, label, ours):
    assert said(**sent) == [(place, label, ours)]


def test_what_the_desk_does_not_know_yet_differs_nowhere():
    sent = Original(NOON, title="A", work_title="B", author="C", isn="1", pages="1-2")

    assert list(differences(a_request(work=None, extract=Extract()), sent)) == []


def test_a_course_is_one_code_however_it_is_broken_up():
    request, code = a_request(runs=(run_of(HIS101, RUN),)), HIS101.code

    assert list(differences(request, Original(NOON, course_code=f"{code[:3]}-{code[3:]}"))) == []
    (one,) = differences(request, Original(NOON, course_code="LAW200"))
    assert (one.place, one.sent, one.ours) == ("course", "LAW200", code)


def test_the_days_of_the_course_are_compared_as_days():
    request = a_request(runs=(run_of(HIS101, RUN),))

    same = Original(NOON, fields=(("Course begins", f"{RUN.start}T00:00:00Z"),))
    other = Original(NOON, fields=(("Course begins", "1999-01-01"),))

    assert list(differences(request, same)) == []
    assert [one.place for one in differences(request, other)] == ["dates"]
