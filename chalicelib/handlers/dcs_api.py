"""The API of CLA's Digital Content Store, as its clients know it, served by this desk.

They submit, and poll for what became of it: nothing is pushed. They sign in with HTTP Basic and a
subscription key; arguments stand in the query string on every method. Which names those have, and
what is shown, is the business of the client's own file in rlms/.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.domain.calls import Delivery
from chalicelib.domain.errors import NotAllowed, NotTrusted, NotUnderstood, Unknown
from chalicelib.domain.people import Role
from chalicelib.handlers import http
from chalicelib.handlers.http import ANY, answer, may
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from datetime import date

    from chalicelib.domain.courses import Course
    from chalicelib.domain.request import Request

dcs_api = Blueprint(__name__)
USERS = "dcs/users"
VERSIONS = {"v1": 1, "v2": 2, "v3": 3}
ASK_FOR_PASSWORD = {"www-authenticate": 'Basic realm="DCS API", charset="UTF-8"'}


@dataclass(frozen=True, slots=True)
class Call:
    """One call, its caller known."""

    version: int
    client: Any
    sent: Any
    delivery: Delivery

    @property
    def today(self) -> "date":
        from chalicelib import wiring

        return wiring.today()


def in_their_words(route: Callable[..., Response]) -> Callable[..., Response]:
    """A refusal as the DCS words it, instead of as a problem."""

    @wraps(route)
    def answered(*args: Any, **kwargs: Any) -> Response:
        response = route(*args, **kwargs)
        if response.headers.get("content-type") != "application/problem+json":
            return response
        problem = json.loads(response.body)
        body = {
            "status": problem["title"],
            "status-code": problem["status"],
            "status-message": f"{problem['detail']} {problem['instead']}",
        }
        headers = {k: v for k, v in response.headers.items() if k == "retry-after"}
        headers |= ASK_FOR_PASSWORD if problem["status"] == 401 else {}
        return answer(body, problem["status"], headers)

    return answered


@dcs_api.route("/dcs/{version}/{method}", methods=["GET", "POST", "PUT"], content_types=ANY)
@in_their_words
@problems
@may(Role.ANYONE)
def call(version: str, method: str) -> Response:
    """Any method of any version; who may call is asked here, by password and key."""
    client, user = caller()
    known = METHODS.get(method.lower())
    number = VERSIONS.get(version.lower(), 0)
    if known is None or number < known.since:
        raise Unknown(f"There is no method {method[:40]} in {version[:10]} of this API.")
    if http.request().method != known.verb:
        return wrong_verb(known.verb)
    delivery = delivered()
    sent = client.arguments(delivery)
    hei = str(sent.number("hei", 1) or sent.needed("hei"))
    if user.hei and hei != user.hei.lstrip("0"):
        raise NotAllowed("This user is not subscribed to this institution.", instead=_HEI)
    return known.answer(Call(number, client, sent, delivery))


_HEI = "Send the institution's own number as hei."


def wrong_verb(verb: str) -> Response:
    from chalicelib.handlers.problems import problem

    return problem(405, "Method Not Allowed", f"This takes {verb}.", "Send it so.")


def caller() -> tuple[Any, Any]:
    """The client's system and its user; once more with fresh secrets before it is refused."""
    from chalicelib import wiring
    from chalicelib.library import api_users

    said = http.header("authorization") or ""
    for fresh in (False, True):
        lines = wiring.secrets().values(USERS, fresh)
        systems = frozenset(one.system for one in api_users.users(lines))
        clients = wiring.dcs_clients(systems)
        keys = {name: http.header(one.key_header) or "" for name, one in clients.items()}
        user = api_users.known(lines, said, keys)
        if user and user.system in clients:
            return clients[user.system], user
    raise NotTrusted("User name, password and subscription key do not fit together.")


def delivered() -> Delivery:
    """What was called with; several of one name are the last one."""
    now = http.request()
    return Delivery(now.method, now.path, dict(now.query_params or {}), {}, b"")


