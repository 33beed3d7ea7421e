"""Courses as SubmitCourse and AmendCourse tell of them: a row of a course file, said alone."""

from dataclasses import replace
from datetime import date

from chalicelib.domain.course_import import Reading
from chalicelib.domain.courses import Course, Standing, plain_code
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.uploads import RowRefused
from chalicelib.rlms._dcs_arguments import Arguments

WEEKS = "52"
#: Our names of the arguments, and the columns of a course file that they are.
COLUMNS = {
    "course": "CourseCode",
    "new-course": "NewCourseCode",
    "course-name": "CourseName",
    "weeks": "NumberOfWeeks",
    "students": "NumberOfStudents",
    "department": "Department",
    "subject": "Subject",
    "lead": "LeadLecturer",
    "lead-email": "LeadLecturerEmail",
    "status": "Status",
}


def submitted(sent: Arguments, standing: Course | None, today: date) -> Course:
    """A new course, active, with its run of this academic year; told again it is the same one."""
    code, name = sent.needed("course"), sent.needed("course-name")
    if standing and standing.name == name:
        return standing
    if standing:
        raise NotUnderstood(f"The course {plain_code(code)} exists already: AmendCourse it.")
    return replace(told(sent, None, today, but=("new-course",)), status=Standing.ACTIVE)


def amended(sent: Arguments, course: Course, today: date) -> Course:
    """The course as it is to be; what was sent blank stays, and deleted is for good."""
    return course if course.status is Standing.DELETED else told(sent, course, today)


def told(sent: Arguments, course: Course | None, today: date, but: tuple[str, ...] = ()) -> Course:
    """The course after this row, with a run in any case, so that requests can be matched."""
    cells = {
        column: sent.text(name) for name, column in COLUMNS.items() if name not in but
    }  # fmt: skip
    if not (course and course.runs):
        cells["NumberOfWeeks"] = cells["NumberOfWeeks"] or WEEKS
    if bool(cells["LeadLecturer"]) != bool(cells["LeadLecturerEmail"]):
        raise NotUnderstood("LeadLecturer and LeadLecturerEmail each need the other.")
    try:
        return Reading(lambda code: course, today).one(cells).after
    except RowRefused as bad:
        raise NotUnderstood(f"{bad.column}: {bad.words}") from bad
