"""The reading copy: what its sheet says, for which readers, and when a new one is asked for."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib import pack_shelf
from chalicelib.domain import reading
from chalicelib.domain.bounds import openings_of
from chalicelib.domain.courses import Course, Run, run_of
from chalicelib.domain.openings import Link
from chalicelib.domain.reading import ReadingCopy, Sheet, TitlePages
from chalicelib.domain.request import Purpose, Request, State
from chalicelib.domain.works import Extract
from tests.domain.a_request import HIS101, NOON, RUN, SCAN, TERMS, TODAY, ready

LAW202 = Course("LAW202", "Torts", runs=(RUN,))
ALL = replace(TERMS, packs=pack_shelf.every())


def live(**known: object) -> Request:
    request = ready(**{"state": State.COMPLETE, **known})
    return replace(request, link=Link("a-token", openings_of(request)))


def the_sheet(request: Request, at: int = 0) -> Sheet:
    assert request.link
    sheet = reading.sheet_of(request, request.link.openings[at], TERMS, TODAY)
    assert sheet
    return sheet


def test_a_sheet_names_the_text_its_source_the_course_and_the_licence():
    request = live(extract=Extract("On rivers", "Jo Doe", "3", "1-12", 12))

    sheet = the_sheet(request)

    assert (sheet.title, sheet.course, sheet.year) == ("On rivers", "HIS101", "2026-27")
    assert dict(sheet.lines) == {
        "By": "Jo Doe",
        "Chapter": "3",
        "From": "A history",
        "ISBN": "9780199535569",
        "Pages": "1-12",
        "Course": "HIS101 The long century (2026-27)",
        "Copied under": "CLA Higher Education Licence",
        "Copied on": "21 November 2026",
        "Supplied by": "The library of The University",
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"extract": Extract("Another title", "", "1", "1-12", 12)},
        {"scans": (replace(SCAN, master="masters/s2"),)},
        {"title_pages": TitlePages("s1", (1, 2))},
        {"runs": (run_of(LAW202, RUN),)},
    ],
    ids=["title", "scan", "title page", "course"],
)
def test_whatever_stands_on_a_sheet_changes_its_digest(changed):
    assert the_sheet(live(**changed)).hash != the_sheet(live()).hash


def test_what_does_not_stand_on_a_sheet_leaves_its_digest():
    assert (
        the_sheet(live(lecturer=None, version=90, needed_by=TODAY)).hash == the_sheet(live()).hash
    )


def test_each_course_has_a_sheet_of_its_own():
    request = live(runs=(run_of(HIS101, RUN), run_of(LAW202, RUN)))

    sheets = reading.sheets(request, lambda basis: TERMS, TODAY)

    assert [one.course for one in sheets.values()] == ["HIS101", "LAW202"]


def test_openings_of_one_run_share_a_copy():
    request = live()
    opening = request.link.openings[0]
    resit = replace(opening, start=date(2027, 8, 1), end=date(2027, 8, 31))
    request = replace(request, link=Link("a-token", (opening, resit)))

    assert len(reading.sheets(request, lambda basis: TERMS, TODAY)) == 1


def test_a_copy_is_ready_for_the_readers_whose_sheet_it_has():
    request = live(runs=(run_of(HIS101, RUN), run_of(LAW202, RUN)))
    copy = ReadingCopy(the_sheet(request, 1).hash, "reading/ABCD2345/x.pdf")
    request = replace(request, reading=(copy,))
    history, law = request.link.openings

    assert reading.ready_for(request, law, TERMS, TODAY) == copy
    assert reading.ready_for(request, history, TERMS, TODAY) is None


def test_a_copy_of_older_words_is_not_ready():
    copy = ReadingCopy(the_sheet(live()).hash, "reading/ABCD2345/x.pdf")
    request = live(reading=(copy,), extract=Extract("A corrected title", "", "1", "1-12", 12))

    assert reading.ready_for(request, request.link.openings[0], TERMS, TODAY) is None


def test_another_notice_makes_every_copy_one_of_yesterday():
    copy = ReadingCopy(the_sheet(live()).hash, "reading/ABCD2345/x.pdf")
    request = live(reading=(copy,))
    said = replace(
        TERMS, packs=pack_shelf.read(("cla-he",), {"cla-he": {"notice": {"text": "New."}}})
    )

    assert reading.ready_for(request, request.link.openings[0], said, TODAY) is None


@pytest.mark.parametrize("basis", sorted({code for pack in ALL.packs for code, _ in pack.offers}))
def test_the_cla_notice_stands_on_sheets_under_the_cla_licence_only(basis):
    request = live()
    opening = replace(request.link.openings[0], basis=basis)

    sheet = reading.sheet_of(request, opening, ALL, TODAY)

    words = " ".join(line for block, _ in sheet.notice for line in block)
    assert ("Copyright Licensing Agency" in words) == (basis == "cla-he")
    assert words


def test_a_copy_for_one_reader_does_not_say_that_it_is_for_teaching():
    request = live(purpose=Purpose.PATRON, licence=None)

    words = " ".join(line for block, _ in the_sheet(request).notice for line in block)

    assert "for teaching" not in words
    assert "for one reader" in words


def test_a_basis_without_words_of_its_own_has_the_general_notice():
    request = live()
    opening = replace(request.link.openings[0], basis="open-access")

    sheet = reading.sheet_of(request, opening, ALL, TODAY)

    assert [(len(block), listed) for block, listed in sheet.notice] == [
        (1, False),
        (2, True),
        (1, False),
    ]


def test_a_run_of_another_year_has_another_sheet():
    later = run_of(HIS101, Run("2027-28", date(2027, 9, 20), date(2028, 6, 30)))

    assert the_sheet(live(runs=(later,))).hash != the_sheet(live()).hash


def test_the_file_that_was_scanned_on_a_summer_evening_has_the_day_of_the_institution():
    scan = replace(SCAN, added_on=NOON.replace(month=7, day=1, hour=23, minute=30))

    assert dict(the_sheet(live(scans=(scan,))).lines)["Copied on"] == "2 July 2026"
