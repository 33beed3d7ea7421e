"""The library's own records: courses with their runs, lecturers; and the desk's health."""

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Refused
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may, query, said
from chalicelib.handlers.problems import problems

records = Blueprint(__name__)
VERSION = "0.1.0"


@records.route("/api/health", methods=["GET"])
@problems
@may(Role.ANYONE)
def health() -> Response:
    """The API answers, and its configuration could be read."""
    from chalicelib import wiring

    wiring.settings()
    return answer({"ok": True, "version": VERSION})


@records.route("/api/openapi.json", methods=["GET"])
@problems
@may(Role.ANYONE)
def openapi() -> Response:
    """The API in OpenAPI 3.1, drawn from the routes and the shapes of their answers."""
    from chalicelib.handlers import openapi as drawing

    return answer(drawing.document())


@records.route("/api/people", methods=["GET"])
@problems
@may(Role.VIEWER)
def people() -> Response:
    """The desk's staff, as far as they have signed in; readers are not listed."""
    from chalicelib import wiring

    asked = query("q").casefold()
    found = [
        one for one in wiring.staff().everybody() if asked in f"{one.id} {one.name}".casefold()
    ]
    shown = [{"id": one.id, "name": one.name, "roles": sorted(one.roles)} for one in found]
    return answer({"people": shown})


@records.route("/api/courses", methods=["GET"])
@problems
@may(Role.VIEWER)
def courses() -> Response:
    """Courses that have all these words, by code, fifty a page."""
    from chalicelib import wiring
    from chalicelib.domain import paging
    from chalicelib.handlers import record_view

    behind = paging.opened(query("cursor")) if query("cursor") else []
    found = wiring.records().courses(query("q"), "".join(behind[:1]), paging.MOST + 1)
    shown, after = paging.page(found, lambda one: [one.code], query("cursor"), query("limit"))
    return answer({"courses": [record_view.course(one) for one in shown], "next": after})


@records.route("/api/courses", methods=["POST"], content_types=ANY)
@problems
@may(Role.DIGITISER)
def post_course() -> Response:
    """Adds a course with its one run, for a request whose code nobody has set up yet."""
    from chalicelib import wiring
    from chalicelib.domain import record_forms
    from chalicelib.handlers import record_view

    today = wiring.clock().astimezone(wiring.settings().zone).date()
    course = record_forms.new_course(said(), today)
    stands = wiring.records().course(course.code)
    if stands is None:
        wiring.records().save_course(course)
    elif stands != course:
        raise Refused(
            f"{course.code} is {stands.code} {stands.name} already.",
            instead="Choose that course; an administrator can add a run to it.",
        )
    return answer(record_view.course(course), 201)


@records.route("/api/courses/{code}", methods=["PUT"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def put_course(code: str) -> Response:
    """Writes a course with its runs; requests keep the run as it was when they were matched."""
    from chalicelib import wiring
    from chalicelib.domain import record_forms
    from chalicelib.handlers import record_view

    course = record_forms.course(code, said())
    wiring.records().save_course(course)
    return answer(record_view.course(course))


@records.route("/api/lecturers", methods=["GET"])
@problems
@may(Role.VIEWER)
def lecturers() -> Response:
    """Lecturers that have all these words, by name, fifty a page; `retired=1` adds the retired."""
    from chalicelib import wiring
    from chalicelib.domain import paging
    from chalicelib.domain.search import fold
    from chalicelib.handlers import record_view

    found = wiring.records().lecturers(query("q"), retired=query("retired") not in ("", "0"))
    shown, after = paging.page(
        found, lambda one: [fold(one.name), one.id], query("cursor"), query("limit")
    )
    return answer({"lecturers": [record_view.lecturer(one) for one in shown], "next": after})


@records.route("/api/lecturers/{lecturer_id}", methods=["PUT"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def put_lecturer(lecturer_id: str) -> Response:
    """Writes a lecturer: a record of the library's, not a login."""
    from chalicelib import wiring
    from chalicelib.domain import record_forms

    lecturer = record_forms.lecturer(lecturer_id, said())
    wiring.records().save_lecturer(lecturer)
    return answer(lecturer)
