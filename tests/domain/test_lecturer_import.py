"""Lecturers out of a table."""

from dataclasses import replace

import pytest

from chalicelib.domain.courses import Lecturer
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.lecturer_import import parse, write

AMARA = Lecturer("aokafor", "Dr Amara Okafor", "a.okafor@example.edu")


def upload(text, *known):
    return parse(text.encode(), known)


def test_a_lecturer_is_known_by_the_address_where_the_row_has_no_id():
    told = upload("Name,Email\nProf. Amara Okafor,A.Okafor@example.edu\n", AMARA)

    assert told.changed == (
        replace(AMARA, name="Prof. Amara Okafor", email="A.Okafor@example.edu"),
    )


def test_a_new_lecturer_without_an_id_gets_the_address_as_one():
    told = upload("Name,Email\nJo Lind,J.Lind@example.edu\n")

    assert told.created == (Lecturer("j.lind@example.edu", "Jo Lind", "J.Lind@example.edu"),)


def test_a_retired_lecturer_stays_on_record():
    told = upload("Id,Name,Status\naokafor,,Retired\n", AMARA)

    assert told.changed == (replace(AMARA, retired=True),)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("x,,a@example.edu", "Name"),
        ("x,Jo,nowhere", "Email"),
        (",Jo,", "Email"),
        ("x" * 101 + ",Jo,", "LecturerId"),
    ],
)
def test_a_cell_that_cannot_be_is_named(cells, column):
    told = upload(f"Id,Name,Email\n{cells}\n")

    assert [bad.column for bad in told.refused] == [column]


def test_a_lecturer_that_stands_twice_is_refused_in_both_rows():
    told = upload("Id,Name,Email\naokafor,A,\n,B,a.okafor@example.edu\n,C,\n,D,\n", AMARA)

    assert [(bad.row, bad.column) for bad in told.refused] == [
        (2, "LecturerId"), (3, "LecturerId"), (4, "Email"), (5, "Email"),
    ]  # fmt: skip


def test_what_is_written_is_read_back_as_it_was():
    known = (AMARA, Lecturer("t", "Tess", retired=True))

    assert upload(write(known)).created == known
    assert upload(write(known), *known).unchanged == 2


def test_a_table_without_names_is_not_understood():
    with pytest.raises(NotUnderstood):
        upload("Email\na@example.edu\n")
