"""Whose reader it is chooses the opening; nobody is refused by it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.domain.openings import Opening
from chalicelib.domain.people import courses_in
from chalicelib.domain.readers import Reader, means

RESITS = Opening("LAW101", "2025-26", date(2025, 9, 22), date(2026, 11, 30))
INTAKE = Opening("LAW101", "2026-27", date(2026, 9, 28), date(2027, 6, 11))
OTHERS = Opening("POL200", "2026-27", date(2026, 9, 28), date(2027, 2, 1))
ON = (RESITS, INTAKE, OTHERS)


@pytest.mark.parametrize(
    ("word", "is_it"),
    [
        ("LAW101", True),
        ("law101", True),
        (" LAW101 ", True),
        ("LAW101-2026-27", True),
        ("LAW101_2026/27", True),
        ("LAW101:2026-2027", True),
        ("LAW101 (2026)", True),
        ("LAW101-2025-26", False),
        ("LAW1011", False),
        ("LAW101A", False),
        ("XLAW101", False),
        ("", False),
        ("urn:mace:example.ac.uk:course:LAW101", True),
        ("urn:mace:example.ac.uk:course:LAW101:2026-27", True),
        ("https://vle.example.ac.uk/courses/LAW101", True),
        ("https://vle.example.ac.uk/courses/LAW202", False),
    ],
)
def test_a_membership_means_a_course_or_one_run_of_it(word, is_it):
    assert means(word, "LAW101", "2026-27") is is_it


@pytest.mark.parametrize(
    ("reader", "opening"),
    [
        (Reader(), INTAKE),
        (Reader(("LAW101-2025-26",)), RESITS),
        (Reader(("LAW101",)), INTAKE),
        (Reader(("POL200",)), OTHERS),
        (Reader(hint="POL200"), OTHERS),
        (Reader(("LAW101",), hint="POL200"), INTAKE),
        (Reader(("LAW101", "POL200"), hint="POL200"), OTHERS),
        (Reader(("ART1",), hint="ART2"), INTAKE),
        (Reader(("OLD7",), aliases=lambda code: ("OLD7",) if code == "POL200" else ()), OTHERS),
    ],
)
def test_the_sign_in_counts_before_the_link_and_the_longest_opening_last(reader, opening):
    assert reader.pick(ON) == opening


@given(courses=some.lists(some.text(max_size=40), max_size=5), hint=some.text(max_size=40))
def test_whatever_is_said_of_a_reader_one_of_the_open_ones_is_chosen(courses, hint):
    assert Reader(tuple(courses), hint).pick(ON) in ON


@given(said=some.lists(some.text(max_size=300), max_size=400))
def test_a_session_keeps_no_more_memberships_than_it_can_hold(said):
    kept = courses_in(said)

    assert len(kept) <= 300
    assert all(0 < len(one) <= 200 for one in kept)
