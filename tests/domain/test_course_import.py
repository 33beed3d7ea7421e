"""Courses out of a table: what is taken, what is refused and in which words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.course_import import WEEKS, parse, write
from chalicelib.domain.courses import Course, Lecturer, Run, Standing
from chalicelib.domain.errors import NotUnderstood, TooLarge
from tests.domain.a_request import HIS101, TODAY

LAST_YEAR = Run("2025-26", date(2025, 9, 22), date(2026, 7, 3), 30, 100)
POLITICS = Course("POL200", "The commons", ("PL-200",), "Politics", runs=(LAST_YEAR,))


def upload(text, *courses, today=TODAY):
    """What this file does to these courses."""
    sent = text if isinstance(text, bytes) else text.encode()
    known = {code: one for one in courses for code in (one.code, *one.aliases)}
    return parse(sent, known.get, today)


def test_a_new_course_has_one_run_of_the_academic_year_that_it_is():
    told = upload("CourseCode,CourseName\nhis 7 ,The sea\n")

    assert told.created == (
        Course("HIS 7", "The sea", runs=(Run("2026-27", date(2026, 8, 1), date(2027, 7, 31), 52),)),
    )


def test_a_row_holds_all_that_the_licence_return_asks_of_a_course():
    told = upload(
        "CourseCode,CourseName,AcademicYear,StartDate,EndDate,NumberOfWeeks,NumberOfStudents,"
        "Department,Subject,LeadLecturer,LeadLecturerEmail,Status\n"
        "HIS7,The sea,2026/27,2026-09-21,2027-06-30,22,64,History,Trade,Dr A,a@example.edu,Active\n"
    )

    (course,) = told.created
    assert course.runs == (Run("2026-27", date(2026, 9, 21), date(2027, 6, 30), 22, 64),)
    assert (course.department, course.subject) == ("History", "Trade")
    assert course.lecturer == Lecturer("a@example.edu", "Dr A", "a@example.edu")


def test_student_numbers_alone_leave_everything_else():
    told = upload("CourseCode;NumberOfStudents\nHIS101;131\n", HIS101)

    (course,) = told.changed
    assert course == replace(HIS101, runs=(replace(HIS101.runs[0], students=131),))


def test_a_new_year_is_added_beside_the_old_run():
    told = upload("CourseCode,AcademicYear,NumberOfStudents\nPOL200,2026-27,40\n", POLITICS)

    (course,) = told.changed
    assert course.runs[0] == LAST_YEAR
    assert (course.runs[1].year, course.runs[1].students) == ("2026-27", 40)


def test_a_run_that_has_ended_is_never_changed():
    told = upload("CourseCode,AcademicYear,NumberOfStudents\nPOL200,2025-26,99\n", POLITICS)

    assert told.saves == ()
    (bad,) = told.refused
    assert (bad.row, bad.column) == (2, "AcademicYear")
    assert "ended on 2026-07-03" in bad.words


def test_an_old_run_that_is_only_repeated_does_no_harm():
    told = upload("CourseCode,AcademicYear,NumberOfStudents\nPOL200,2025/2026,100\n", POLITICS)

    assert (told.unchanged, told.refused) == (1, ())


def test_the_name_of_a_course_changes_without_touching_its_runs():
    told = upload("CourseCode,CourseName\nPOL200,Sharing\n", POLITICS)

    assert told.changed == (replace(POLITICS, name="Sharing"),)


def test_a_renamed_course_keeps_its_old_code_as_an_alias():
    told = upload("CourseCode,NewCourseCode\nPOL200,POL2000\n", POLITICS)

    (course,) = told.changed
    assert (course.code, course.aliases, course.runs) == (
        "POL2000", ("PL-200", "POL200"), (LAST_YEAR,),
    )  # fmt: skip


def test_a_course_may_take_back_a_code_that_it_had():
    told = upload("CourseCode,NewCourseCode\nPOL200,PL-200\n", POLITICS)

    assert (told.changed[0].code, told.changed[0].aliases) == ("PL-200", ("POL200",))


def test_a_code_of_another_course_is_not_taken():
    told = upload("CourseCode,NewCourseCode\nHIS101,PL-200\n", HIS101, POLITICS)

    assert (told.refused[0].column, told.saves) == ("NewCourseCode", ())
    assert "POL200" in told.refused[0].words


def test_a_course_is_found_by_its_alias_too():
    told = upload("CourseCode,Department\npl-200,Government\n", POLITICS)

    assert told.changed == (replace(POLITICS, department="Government"),)


@pytest.mark.parametrize("second", ["his101", "HIS101 "])
def test_a_course_that_stands_twice_is_refused_in_both_rows(second):
    told = upload(f"CourseCode,NumberOfStudents\nHIS101,1\n{second},2\n", HIS101)

    assert [bad.row for bad in told.refused] == [2, 3]


def test_a_course_that_stands_by_code_and_by_alias_stands_twice():
    told = upload("CourseCode,Department\nPOL200,A\nPL-200,B\n", POLITICS)

    assert [bad.row for bad in told.refused] == [2, 3]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("NumberOfWeeks", "0"),
        ("NumberOfWeeks", "53"),
        ("NumberOfWeeks", "ten"),
        ("NumberOfStudents", "-1"),
        ("NumberOfStudents", "12.5"),
        ("NumberOfStudents", "1e3"),
        ("Status", "sleeping"),
        ("LeadLecturerEmail", "nobody"),
        ("AcademicYear", "2026-28"),
        ("StartDate", "2026-02-30"),
        ("StartDate", "soon"),
        ("StartDate", "03/04/2026"),
        ("EndDate", "2026-01-01"),
    ],
)
def test_a_cell_that_cannot_be_is_named(column, cell):
    told = upload(f"CourseCode,CourseName,{column}\nHIS7,The sea,{cell}\n")

    assert [bad.column for bad in told.refused] == [column]
    assert told.saves == ()


@pytest.mark.parametrize(
    ("dates", "start"),
    [("21/09/2026,30.06.2027", date(2026, 9, 21)), ("9/21/2026,6/30/2027", date(2026, 9, 21))],
)
def test_a_file_that_shows_which_number_is_the_day_is_understood(dates, start):
    told = upload(f"CourseCode,CourseName,StartDate,EndDate\nHIS7,The sea,{dates}\n")

    assert told.created[0].runs[0].start == start


def test_a_deleted_course_stays_deleted():
    gone = replace(HIS101, status=Standing.DELETED)

    told = upload("CourseCode,Status\nHIS101,active\n", gone)

    assert "for good" in told.refused[0].words


def test_a_new_course_without_a_name_is_refused():
    assert upload("CourseCode\nHIS7\n").refused[0].column == "CourseName"


def test_a_hyphen_empties_and_an_empty_cell_leaves():
    told = upload("CourseCode,CourseName,Department\nPOL200,,-\n", POLITICS)

    assert told.changed == (replace(POLITICS, department=""),)


@pytest.mark.parametrize(
    "sent",
    [
        "\ufeffCourseCode;CourseName\r\nÉCO1;Économie\r\n".encode(),
        "CourseCode,CourseName\nÉCO1,Économie\n".encode("latin-1"),
        "CourseCode\tCourseName\nÉCO1\tÉconomie\n".encode("utf-16"),
        '"course code","course_name"\n"éco1","Économie"\n'.encode(),
    ],
)
def test_a_file_is_read_as_spreadsheets_write_it(sent):
    (course,) = upload(sent).created

    assert (course.code, course.name) == ("ÉCO1", "Économie")


def test_rows_are_counted_as_spreadsheets_count_them():
    told = upload('CourseCode,CourseName\nHIS7,"The\nsea"\n\n,Nobody\n')

    assert [bad.row for bad in told.refused] == [4]
    assert told.created[0].name == "The sea"


def test_a_heading_that_means_nothing_is_told():
    told = upload("CourseCode,NumberOfStudent\nHIS101,1\n", HIS101)

    assert told.ignored == ("NumberOfStudent",)


@pytest.mark.parametrize(
    "sent", [b"", b"\n", b"a,b\n1,2\n", b"CourseCode,coursecode\nA,B\n", b"\x00" * 50, b'"' * 50]
)
def test_what_is_no_table_of_courses_is_not_understood(sent):
    with pytest.raises(NotUnderstood):
        upload(sent)


def test_more_rows_than_one_upload_may_have_are_to_be_sent_in_parts():
    rows = "".join(f"C{n},A course\n" for n in range(2001))

    with pytest.raises(TooLarge):
        upload(f"CourseCode,CourseName\n{rows}")


def test_no_cell_is_written_so_that_a_spreadsheet_runs_it():
    course = replace(HIS101, name='=HYPERLINK("http://example.edu")')

    line = write([course], TODAY).splitlines()[1]

    assert line.split(",")[2].startswith("\"'=HYPERLINK")


# How long an example takes is the business of whatever else this machine does.
PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

words: st.SearchStrategy[str] = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(
    lambda text: " ".join(text.split())
)
told = words.filter(lambda text: text != "-")
emails: st.SearchStrategy[str] = st.from_regex(r"[a-z.]{1,9}@[a-z]{1,9}\.edu", fullmatch=True)
days = st.dates(date(2026, 11, 21), date(2027, 7, 31))
runs = st.builds(
    lambda start, weeks, students: Run("2026-27", start, date(2027, 8, 27), weeks, students),
    st.dates(date(2026, 8, 1), date(2027, 7, 31)),
    st.integers(1, WEEKS),
    st.integers(0, 10_000),
)
lecturers = st.builds(
    lambda name, email: Lecturer(email, name or email, email), told, emails | st.just("")
).map(lambda one: one if one.name else None)
courses = st.builds(
    lambda code, **known: Course(code.upper(), **known),
    words.filter(lambda text: text and text.isprintable() and text.upper().upper() == text.upper()),
    name=words.filter(bool),
    department=told,
    subject=told,
    lecturer=lecturers,
    status=st.sampled_from(Standing),
    runs=st.tuples(runs),
)


@settings(PATIENT, max_examples=150)
@given(st.lists(courses, max_size=8, unique_by=lambda one: one.code))
def test_what_is_written_is_read_back_as_it_was(known):
    told = upload(write(known, TODAY))

    assert (list(told.created), told.refused) == (known, ())


@settings(PATIENT, max_examples=50)
@given(st.lists(courses, max_size=8, unique_by=lambda one: one.code))
def test_an_upload_of_what_stands_changes_nothing(known):
    told = upload(write(known, TODAY), *known)

    assert (told.saves, told.unchanged, told.refused) == ((), len(known), ())


@settings(PATIENT, max_examples=150)
@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda one: f"CourseCode\n{one}".encode("utf-8", "replace"))
)
def test_no_file_breaks_the_reading(sent):
    try:
        told = upload(sent)
    except NotUnderstood:
        return

    assert all(bad.words for bad in told.refused)


def test_resits_are_a_column_of_their_own_and_keep_what_stands_where_it_is_empty():
    told = upload("CourseCode,AcademicYear,ResitsEndDate\nHIS101,2026-27,2027-08-20\n", HIS101)
    (course,) = told.changed

    again = upload("CourseCode,AcademicYear,NumberOfStudents\nHIS101,2026-27,131\n", course)

    assert course.runs[0].last_day == date(2027, 8, 20)
    assert again.changed[0].runs[0].resits_until == date(2027, 8, 20)


def test_a_run_whose_resits_go_on_is_not_over():
    resits = replace(LAST_YEAR, resits_until=date(2026, 12, 18))
    course = replace(POLITICS, runs=(resits,))

    told = upload("CourseCode,AcademicYear,NumberOfStudents\nPOL200,2025-26,41\n", course)

    assert told.changed[0].runs[0].students == 41


def test_resits_before_their_run_are_refused():
    told = upload("CourseCode,AcademicYear,ResitsEndDate\nHIS101,2026-27,2026-08-20\n", HIS101)

    assert [(one.column, one.words) for one in told.refused] == [
        ("ResitsEndDate", "The resits end before their run starts.")
    ]
