"""Courses, their runs, and the lecturers who teach them: the library's own records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """A course's status in CLA's words: archived closes its links, deleted is for good."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Run:
    """One delivery of a course. `end` includes resits; extents count and links open per run."""

    year: str
    start: date
    end: date
    weeks: int = 0
    students: int = 0


@dataclass(frozen=True, slots=True)
class Lecturer:
    """Who teaches: a record of the library's, not a login."""

    id: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A course as the library knows it. Codes are compared without regard to case."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    department: str = ""
    lecturer: Lecturer | None = None
    status: Standing = Standing.ACTIVE
    runs: tuple[Run, ...] = ()

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
