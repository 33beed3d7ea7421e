"""Readings taken over from elsewhere: what a row becomes, and which rows are refused in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import history_import, reasons, uploads
from chalicelib.domain.courses import Course, Run
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.history_import import COLUMNS, Line, Reading
from chalicelib.domain.people import Person
from chalicelib.domain.record_forms import work as a_work
from chalicelib.domain.request import Request, State
from chalicelib.domain.works import Portion, Work

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
THIS = Run("2026-27", date(2026, 9, 21), date(2027, 8, 27), 22, 64)
LAST = Run("2025-26", date(2025, 9, 22), date(2026, 8, 28), 22, 60)
HISTORY = Course("HIST2041", "Empire", aliases=("NGU-HIST2041",), runs=(LAST, THIS))
BOOK = Work(id="w1", title="Imagined Communities", isbn="9781784786755", pages=240)
AMIR = Person("amir", "Amir")
WHOLE = {
    "CourseCode": "HIST2041", "AcademicYear": "2026-27", "ISN": "978-1-78478-675-5",
    "ExtractTitle": "Cultural roots", "Chapter": "2", "Pages": "9-36", "Basis": "cla-he",
    "Source": "A", "OldLink": "https://old.example/r/17", "File": "anderson.pdf",
    "StripFront": "1", "StripBack": "2",
}  # fmt: skip


def reading(stands: Request | None = None, works: Sequence[Work] = (BOOK,)) -> Reading:
    codes = {"HIST2041": HISTORY, "NGU-HIST2041": HISTORY}

    def found(number: str, title: str) -> list[Work]:
        return [one for one in works if number and number == one.isbn or title == one.title]

    return Reading(
        codes.get, found, lambda said: a_work(said)[0], lambda key: stands, dict(reasons.BASES)
    )


def row(**said: str) -> dict[str, str]:
    return {name: value for name, value in (WHOLE | said).items() if value}


def line(**said: str) -> Line:
    return reading().one(row(**said)).after


def begun(**said: str) -> Request:
    change, _ = history_import.begin(line(**said), "ABCD2345", 7, "t" * 32, AMIR, NOON, TODAY)
    return change.request


def test_a_row_becomes_a_live_request_that_counts_from_its_own_first_day():
    request = begun(From="2026-10-01", To="2027-03-31")

    assert (request.state, request.rlms) == (State.COMPLETE, "import")
    assert request.extract.page_count == 28
    (opening,) = request.link.openings
    assert (opening.start, opening.end) == (date(2026, 10, 1), date(2027, 3, 31))
    (copy,) = request.copies
    assert (copy.since, copy.until, copy.source, copy.basis) == (
        date(2026, 10, 1), None, "A", "cla-he",
    )  # fmt: skip
    assert (copy.course, copy.year, copy.page_count) == ("HIST2041", "2026-27", 28)


def test_what_is_over_counts_for_its_run_and_opens_nothing():
    request = begun(AcademicYear="2025/26")

    assert request.state is State.EXPIRED
    (copy,) = request.copies
    assert (copy.year, copy.since, copy.until) == ("2025-26", LAST.start, LAST.end)


def test_nobody_hears_of_an_import_and_the_row_is_kept_as_it_came():
    change, original = history_import.begin(line(), "A", 7, "t", AMIR, NOON, TODAY)

    assert change.messages == ()
    assert dict(original.fields)["OldLink"] == "https://old.example/r/17"
    assert change.request.imported.link == "https://old.example/r/17"
    assert (change.event.action, change.event.by) == ("import", "amir")


def test_pages_that_nobody_knows_stay_unknown():
    request = begun(Pages="", Portion="chapter")

    assert (request.extract.page_count, request.extract.portion) == (None, Portion.CHAPTER)
    assert request.copies[0].page_count is None


def test_a_title_that_the_library_has_not_becomes_a_record():
    new = line(ISN="", Title="A reader of 1974", Author="Haddad, L.", TotalPages="310")

    assert (new.work.title, new.work.authors, new.work.pages) == (
        "A reader of 1974", "Haddad, L.", 310,
    )  # fmt: skip


READER = Work(id="w7", title="A reader of 1974", authors="Haddad, Leila")


@pytest.mark.parametrize(("author", "same"), [("", True), ("L. Haddad", True), ("Moe", False)])
def test_a_title_without_a_number_is_that_record_unless_its_author_is_another(author, same):
    untold = row(ISN="", Title="A reader of 1974", Author=author)

    work = reading(works=(READER,)).one(untold).after.work

    assert (work == READER) == same
    assert work.authors == (READER.authors if same else author)


def test_of_two_records_of_one_title_the_author_says_which_and_without_one_it_is_asked_for():
    both = reading(works=(READER, replace(READER, id="w8", authors="Moe, M.")))

    assert both.one(row(ISN="", Title=READER.title, Author="Moe")).after.work.id == "w8"
    with pytest.raises(uploads.RowRefused) as why:
        both.one(row(ISN="", Title=READER.title))
    assert why.value.words.endswith("match: give the number or the author.")


@pytest.mark.parametrize(("author", "meant"), [("Haddad", "w7"), ("", "w9"), ("Moe", "w9")])
def test_a_record_whose_author_agrees_goes_before_one_that_says_none(author, meant):
    both = reading(works=(replace(READER, id="w9", authors=""), READER))

    assert both.one(row(ISN="", Title=READER.title, Author=author)).after.work.id == meant


def test_a_row_that_stands_under_a_record_stays_there_whoever_its_author_is_now():
    untold = row(ISN="", Title=READER.title, Author="Moe")
    first = reading(works=(replace(READER, authors=""),)).one(untold).after
    change, _ = history_import.begin(first, "ABCD2345", 7, "t" * 32, AMIR, NOON, TODAY)
    others = (READER, replace(READER, id="w8", authors="Moe"))

    again = replace(reading(works=others), stands={first.key: change.request}.get).one(untold)

    assert (again.before, again.after.work.id) == (again.after, "w7")


def test_a_record_without_its_pages_gets_them_and_is_never_contradicted():
    bare = reading(works=(replace(BOOK, pages=None),))

    assert bare.one(row(TotalPages="240")).after.work.pages == 240
    assert bare.one(row()).after.work.pages is None
    assert "has 240 pages" in refused(TotalPages="300")[1]


def test_an_old_code_of_the_course_leads_to_it():
    assert line(CourseCode="ngu-hist2041").served.code == "HIST2041"


@pytest.mark.parametrize("said", ["cla-he", "CLA HIGHER EDUCATION LICENCE"])
def test_a_basis_is_known_by_its_code_and_by_its_words(said: str):
    assert line(Basis=said).basis == "cla-he"


def refused(**said: str) -> tuple[str, str]:
    with pytest.raises(uploads.RowRefused) as why:
        line(**said)
    return why.value.column, why.value.words


@pytest.mark.parametrize(
    ("said", "column", "words"),
    [
        ({"CourseCode": ""}, "CourseCode", "needs a course"),
        ({"CourseCode": "X1"}, "CourseCode", "no course X1"),
        ({"AcademicYear": ""}, "AcademicYear", "needs an academic year"),
        ({"AcademicYear": "2019-20"}, "AcademicYear", "import the course with this run first"),
        ({"ISN": "9781784786754"}, "ISN", "check digit"),
        ({"ISN": "none"}, "ISN", "neither an ISBN nor an ISSN"),
        ({"ISN": ""}, "ISN", "an ISBN, an ISSN or a title"),
        ({"ISN": "9780394740676"}, "Title", "give the title"),
        ({"Pages": "vii-10"}, "Pages", "mixes Roman and Arabic"),
        ({"Pages": "", "ExtractTitle": "", "Chapter": ""}, "Pages", "Say which part"),
        ({"Portion": "half"}, "Portion", "A portion is one of"),
        ({"TotalPages": "0"}, "TotalPages", "not between 1"),
        ({"Basis": ""}, "Basis", "A basis is one of cla-he"),
        ({"Basis": "because"}, "Basis", "A basis is one of"),
        ({"Source": "E"}, "Source", "A, B, C, D"),
        ({"From": "soon"}, "From", "write 2026-09-21"),
        ({"From": "2027-03-01", "To": "2027-02-01"}, "To", "before it starts"),
        ({"From": "2030-01-01", "To": "2030-02-01"}, "From", "outside the run"),
        ({"OldLink": "javascript:alert(1)"}, "OldLink", "begins with https"),
        ({"File": "anderson.docx"}, "File", "no PDF"),
        ({"File": ""}, "File", "only where the file is named"),
        ({"StripFront": "21"}, "StripFront", "not between 0 and 20"),
        ({"StripBack": "-1"}, "StripBack", "no whole number"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_in_words(
    said: dict[str, str], column: str, words: str
):
    where, why = refused(**said)

    assert where == column
    assert words in why


def test_the_same_row_again_changes_nothing():
    stands = begun()

    saved = reading(stands).one(row())

    assert saved.before == saved.after


def test_a_later_file_corrects_the_file_the_old_link_and_the_sheets_alone():
    stands = begun()

    saved = reading(stands).one(row(StripFront="3", OldLink="https://old.example/r/18"))
    assert saved.before
    assert saved.before != saved.after
    assert (saved.after.imported.front, saved.after.request) == (3, stands.id)

    with pytest.raises(uploads.RowRefused, match="imported before as ABCD2345"):
        reading(stands).one(row(Source="B"))


def sheet(*rows: dict[str, str]) -> bytes:
    cells = [[one.get(name, "") for name in COLUMNS] for one in rows]
    return uploads.written(COLUMNS, cells).encode()


def test_a_file_is_read_row_by_row_and_a_reading_that_comes_twice_is_refused():
    told = history_import.parse(sheet(row(), row(Pages="40-50"), row(), row(Basis="x")), reading())

    assert [one.name for one in told.created] == ["HIST2041 Cultural roots"] * 2
    assert [(one.row, one.column) for one in told.refused] == [(4, "CourseCode"), (5, "Basis")]


def test_the_empty_file_has_the_headings_and_nothing_else():
    told = history_import.parse(history_import.empty().encode(), reading())

    assert (told.saves, told.refused, told.ignored) == ((), (), ())


def test_what_is_no_such_table_is_not_understood():
    with pytest.raises(NotUnderstood, match="CourseCode, AcademicYear, Basis"):
        history_import.parse(b"a,b\n1,2\n", reading())


CELLS: Any = st.fixed_dictionaries({}, optional={
    name: st.one_of(st.just(WHOLE.get(name, "")), st.text(max_size=60)) for name in COLUMNS
})  # fmt: skip


@given(CELLS)
def test_whatever_stands_in_a_row_it_is_taken_or_refused_in_words(cells: dict[str, str]):
    told = history_import.parse(sheet(cells), reading())

    assert len(told.saves) + len(told.refused) <= 1
    for one in told.refused:
        assert one.column in COLUMNS
        assert one.words
    for saved in told.saves:
        change, _ = history_import.begin(saved.after, "A", 1, "t", AMIR, NOON, TODAY)
        assert change.request.copies
