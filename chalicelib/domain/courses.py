"""Courses, their runs, and the lecturers who teach them: the library's own records."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Standing(StrEnum):
    """A course's status in CLA's words: archived closes its links, deleted is for good."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Run:
    """One delivery of a course. Extents count and links open per run.

    `end` may include resits; where they come later, `resits_until` is their last day.
    """

    year: str
    start: date
    end: date
    weeks: int = 0
    students: int = 0
    resits_until: date | None = None

    @property
    def last_day(self) -> date:
        """The last day on which its students read, resits included."""
        return max(self.end, self.resits_until or self.end)


@dataclass(frozen=True, slots=True)
class Lecturer:
    """Who teaches: a record of the library's, not a login. Retired ones are offered no more."""

    id: str
    name: str
    email: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """A course as the library knows it. Codes are compared without regard to case.

    `history_loaded`: what it had before the desk was there has all been imported.
    `lecturer` is who leads it, as the course's own record says; it need not be one of the
    lecturers that requests are given.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    department: str = ""
    lecturer: Lecturer | None = None
    status: Standing = Standing.ACTIVE
    runs: tuple[Run, ...] = ()
    subject: str = ""
    history_loaded: bool = False

    @property
    def is_there(self) -> bool:
        """Requests may be matched to it."""
        return self.status is not Standing.DELETED

    def run_of(self, year: str) -> Run | None:
        """The run of that academic year."""
        return next((run for run in self.runs if run.year == year), None)

    def run_on(self, day: date) -> Run | None:
        """The run that is on that day, else the next to start, else the last there was."""
        by_start = sorted(self.runs, key=lambda run: run.start)
        running = [run for run in by_start if run.start <= day <= run.end]
        coming = [run for run in by_start if run.start > day]
        return next(iter(running or coming or by_start[-1:]), None)


@dataclass(frozen=True, slots=True)
class CourseRun:
    """The run that a request serves, with what the licence return needs kept beside it."""

    code: str
    name: str
    department: str
    run: Run


def run_of(course: Course, run: Run) -> CourseRun:
    """That run of that course, as a request keeps it."""
    return CourseRun(course.code, course.name, course.department, run)


def plain_code(code: str) -> str:
    """A code as it is kept and compared: no spaces around it, capitals."""
    return code.strip().upper()


@dataclass(frozen=True, slots=True)
class AcademicYear:
    """A year of teaching: its name, its first day, its last day."""

    name: str
    start: date
    end: date


def academic_year(first: int, begins: tuple[int, int] = (8, 1)) -> AcademicYear:
    """The academic year that begins in that calendar year, by default on 1 August."""
    month, day = begins
    start = date(first, month, day)
    end = date(first + 1, month, day) - timedelta(days=1)
    name = str(first) if begins == (1, 1) else f"{first}-{(first + 1) % 100:02}"
    return AcademicYear(name, start, end)


def year_of(day: date, begins: tuple[int, int] = (8, 1)) -> AcademicYear:
    """The academic year in which that day lies."""
    return academic_year(day.year - ((day.month, day.day) < begins), begins)


def year_called(text: str, begins: tuple[int, int] = (8, 1)) -> AcademicYear | None:
    """The year that people write as 2026-27, 2026/27, 2026-2027 or 2026; None where it is none."""
    found = re.fullmatch(r"(20\d\d)(?:\s*[-/\u2013]\s*((?:20)?\d\d))?", text.strip(), re.ASCII)
    if not found:
        return None
    first, second = int(found[1]), found[2]
    if second and int(second) % 100 != (first + 1) % 100:
        return None
    return academic_year(first, begins)
