"""Our check digits against another's: python-stdnum, which is not shipped (decision 0007)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean, isbn, issn

from chalicelib.domain.identifiers import isbn_10, isn

SIGNS = "0123456789X"
TYPED = (
    "978-0-19-953556-9", "9780199535569 ", "ISBN-13: 978 0199535569", "ISBN 10: 0-8044-2957-x",
    "9780199535569 (pbk.)", "urn:isbn:0199535566", "٩٧٨٠١٩٩٥٣٥٥٦٩", "ISSN 0028-0836",
    "e-ISSN: 20411723", "9770028083002", "978\u20110199535569", "\u202a9780199535569",
    "0-19-953556-6 ", "978-0199535569 [print]",
)  # fmt: skip


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Eight, ten or thirteen signs, the last of them right as often as chance has it."""
    size = draw(st.sampled_from([7, 9, 12]))
    body = draw(st.text("0123456789", min_size=size, max_size=size))
    if size == 12:
        body = draw(st.sampled_from(["977", "978", "979"])) + body[3:]
    return body + draw(st.sampled_from(SIGNS[:10] if size == 12 else SIGNS))


@given(numbers().filter(lambda one: not one.startswith("9790")))
def test_a_number_is_right_here_where_it_is_right_there(number: str) -> None:
    found = isn(number)

    theirs = isbn.is_valid(number) or (len(number) == 8 and issn.is_valid(number))
    journal = number.startswith("977") and ean.is_valid(number)
    assert (found is not None) == (theirs or journal)


@given(st.text("0123456789", min_size=9, max_size=9))
def test_both_forms_of_an_isbn_are_theirs(body: str) -> None:
    long = "978" + body + ean.calc_check_digit("978" + body)

    assert isbn_10(long) == isbn.to_isbn10(long)
    assert str(isn(isbn.to_isbn10(long))).replace("-", "") == long


@pytest.mark.parametrize("typed", TYPED)
def test_what_people_type_is_understood(typed: str) -> None:
    assert isn(typed) is not None


def test_of_what_people_type_the_peer_understands_the_plain_ones_alone() -> None:
    theirs = [one for one in TYPED if isbn.is_valid(one) or issn.is_valid(one)]

    assert len(theirs) == 4
