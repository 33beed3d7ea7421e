"""Who gets in where: by session cookie or Bearer token, with which role, from which page."""

from datetime import timedelta

import pytest
from chalice.app import Chalice, Response

from chalicelib import wiring
from chalicelib.domain.people import Person, Role
from chalicelib.handlers.http import ANY, SESSION, answer, may, whoever
from chalicelib.handlers.problems import problems, what_chalice_refuses
from tests.handlers.conftest import HOME, SignIn
from tests.handlers.doors import knock

STAFF_PAGE = {"Origin": HOME, "X-Scandesk": "1"}


@pytest.fixture
def app(sign_in: SignIn) -> Chalice:
    app = Chalice("desk", configure_logs=False, env={})
    what_chalice_refuses(app)

    def door() -> Response:
        return answer({"who": whoever().id})

    for role in (Role.VIEWER, Role.DIGITISER, Role.READER):
        guarded = problems(may(role)(door))
        app.route(f"/api/{role}", methods=["GET", "POST"], content_types=ANY)(guarded)

    @app.route("/open", methods=["GET", "POST"], content_types=ANY)
    @problems
    @may(Role.ANYONE)
    def open_door() -> Response:
        return answer({"in": True})

    app.route("/l/abc", methods=["POST"], content_types=ANY)(problems(may(Role.READER)(door)))
    return app


def a_session(*roles: Role, ago: timedelta = timedelta(0)) -> dict[str, str]:
    """The Cookie header of somebody with these roles."""
    person = Person("u-17", "Dan", "dan@university.example", frozenset(roles))
    value = wiring.sessions().open(person, wiring.clock() - ago)
    return {"Cookie": f"other=1; {SESSION}={value}"}


def test_the_right_role_gets_in(app: Chalice) -> None:
    reply = knock(app, "GET", "/api/digitiser", headers=a_session(Role.DIGITISER))

    assert (reply.status, reply.json) == (200, {"who": "u-17"})


def test_any_member_of_staff_may_view(app: Chalice) -> None:
    reply = knock(app, "GET", "/api/viewer", headers=a_session(Role.APPROVER))

    assert reply.status == 200


@pytest.mark.parametrize("roles", [[], [Role.VIEWER], [Role.READER], [Role.ADMINISTRATOR]])
def test_another_role_does_not_and_is_told_which_one_it_takes(
    app: Chalice, roles: list[Role]
) -> None:
    reply = knock(app, "GET", "/api/digitiser", headers=a_session(*roles))

    assert (reply.status, reply.json["role"]) == (403, "digitiser")
    assert reply.json["type"] == "/problems/not-allowed"


@pytest.mark.parametrize(
    "cookie", ["", SESSION, f"{SESSION}=", f"{SESSION}=invented", "scandesk=x"]
)
def test_nobody_gets_in_nowhere(app: Chalice, cookie: str) -> None:
    reply = knock(app, "GET", "/api/viewer", headers={"Cookie": cookie})

    assert (reply.status, reply.json["type"]) == (401, "/problems/not-signed-in")


def test_a_session_that_has_ended_is_nobody(app: Chalice) -> None:
    old = a_session(Role.VIEWER, ago=timedelta(hours=10))

    assert knock(app, "GET", "/api/viewer", headers=old).status == 401


def test_at_an_open_door_nobody_is_asked(app: Chalice) -> None:
    reply = knock(app, "POST", "/open", headers={"Authorization": "Bearer rubbish"})

    assert reply.status == 200


def test_a_page_of_ours_may_do_something(app: Chalice) -> None:
    headers = a_session(Role.DIGITISER) | STAFF_PAGE

    assert knock(app, "POST", "/api/digitiser", headers=headers).status == 200


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"X-Scandesk": "1"},
        {"Origin": HOME},
        {"Origin": "null", "X-Scandesk": "1"},
        {"Origin": "http://desk.university.example", "X-Scandesk": "1"},
        {"Origin": f"{HOME}.elsewhere.example", "X-Scandesk": "1"},
        {"Origin": HOME, "X-Scandesk": "0"},
    ],
)
def test_with_our_cookie_and_from_another_page_nothing_is_done(
    app: Chalice, sent: dict[str, str]
) -> None:
    reply = knock(app, "POST", "/api/digitiser", headers=a_session(Role.DIGITISER) | sent)

    assert (reply.status, reply.json["type"]) == (403, "/problems/not-allowed")


def test_a_form_on_a_readers_page_needs_our_origin_and_no_header(app: Chalice) -> None:
    reader = a_session(Role.READER)

    ours = knock(app, "POST", "/l/abc", headers=reader | {"Origin": HOME})
    theirs = knock(app, "POST", "/l/abc", headers=reader | {"Origin": "https://elsewhere.example"})

    assert (ours.status, theirs.status) == (200, 403)


def test_a_script_comes_with_a_token_and_needs_neither_origin_nor_header(
    app: Chalice, sign_in: SignIn
) -> None:
    bearer = {"authorization": f"Bearer {sign_in.token()}"}

    assert knock(app, "POST", "/api/digitiser", headers=bearer).json == {"who": "u-17"}


def test_the_scheme_of_a_token_is_read_in_any_case(app: Chalice, sign_in: SignIn) -> None:
    bearer = {"Authorization": f"bearer {sign_in.token()}"}

    assert knock(app, "GET", "/api/digitiser", headers=bearer).status == 200


@pytest.mark.parametrize("token", ["", "rubbish", "a.b.c"])
def test_a_bad_token_is_refused_even_beside_a_good_cookie(app: Chalice, token: str) -> None:
    headers = a_session(Role.VIEWER) | {"Authorization": f"Bearer {token}"}

    reply = knock(app, "GET", "/api/viewer", headers=headers)

    assert (reply.status, reply.json["type"]) == (401, "/problems/not-trusted")


def test_a_token_that_has_ended_is_refused(app: Chalice, sign_in: SignIn) -> None:
    bearer = {"Authorization": f"Bearer {sign_in.token(exp=1)}"}

    assert knock(app, "GET", "/api/viewer", headers=bearer).status == 401


def test_a_token_gives_the_roles_of_its_groups_only(app: Chalice, sign_in: SignIn) -> None:
    bearer = {"Authorization": f"Bearer {sign_in.token(groups=['elsewhere'])}"}

    assert knock(app, "GET", "/api/viewer", headers=bearer).status == 403


def test_a_role_stands_on_every_door_for_all_to_see(app: Chalice) -> None:
    roles = {
        route: {getattr(entry.view_function, "role", None) for entry in methods.values()}
        for route, methods in app.routes.items()
    }

    assert roles["/api/digitiser"] == {Role.DIGITISER}
    assert roles["/open"] == {Role.ANYONE}
