"""The library's own records: courses with their runs, lecturers; and the desk's health."""

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Refused, Unknown
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
    found = wiring.records().courses_found(query("q"), paging.MOST + 1, "".join(behind[:1]))
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

    today = wiring.today()
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


@records.route("/api/courses/{code}", methods=["GET"])
@problems
@may(Role.VIEWER)
def course(code: str) -> Response:
    """One course, by its code or by one that it had."""
    from chalicelib import wiring
    from chalicelib.handlers import record_view

    found = wiring.records().course(code)
    if found is None:
        raise Unknown(
            f"There is no course {code[:100]}.", instead="Look it up in the list of courses."
        )
    return answer(record_view.course(found))


@records.route("/api/courses/{code}", methods=["PUT"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def put_course(code: str) -> Response:
    """Writes a course with its runs, under a new code where one is said.

    Requests keep the run as it was when they were matched, and are found by the new code too. Where
    `seen` is said and another one stands by now, nothing is written.
    """
    from chalicelib import wiring
    from chalicelib.domain import record_forms
    from chalicelib.handlers import record_view

    told, kept = said(), wiring.records()
    course, new = record_forms.course(code, told), str(told.get("code") or "").strip()
    stands = kept.course(course.code)
    record_forms.not_overtaken(told, stands)
    if new:
        course = record_forms.renamed(course, stands, new, kept.course(new))
    record_forms.not_deleted(stands, course)
    kept.save_course(course, was=stands if new and stands and stands.code != course.code else None)
    return answer(record_view.course(course))


@records.route("/api/record-forms", methods=["GET"])
@problems
@may(Role.ADMINISTRATOR)
def forms() -> Response:
    """The forms in which courses and lecturers are written."""
    from chalicelib.domain import record_forms

    return answer(record_forms.forms())


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


@records.route("/api/lecturers", methods=["POST"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def post_lecturer() -> Response:
    """Adds a lecturer, known by the e-mail address; the same again is harmless."""
    from chalicelib import wiring
    from chalicelib.domain import record_forms
    from chalicelib.handlers import record_view

    lecturer = record_forms.new_lecturer(said())
    stands = wiring.records().lecturer(lecturer.id)
    if stands is None:
        wiring.records().save_lecturer(lecturer)
    elif stands != lecturer:
        raise Refused(
            f"{lecturer.id} is {stands.name} already.", instead="Find that lecturer and edit it."
        )
    return answer(record_view.lecturer(lecturer), 201)


@records.route("/api/lecturers/{lecturer_id}", methods=["PUT"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def put_lecturer(lecturer_id: str) -> Response:
    """Writes a lecturer: a record of the library's, not a login."""
    from chalicelib import wiring
    from chalicelib.domain import record_forms
    from chalicelib.handlers import record_view

    told = said()
    lecturer = record_forms.lecturer(lecturer_id, told)
    record_forms.not_overtaken(told, wiring.records().lecturer(lecturer.id))
    wiring.records().save_lecturer(lecturer)
    return answer(record_view.lecturer(lecturer))
