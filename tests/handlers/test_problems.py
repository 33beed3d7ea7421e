"""Whatever goes wrong is answered as problem details, and tells nobody's secrets."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from chalice.app import BadRequestError, Chalice, Response
from pydantic import BaseModel

from chalicelib.domain import errors
from chalicelib.domain.errors import DeskError
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may
from chalicelib.handlers.problems import STATUS, problem, problems, what_chalice_refuses
from tests.handlers.doors import Reply, knock, reply_of


class Form(BaseModel):
    pages: int
    title: str


def a_desk_that_raises(error: Exception) -> Chalice:
    app = Chalice("desk", configure_logs=False, env={})
    what_chalice_refuses(app)

    @app.route("/api/door/{token}", methods=["GET"], content_types=ANY)
    @problems
    @may(Role.ANYONE)
    def door(token: str) -> Response:
        raise error

    return app


def refused_with(error: Exception) -> Reply:
    app = a_desk_that_raises(error)
    params = {"token": "secret-token"}
    return knock(app, "GET", "/api/door/secret-token", route="/api/door/{token}", params=params)


def every_kind(kind: type[DeskError] = DeskError) -> Iterator[type[DeskError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from every_kind(narrower)


def test_every_error_of_the_desk_has_a_status() -> None:
    ours = {kind for kind in every_kind() if kind.__module__ == errors.__name__}

    assert set(STATUS) == ours


@pytest.mark.parametrize("kind", list(STATUS))
def test_every_error_says_what_is_wrong_and_what_to_do_instead(kind: type[DeskError]) -> None:
    reply = refused_with(kind("It is so."))

    assert reply.status == reply.json["status"] == STATUS[kind]
    assert reply.headers["content-type"] == "application/problem+json"
    assert (reply.json["title"], reply.json["detail"]) == (kind.title, "It is so.")
    assert reply.json["instead"] == kind.advice


def test_the_type_of_a_problem_is_the_name_of_the_error() -> None:
    reply = refused_with(errors.ChangedMeanwhile("Ada was first."))

    assert reply.json["type"] == "/problems/changed-meanwhile"


def test_the_facts_of_an_error_stand_beside_its_words_and_never_in_their_place() -> None:
    reply = refused_with(errors.Refused("No.", version=7, changed=["a"], status="new", kind="x"))

    assert (reply.json["version"], reply.json["changed"]) == (7, ["a"])
    assert (reply.json["status"], reply.json["type"]) == (409, "/problems/refused")


def test_an_error_that_another_part_narrows_keeps_the_status_of_its_kind() -> None:
    class NoSuchShelf(errors.Unknown):
        pass

    reply = refused_with(NoSuchShelf("There is no shelf 9."))

    assert (reply.status, reply.json["type"]) == (404, "/problems/no-such-shelf")


def test_a_form_that_does_not_fit_names_its_fields_and_never_repeats_what_was_said() -> None:
    def fill() -> None:
        Form.model_validate({"pages": "Sofia Student"})

    with pytest.raises(ValueError, match="pages") as caught:
        fill()
    reply = refused_with(caught.value)

    assert reply.status == 422
    assert [field["field"] for field in reply.json["fields"]] == ["pages", "title"]
    assert "Sofia" not in reply.text


def test_an_error_of_chalice_is_told_in_the_same_shape() -> None:
    reply = refused_with(BadRequestError("No such thing"))

    assert (reply.status, reply.json["title"]) == (400, "Bad Request")
    assert reply.json["detail"] == "No such thing"


def test_what_nobody_foresaw_gives_a_reference_and_nothing_else() -> None:
    reply = refused_with(KeyError("sofia@university.example"))

    assert (reply.status, reply.json["reference"]) == (500, "request-17")
    assert "sofia" not in reply.text
    assert "KeyError" not in reply.text


def test_what_nobody_foresaw_is_logged_once_by_its_type_and_place(
    capfd: pytest.CaptureFixture[str],
) -> None:
    refused_with(KeyError("sofia@university.example"))

    (said,) = mistakes(capfd)
    place = said.pop("at")
    assert said == {
        "level": "error",
        "what": "unforeseen",
        "error": "KeyError",
        "request": "request-17",
    }
    assert place.startswith("chalicelib/handlers/http.py:")


def mistakes(capfd: pytest.CaptureFixture[str]) -> list[Any]:
    """What was logged beside the line that each request leaves."""
    lines = [json.loads(line) for line in "".join(capfd.readouterr()).splitlines()]
    return [one for one in lines if one["what"] != "answered"]


def test_a_refusal_is_not_logged_as_a_mistake(capfd: pytest.CaptureFixture[str]) -> None:
    refused_with(errors.NotAllowed("No."))

    assert mistakes(capfd) == []


def test_a_problem_can_be_told_without_an_error() -> None:
    response = problem(410, "Gone for good", "It was withdrawn.", "Ask the library.", since="2026")

    said = reply_of(response.to_dict()).json
    assert said == {
        "type": "/problems/gone-for-good",
        "title": "Gone for good",
        "status": 410,
        "detail": "It was withdrawn.",
        "instead": "Ask the library.",
        "since": "2026",
    }


def test_nobody_signed_in_is_told_how_to_come_in() -> None:
    reply = refused_with(errors.NotSignedIn("Nobody is signed in."))

    assert reply.headers["www-authenticate"] == "Bearer"


def test_busy_says_when_to_come_again() -> None:
    reply = refused_with(errors.Busy("Too much at once."))

    assert reply.headers["retry-after"] == "5"


def test_a_method_that_a_door_does_not_have_is_a_problem_that_names_those_it_has() -> None:
    app = a_desk_that_raises(ValueError())

    reply = knock(app, "PATCH", "/api/door/x", route="/api/door/{token}")

    assert (reply.status, reply.headers["allow"]) == (405, "GET")
    assert reply.json["type"] == "/problems/method-not-allowed"
    assert reply.headers["content-type"] == "application/problem+json"


def test_a_route_that_does_not_exist_is_a_problem() -> None:
    reply = knock(a_desk_that_raises(ValueError()), "GET", "/api/nowhere")

    assert reply.headers["content-type"] == "application/problem+json"


def test_an_event_that_is_no_request_is_a_problem_and_no_crash() -> None:
    reply = reply_of(a_desk_that_raises(ValueError())({"a": "stray event"}, None))

    assert reply.status == 500
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "a/b; charset=x", ""])
def test_no_door_refuses_by_content_type(content_type: str) -> None:
    app = Chalice("desk", configure_logs=False, env={})
    what_chalice_refuses(app)

    @app.route("/api/door", methods=["POST"], content_types=ANY)
    @problems
    @may(Role.ANYONE)
    def door() -> Response:
        return answer({"in": True})

    reply = knock(app, "POST", "/api/door", headers={"Content-Type": content_type}, body=b"x")

    assert reply.status == 200


def test_problems_keeps_the_role_of_the_door_for_all_to_see() -> None:
    @problems
    @may(Role.APPROVER)
    def door() -> Any:
        raise AssertionError

    assert door.role is Role.APPROVER  # type: ignore[attr-defined]  # a mark on a function