def told(words: str, **facts: object) -> Response:
    """Their envelope around what was asked for."""
    return answer({"status": "Success", "status-code": 200, "status-message": words, **facts})


def submit_request(now: Call) -> Response:
    """Takes a request in; the same content again is the same request, until that has ended."""
    from chalicelib import wiring

    heard = now.client.read(now.delivery)
    outcome = wiring.desk().hear(now.client.name, heard)
    if outcome.outcome == "set-aside":
        raise NotUnderstood(outcome.why)
    words = "The request was made." if outcome.outcome == "received" else "It stands already."
    return told(words, **{"request-id": outcome.number})


def course_content(now: Call) -> Response:
    """The requests of a course; version 1 shows only what is live, version 3 one by its id too."""
    from chalicelib import wiring

    numbers = now.sent.numbers("request") if now.version > 2 else []
    code = now.sent.text("course") if numbers else now.sent.needed("course")
    course = wiring.records().course(code[:100])
    if numbers:
        found = [one for one in map(wiring.content().numbered, numbers) if one]
        if not found:
            raise Unknown("There is no request of this id.")
    else:
        found = wiring.content().of(code[:100], course)
    shown = [now.client.shown(one, link_of(one), now.version) for one in found]
    items = [one for one in shown if now.version > 1 or one["content-URL"]]
    return told(
        f"{len(items)} found.",
        **{
            "total-results": len(items),
            "HEI": now.sent.text("hei"),
            "course-ID": now.client.course_id(course.code if course else code),
            "content-items": items,
        },
    )


def link_of(request: "Request") -> str:
    from chalicelib import wiring

    return f"{wiring.settings().public_url}/l/{request.link.token}" if request.link else ""


def submit_course(now: Call) -> Response:
    """Makes a course, active, with a run of this academic year."""
    from chalicelib import wiring

    standing = wiring.records().course(now.sent.needed("course")[:100])
    course = now.client.submitted(now.sent, standing, now.today)
    if course != standing:
        wiring.records().save_course(course)
        keep_lecturer(course)
    return told("The course is there.", **{"request-id": now.client.course_id(course.code)})


def amend_course(now: Call) -> Response:
    """Changes a course; what is blank stays as it is."""
    from chalicelib import wiring

    code = now.sent.needed("course")[:100]
    standing = wiring.records().course(code)
    if standing is None:
        raise Unknown(f"There is no course {code}.", instead="Make it with SubmitCourse.")
    course = now.client.amended(now.sent, standing, now.today)
    if course != standing:
        renamed = standing if course.code != standing.code else None
        wiring.records().save_course(course, was=renamed)
        keep_lecturer(course)
    return told("The course was amended.", **{"request-id": now.client.course_id(course.code)})


def keep_lecturer(course: "Course") -> None:
    """Who leads a course can be given to its requests; a record that stands is left alone."""
    from chalicelib import wiring

    if course.lecturer and wiring.records().lecturer(course.lecturer.id) is None:
        wiring.records().save_lecturer(course.lecturer)


def all_courses(now: Call) -> Response:
    """Every course there is, whatever its status."""
    from chalicelib import wiring

    shown = [now.client.course_shown(one) for one in wiring.records().courses()]
    hei = now.sent.text("hei")
    return told(
        f"{len(shown)} found.", **{"total-results": len(shown), "HEI": hei, "courses": shown}
    )


@dataclass(frozen=True, slots=True)
class Method:
    """How a method is called, from which version on, and who answers it."""

    verb: str
    since: int
    answer: Callable[[Call], Response]


#: Courses came with version 3; version 2 has them too, because its clients ask for them.
METHODS: Mapping[str, Method] = {
    "submitrequest": Method("POST", 2, submit_request),
    "getcoursecontent": Method("GET", 1, course_content),
    "submitcourse": Method("POST", 2, submit_course),
    "amendcourse": Method("PUT", 2, amend_course),
    "getcourses": Method("GET", 2, all_courses),
}
