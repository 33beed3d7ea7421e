"""Courses out of a table that the registry sends, after the DCS's rules for course files.

One row a course and one run of it. A column that is not there, or an empty cell, leaves what
stands, so a file of codes and student numbers alone will do. A hyphen empties a text. A run that
has ended is never changed: extents and the licence return rest on it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chalicelib.domain import uploads
from chalicelib.domain.courses import (
    AcademicYear,
    Course,
    Lecturer,
    Run,
    Standing,
    plain_code,
    year_called,
    year_of,
)
from chalicelib.domain.uploads import RowRefused, Saved, Upload, brief, whole

COLUMNS = (
    "CourseCode", "NewCourseCode", "CourseName", "AcademicYear", "StartDate", "EndDate",
    "NumberOfWeeks", "NumberOfStudents", "Department", "Subject", "LeadLecturer",
    "LeadLecturerEmail", "Status", "HistoryLoaded", "ResitsEndDate",
)  # fmt: skip
#: Other headings that people use for the same.
ALSO = {
    "code": "CourseCode", "newcode": "NewCourseCode", "name": "CourseName", "title": "CourseName",
    "year": "AcademicYear", "start": "StartDate", "coursestartdate": "StartDate",
    "end": "EndDate", "resits": "ResitsEndDate", "resitsuntil": "ResitsEndDate",
    "weeks": "NumberOfWeeks", "students": "NumberOfStudents",
    "lecturer": "LeadLecturer", "leadlecturername": "LeadLecturer",
    "lectureremail": "LeadLecturerEmail", "email": "LeadLecturerEmail",
}  # fmt: skip
HEADINGS = {name.lower(): name for name in COLUMNS} | ALSO
DATES = ("StartDate", "EndDate")
EVERY_DATE = (*DATES, "ResitsEndDate")
OF_RUN = ("AcademicYear", *EVERY_DATE, "NumberOfWeeks", "NumberOfStudents")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
WEEKS, MOST_STUDENTS = 52, 1_000_000
MOST_ALIASES = 20

Cells = Mapping[str, str]
Known = Callable[[str], Course | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """One upload being read: the courses there are, by code and alias, and what day it is."""

    known: Known
    today: date
    day_first: bool | None = None
    begins: tuple[int, int] = (8, 1)

    def one(self, cells: Cells) -> Saved[Course]:
        """What a row makes of the course that it names."""
        code, new = code_in(cells, "CourseCode"), code_in(cells, "NewCourseCode")
        if not code:
            raise RowRefused("CourseCode", "Every row needs a course code.")
        before = self.known(code)
        after = before or Course(code, "")
        after = self.renamed(after, code, new, before is not None)
        after = self.described(after, cells)
        if not after.name:
            raise RowRefused("CourseName", "A new course needs a name.")
        if before is None or any(cells.get(name) for name in OF_RUN):
            run = self.run(cells, before)
            kept = (one for one in after.runs if one.year != run.year)
            after = replace(after, runs=by_start([*kept, run]))
        if before and before.status is Standing.DELETED and before != after:
            raise RowRefused("CourseCode", f"{code} is deleted, and that is for good.")
        return Saved(before, after)

    def renamed(self, course: Course, code: str, new: str, stands: bool) -> Course:
        """The course under its new code; the old one stays as an alias, so requests find it."""
        if not new or new == course.code:
            return course
        other = self.known(new)
        if other and other.code != course.code:
            raise RowRefused("NewCourseCode", f"{new} is a code of {other.code} {other.name}.")
        if not stands:
            raise RowRefused("CourseCode", f"There is no course {code} to be called {new}.")
        aliases = (*(one for one in course.aliases if plain_code(one) != new), course.code)
        if len(aliases) > MOST_ALIASES:
            raise RowRefused("NewCourseCode", f"{course.code} has had {MOST_ALIASES} other codes.")
        return replace(course, code=new, aliases=aliases)

    def described(self, course: Course, cells: Cells) -> Course:
        """The course with the texts of the row."""
        status = brief(cells, "Status", 20).lower()
        if status and status not in list(Standing):
            raise RowRefused("Status", f"A status is one of {', '.join(Standing)}.")
        return replace(
            course,
            name=brief(cells, "CourseName", 300) or course.name,
            department=said(cells, "Department", 200, course.department),
            subject=said(cells, "Subject", 200, course.subject),
            lecturer=lead(cells, course.lecturer),
            status=Standing(status) if status else course.status,
            history_loaded=yes(cells, "HistoryLoaded", course.history_loaded),
        )

    def run(self, cells: Cells, before: Course | None) -> Run:
        """The run of the row's year: the one that stands with what the row says, or a new one."""
        start, end, resits = (uploads.day(cells, name, self.day_first) for name in EVERY_DATE)
        weeks = whole(cells, "NumberOfWeeks", 1, WEEKS)
        students = whole(cells, "NumberOfStudents", 0, MOST_STUDENTS)
        year, stands = self.year(cells, start, before)
        if stands is None:
            whole_year = (start or year.start, end or year.end)
            run = Run(year.name, *whole_year, weeks or WEEKS, students or 0, resits)
        else:
            run = Run(
                stands.year, start or stands.start, end or stands.end,
                weeks or stands.weeks, stands.students if students is None else students,
                resits or stands.resits_until,
            )  # fmt: skip
        if run.end < run.start:
            raise RowRefused("EndDate", f"The run ends on {run.end}, before it starts.")
        if run.resits_until and run.resits_until < run.start:
            raise RowRefused("ResitsEndDate", "The resits end before their run starts.")
        if run.last_day - run.start > timedelta(days=2 * 366):
            raise RowRefused("EndDate", "The run is longer than two years.")
        if stands and stands.last_day < self.today and run != stands:
            words = f"The run of {run.year} ended on {stands.last_day} and is not changed any more."
            raise RowRefused("AcademicYear", words)
        return run

    def year(
        self, cells: Cells, start: date | None, before: Course | None
    ) -> tuple[AcademicYear, Run | None]:
        """The year that the row speaks of, and the run there is of it already."""
        text = brief(cells, "AcademicYear", 20)
        runs = before.runs if before else ()
        year = year_called(text, self.begins) if text else year_of(start or self.today, self.begins)
        stands = [run for run in runs if text and run.year == text]
        stands += [run for run in runs if year and year_called(run.year, self.begins) == year]
        if year is None and not stands:
            raise RowRefused("AcademicYear", f"{text} is no academic year: write 2026-27.")
        return year or year_of(self.today, self.begins), next(iter(stands), None)


