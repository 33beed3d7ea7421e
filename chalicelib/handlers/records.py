"""The library's own records: courses with their runs, lecturers, works; and the desk's health."""

from chalice.app import Blueprint, Response

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
    return answer({"people": [{"id": one.id, "name": one.name} for one in found]})


@records.route("/api/courses", methods=["GET"])
@problems
@may(Role.VIEWER)
def courses() -> Response:
    """At most fifty courses that have all these words."""
    from chalicelib import wiring
    from chalicelib.handlers import view

    return answer({"courses": [view.course(one) for one in wiring.records().courses(query("q"))]})


@records.route("/api/courses/{code}", methods=["PUT"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def put_course(code: str) -> Response:
    """Writes a course with its runs; requests keep the run as it was when they were matched."""
    from chalicelib import wiring
    from chalicelib.domain import record_forms
    from chalicelib.handlers import view

    course = record_forms.course(code, said())
    wiring.records().save_course(course)
    return answer(view.course(course))


@records.route("/api/lecturers", methods=["GET"])
@problems
@may(Role.VIEWER)
def lecturers() -> Response:
    """At most fifty lecturers that have all these words."""
    from chalicelib import wiring

    return answer({"lecturers": wiring.records().lecturers(query("q"))})


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


@records.route("/api/works", methods=["GET"])
@problems
@may(Role.VIEWER)
def works() -> Response:
    """Works under an ISBN or ISSN, or with all these words in the title."""
    from chalicelib import wiring
    from chalicelib.handlers import view

    found = wiring.records().works(query("isn"), query("title"))
    return answer({"works": [view.work(one) for one in found]})


@records.route("/api/works", methods=["POST"], content_types=ANY)
@problems
@may(Role.DIGITISER)
def post_work() -> Response:
    """Adds a title record; the same record sent again is the same work."""
    from chalicelib import wiring
    from chalicelib.domain import record_forms
    from chalicelib.handlers import view

    work = record_forms.work(said())
    wiring.records().save_work(work)
    return answer(view.work(work), 201)
