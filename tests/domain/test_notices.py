"""The notice on a reader's page: the pack's words, with names filled in and nothing else."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from chalicelib import pack_shelf
from chalicelib.domain.notices import Block, blocks, notice_of

TODAY = date(2026, 11, 22)
ALL = pack_shelf.every()


def test_paragraphs_and_lists_are_told_apart() -> None:
    text = "\nOne\nline.\n\n- first\n- second\n\n\nLast.\n"

    assert blocks(text, "", "") == (
        Block(("One line.",)),
        Block(("first", "second"), listed=True),
        Block(("Last.",)),
    )


def test_names_stand_apart_from_the_sentence() -> None:
    (block,) = blocks("At {institution}, for {course}.", "York", "LAW101 Contract")

    assert block.lines == ("At York, for the course \u2068LAW101 Contract\u2069.",)


def test_a_copy_for_no_course_by_name_still_has_a_sentence() -> None:
    (block,) = blocks("For {course}.", "York", "")

    assert block.lines == ("For the course it was made for.",)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_that_looks_like_a_mark_stays_what_it_is(institution: str, course: str) -> None:
    (block,) = blocks("{institution}: {institution}", f"x{institution}{{course}}", course)

    assert block.lines == (f"x{institution}{{course}}: x{institution}{{course}}",)


def test_the_cla_notice_goes_with_copies_under_the_cla_licence_only() -> None:
    bases = [code for pack in ALL for code, _ in pack.offers]

    with_cla = {basis for basis in bases if "(CLA)" in notice_of(ALL, basis, TODAY)}

    assert with_cla == {"cla-he"}


def test_the_mark_of_an_unconfirmed_wording_is_not_in_the_notice() -> None:
    marked = [pack for pack in ALL if pack.notice_status == "to-be-confirmed"]

    assert [pack.code for pack in marked] == ["cla-he"] * 4
    assert not any("confirmed" in pack.notice for pack in marked)


def test_a_copy_whose_licence_has_ended_keeps_its_notice() -> None:
    ended = [pack for pack in ALL if pack.code == "cla-he" and pack.until]

    assert "(CLA)" in notice_of(ended, "cla-he", TODAY)


def test_no_basis_has_no_notice_of_its_own() -> None:
    assert notice_of(ALL, "", TODAY) == notice_of(ALL, "open-access", TODAY) == ""
