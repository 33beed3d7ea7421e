"""The library's own records as the API shows them, and what an upload does to them."""

from collections.abc import Callable
from typing import TypeVar

from chalicelib.domain.courses import Course, Lecturer
from chalicelib.domain.uploads import Upload
from chalicelib.handlers import record_shapes

T = TypeVar("T")


def course(one: Course) -> record_shapes.Course:
    lead = one.lecturer
    return {
        "code": one.code,
        "aliases": list(one.aliases),
        "name": one.name,
        "department": one.department,
        "subject": one.subject,
        "lecturer": {"name": lead.name, "email": lead.email} if lead else None,
        "status": one.status.value,
        "runs": [
            {"year": run.year, "start": run.start.isoformat(), "end": run.end.isoformat(),
             "weeks": run.weeks, "students": run.students}
            for run in one.runs
        ],
    }  # fmt: skip


def lecturer(one: Lecturer) -> record_shapes.LecturerRecord:
    return {"id": one.id, "name": one.name, "email": one.email, "retired": one.retired}


def summary(
    told: Upload[T], applied: bool, name: Callable[[T], str]
) -> record_shapes.UploadSummary:
    """What an upload does; records by the names that people know them by."""
    return {
        "applied": applied,
        "created": [name(one) for one in told.created],
        "changed": [name(one) for one in told.changed],
        "unchanged": told.unchanged,
        "refused": [
            {"row": one.row, "column": one.column, "words": one.words} for one in told.refused
        ],
        "ignored": list(told.ignored),
    }
