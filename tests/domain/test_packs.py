"""Which pack a copy falls under: by date, by repertoire, and never by how much is copied."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import pack_shelf
from chalicelib.domain.packs import (
    Format,
    Limit,
    Pack,
    Purpose,
    Scope,
    Standing,
    Window,
    applicable,
    in_force,
    of_basis,
)
from chalicelib.domain.works import Work, WorkKind

TODAY = date(2026, 11, 22)
BOOK = Work(id="w1", title="The Law of Contract", kind=WorkKind.BOOK)
UK = pack_shelf.read(("cla-he", "s36"), {})
PLAIN = Standing()


def a_pack(code: str = "cla-he", **other: Any) -> Pack:
    given: dict[str, Any] = {"name": code.upper(), "region": "GB", "source": "C1"}
    return Pack(code=code, scope=Scope.COURSE, window=Window.RUN, **given | other)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2010, 1, 1), "until-2016"),
        (date(2016, 7, 31), "until-2016"),
        (date(2016, 8, 1), "2016"),
        (date(2020, 6, 30), "2016"),
        (date(2020, 7, 1), "covid"),
        (date(2021, 7, 31), "covid"),
        (date(2021, 8, 1), "2016"),
        (date(2024, 7, 31), "2016"),
        (date(2024, 8, 1), ""),
        (TODAY, ""),
    ],
)
def test_of_the_cla_licence_the_version_of_the_day_is_in_force(day: date, version: str) -> None:
    found = [pack.version for pack in in_force(UK, day) if pack.code == "cla-he"]

    assert found == [version]


@given(st.dates())
def test_of_each_code_one_version_at_most_is_in_force(day: date) -> None:
    codes = [pack.code for pack in in_force(UK, day)]

    assert len(set(codes)) == len(codes)


def test_a_pack_holds_on_its_first_and_last_day_and_not_beside_them() -> None:
    pack = a_pack(since=date(2026, 8, 1), until=date(2027, 7, 31))
    days = [date(2026, 7, 31), date(2026, 8, 1), date(2027, 7, 31), date(2027, 8, 1)]

    assert [pack.holds_on(day) for day in days] == [False, True, True, False]


def test_the_order_is_the_deployments() -> None:
    both = (a_pack("s36"), a_pack("cla-he"))

    assert applicable(both, BOOK, PLAIN, TODAY).pack == both[0]
    assert applicable(both[::-1], BOOK, PLAIN, TODAY).pack == both[1]


@pytest.mark.parametrize("kind", ["printed-music", "map", "newspaper", "workbook"])
def test_what_the_cla_licence_excludes_falls_to_the_next_pack(kind: str) -> None:
    choice = applicable(UK, replace(BOOK, kind=WorkKind(kind)), PLAIN, TODAY)

    assert choice.pack is not None
    assert choice.pack.code == "s36"
    assert [one.pack.code for one in choice.passed_over] == ["cla-he"]
    assert kind in choice.passed_over[0].words


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("covered", "cla-he"),
        ("", "cla-he"),
        ("not-found", "cla-he"),
        ("excluded", "s36"),
        ("not-covered", "s36"),
    ],
)
def test_a_licence_check_passes_a_pack_over_only_where_it_says_no(answer: str, code: str) -> None:
    choice = applicable(UK, BOOK, Standing(coverage={"cla-he": answer}), TODAY)

    assert choice.pack is not None
    assert choice.pack.code == code


def test_a_kind_that_nobody_has_said_passes_nothing_over() -> None:
    for work in (None, replace(BOOK, kind=WorkKind.UNKNOWN)):
        choice = applicable(UK, work, PLAIN, TODAY)

        assert choice.pack is not None
        assert (choice.pack.code, choice.passed_over) == ("cla-he", ())


def test_a_pack_that_names_its_kinds_is_for_no_other() -> None:
    journals = a_pack(only=(WorkKind.JOURNAL,))

    assert applicable((journals,), BOOK, PLAIN, TODAY).pack is None
    assert applicable((journals,), replace(BOOK, kind=WorkKind.JOURNAL), PLAIN, TODAY).pack


def test_the_limit_plays_no_part_in_which_pack_it_is() -> None:
    strict = a_pack(limits=(Limit(percent=0.01, source="C1"),))
    generous = a_pack("s36", limits=(Limit(percent=100, source="U1"),))

    assert applicable((strict, generous), BOOK, PLAIN, TODAY).pack == strict


def test_printed_originals_only_is_no_reason_where_nobody_said_what_it_is_made_from() -> None:
    clnz = a_pack("clnz", format=Format.PRINT)

    assert applicable((clnz,), BOOK, PLAIN, TODAY).pack == clnz
    assert applicable((clnz,), BOOK, Standing(format=Format.PRINT), TODAY).pack == clnz
    assert applicable((clnz,), BOOK, Standing(format=Format.DIGITAL), TODAY).pack is None


@pytest.mark.parametrize(
    ("purpose", "code"), [("course", "cla-he"), ("patron", "s42a"), ("accessible", "s31")]
)
def test_a_copy_for_one_reader_is_no_copy_for_a_course(purpose: str, code: str) -> None:
    packs = pack_shelf.read(("cla-he", "s42a", "s31"), {})

    choice = applicable(packs, BOOK, Standing(purpose=Purpose(purpose)), TODAY)

    assert choice.pack is not None
    assert choice.pack.code == code


def test_what_only_a_person_chooses_is_never_tried() -> None:
    packs = pack_shelf.read(("cla-he",), {})

    choice = applicable(packs, BOOK, Standing(coverage={"cla-he": "excluded"}), TODAY)

    assert choice.pack is None
    assert [one.pack.code for one in choice.passed_over][0] == "cla-he"
    assert {one.pack.code for one in choice.passed_over} == {pack.code for pack in packs}


def test_every_pack_that_was_passed_over_says_why() -> None:
    choice = applicable(UK, replace(BOOK, kind=WorkKind.ARTISTIC), Standing(
        coverage={"cla-he": "excluded"}), TODAY)  # fmt: skip

    assert choice.pack is None
    assert all(one.pack.name in one.words for one in choice.passed_over)


@pytest.mark.parametrize(
    ("basis", "code"),
    [("cla-he", "cla-he"), ("open-access", "house"), ("second-extract", "second-extract")],
)
def test_a_chosen_basis_belongs_to_a_pack(basis: str, code: str) -> None:
    pack = of_basis(UK, basis, TODAY)

    assert pack is not None
    assert pack.code == code


def test_a_basis_that_no_pack_offers_belongs_to_none() -> None:
    assert of_basis(UK, "made-up", TODAY) is None
    assert of_basis(UK, "", TODAY) is None


def test_a_basis_after_the_end_of_its_pack_belongs_to_none() -> None:
    ended = a_pack(until=TODAY - timedelta(days=1))

    assert of_basis((ended,), "cla-he", TODAY) is None


@pytest.mark.parametrize(
    ("percent", "share"),
    [(10.0, Fraction(1, 10)), (33.3, Fraction(333, 1000)), (0.1, Fraction(1, 1000)), (None, None)],
)
def test_a_percentage_is_an_exact_share(percent: float | None, share: Fraction | None) -> None:
    assert Limit(percent=percent, source="C1").share == share
