"""Courses and lecturers as tables: a file to fill in, and the file that comes back.

An upload is looked through first and applied only if every row is right; `apply=good` applies the
rows that are, `dry=1` applies nothing and only tells.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from chalice.app import Blueprint, Response

from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, SHUT, answer, may, query, raw_body
from chalicelib.handlers.problems import problem, problems

if TYPE_CHECKING:
    from chalicelib.domain.uploads import Saved, Upload

uploads = Blueprint(__name__)

T = TypeVar("T")


@uploads.route("/api/courses/import", methods=["POST"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def import_courses() -> Response:
    """Writes the courses of a CSV file, 256 KB and 2000 rows at most; again is harmless."""
    from chalicelib import wiring
    from chalicelib.domain import course_import

    sent, records = raw_body(), wiring.records()
    known = {code: one for one in records.courses() for code in (one.code, *one.aliases)}
    today = wiring.today()
    told = course_import.parse(sent, known.get, today)
    save, differences = lambda: records.save_courses(told.saves), course_import.differences
    return applied(told, save, lambda one: one.code, differences)


@uploads.route("/api/courses/export", methods=["GET"])
@problems
@may(Role.ADMINISTRATOR)
def export_courses() -> Response:
    """All courses as a CSV file to fill in and send back."""
    from chalicelib import wiring
    from chalicelib.domain import course_import

    today = wiring.today()
    return spreadsheet("courses", course_import.write(wiring.records().courses(), today))


@uploads.route("/api/lecturers/import", methods=["POST"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def import_lecturers() -> Response:
    """Writes the lecturers of a CSV file; the same again is harmless."""
    from chalicelib import wiring
    from chalicelib.domain import lecturer_import

    sent, records = raw_body(), wiring.records()
    told = lecturer_import.parse(sent, records.lecturers(retired=True))
    return applied(told, lambda: records.save_lecturers(
        [one.after for one in told.saves]), lambda one: one.id,
        lecturer_import.differences)  # fmt: skip


@uploads.route("/api/lecturers/export", methods=["GET"])
@problems
@may(Role.ADMINISTRATOR)
def export_lecturers() -> Response:
    """All lecturers as a CSV file to fill in and send back, those who have retired too."""
    from chalicelib import wiring
    from chalicelib.domain import lecturer_import

    found = wiring.records().lecturers(retired=True)
    return spreadsheet("lecturers", lecturer_import.write(found))


def applied(
    told: "Upload[T]", save: Callable[[], None], name: Callable[[T], str],
    differences: Callable[["Saved[T]"], list[str]],
) -> Response:  # fmt: skip
    """The summary, once what is to be written has been written."""
    from chalicelib.handlers import record_view

    dry = query("dry") not in ("", "0")
    good = not told.refused or query("apply") == "good"
    if good and not dry and told.saves:
        save()
    summary = record_view.summary(told, good and not dry, name, differences)
    if good or dry:
        return answer(summary)
    return nothing_applied(len(told.refused), summary)


def nothing_applied(rows: int, summary: Mapping[str, Any]) -> Response:
    """So many rows are not right, so that none was written."""
    return problem(
        422,
        "Nothing was applied",
        f"{rows} {'row is' if rows == 1 else 'rows are'} not right: see `refused`.",
        "Mend these rows and send the file again, or apply only the good rows: ?apply=good.",
        **summary,
    )


def spreadsheet(name: str, text: str) -> Response:
    headers = {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": f'attachment; filename="{name}.csv"',
    }
    return Response(body=text, status_code=200, headers={**SHUT, **headers})