def parse(
    sent: bytes, known: Known, today: date, begins: tuple[int, int] = (8, 1)
) -> Upload[Course]:
    """What this file would do to the courses there are; NotUnderstood where it is no table."""
    table = uploads.table(sent, HEADINGS, ("CourseCode",))
    reading = Reading(known, today, uploads.day_first(table, EVERY_DATE), begins)
    twice = named_twice(table, known)

    def one(cells: Cells) -> Saved[Course]:
        for column in ("CourseCode", "NewCourseCode"):
            if plain_code(cells.get(column, "")) in twice:
                raise RowRefused(column, "This course stands in the file more than once.")
        return reading.one(cells)

    return uploads.read(table, one)


def named_twice(table: uploads.Table, known: Known) -> frozenset[str]:
    """Codes whose course is the matter of more than one row, by whatever code."""
    rows: dict[str, set[int]] = {}
    codes: dict[str, set[str]] = {}
    for number, cells in table.rows:
        for column in ("CourseCode", "NewCourseCode"):
            if code := plain_code(cells.get(column, "")):
                course = known(code)
                name = course.code if course else code
                rows.setdefault(name, set()).add(number)
                codes.setdefault(name, set()).add(code)
    return frozenset(code for name, where in rows.items() if len(where) > 1 for code in codes[name])


def write(courses: Iterable[Course], today: date) -> str:
    """The courses as a file to fill in and send back, each with the run that is on."""
    return uploads.written(COLUMNS, (cells_of(one, one.run_on(today)) for one in courses))


def cells_of(course: Course, run: Run | None) -> list[str]:
    lecturer = course.lecturer or Lecturer("", "")
    of_run = [""] * 5
    if run:
        weeks = str(run.weeks or "")
        of_run = [run.year, str(run.start), str(run.end), weeks, str(run.students)]
    return [
        course.code, "", course.name, *of_run, course.department, course.subject,
        lecturer.name, lecturer.email, course.status.value.capitalize(),
        "Yes" if course.history_loaded else "No",
        str(run.resits_until or "") if run else "",
    ]  # fmt: skip


def differences(saved: Saved[Course]) -> list[str]:
    """What a row changes of a course, as it was and as it becomes."""
    before, after = saved.before or Course(saved.after.code, ""), saved.after
    run = next((one for one in after.runs if one not in before.runs), None)
    was, now = cells_of(before, before.run_of(run.year) if run else None), cells_of(after, run)
    return uploads.differences(COLUMNS, was, now)


def code_in(cells: Cells, column: str) -> str:
    code = plain_code(brief(cells, column, 100))
    if any(not sign.isprintable() for sign in code):
        raise RowRefused(column, "A code has signs that can be seen.")
    return code


def said(cells: Cells, column: str, longest: int, stands: str) -> str:
    """The text of a cell: empty leaves what stands, a hyphen empties it."""
    text = brief(cells, column, longest)
    return "" if text == "-" else text or stands


def yes(cells: Cells, column: str, stands: bool) -> bool:
    """Yes or no; an empty cell leaves what stands."""
    text = brief(cells, column, 20).lower()
    if text not in ("", "yes", "no"):
        raise RowRefused(column, "Write yes or no.")
    return stands if not text else text == "yes"


def lead(cells: Cells, stands: Lecturer | None) -> Lecturer | None:
    """Who leads the course: whoever has that address among the lecturers, if anybody has."""
    before = stands or Lecturer("", "")
    name = said(cells, "LeadLecturer", 200, before.name)
    email = said(cells, "LeadLecturerEmail", 200, before.email)
    if email and not EMAIL.fullmatch(email):
        raise RowRefused("LeadLecturerEmail", f"{email} is no e-mail address.")
    if not name and not email:
        return None
    return Lecturer(email.casefold()[:100], name or email, email)


def by_start(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(sorted(runs, key=lambda run: (run.start, run.year)))
