"""Who gets in where, on the deployed stack: every route, every person, from a table by hand."""

from collections.abc import Callable

import httpx
import pytest

from app import app
from local.people import PEOPLE
from local.product import Product
from local.visitors import Visitor
from tests.e2e.desk_user import DeskUser, an_event, signed

Bearer = Callable[[str], dict[str, str]]
SignedIn = Callable[[str], Visitor]

WHO = ("nobody", "viewer", "digitiser", "approver", "administrator", "student")
# `in` is anything that is neither 401 nor 403: nothing stands at these addresses.
TABLE = {
    #                                          nobody  viewer digitiser approver admin student
    "GET /api/health": "                         in     in     in     in     in     in",
    "GET /api/openapi.json": "                   in     in     in     in     in     in",
    "GET /api/me": "                             401    in     in     in     in     in",
    "GET /api/me/views": "                       401    in     in     in     in     403",
    "PUT /api/me/views": "                       401    in     in     in     in     403",
    "GET /api/dashboard": "                      401    in     in     in     in     403",
    "GET /api/people": "                         401    in     in     in     in     403",
    "GET /api/requests": "                       401    in     in     in     in     403",
    "POST /api/requests": "                      401    403    in     403    403    403",
    "GET /api/starting": "                       401    403    in     403    403    403",
    "GET /api/requests/NONE0000": "              401    in     in     in     in     403",
    "GET /api/requests/NONE0000/accessible": "   401    in     in     in     in     403",
    "GET /api/requests/NONE0000/notes": "        401    in     in     in     in     403",
    "POST /api/requests/NONE0000/actions/note": "401    in     in     in     in     403",
    "POST /api/requests/NONE0000/here": "        401    in     in     in     in     403",
    "POST /api/requests/NONE0000/scans": "       401    403    in     403    403    403",
    "POST /api/requests/NONE0000/scans/s1/files": "401  403    in     403    403    403",
    "GET /api/requests/NONE0000/scans/s1": "     401    in     in     in     in     403",
    "GET /api/requests/NONE0000/scans/s1/pages": "401   in     in     in     in     403",
    "POST /api/requests/NONE0000/delivery": "    401    in     in     in     in     403",
    "POST /api/requests/NONE0000/delivery/f1": " 401    in     in     in     in     403",
    "GET /api/requests/NONE0000/delivery/f1": "  401    in     in     in     in     403",
    "POST /api/requests/NONE0000/evidence": "    401    in     in     in     in     403",
    "POST /api/requests/NONE0000/evidence/e1": " 401    in     in     in     in     403",
    "GET /api/requests/NONE0000/evidence/e1": "  401    in     in     in     in     403",
    "GET /api/requests/NONE0000/decisions": "    401    in     in     in     in     403",
    "GET /api/approvals": "                      401    in     in     in     in     403",
    "GET /api/set-aside/none": "                 401    in     in     in     in     403",
    "POST /api/set-aside/none/actions/dismiss": "401    403    in     403    403    403",
    "GET /api/undelivered": "                    401    in     in     in     in     403",
    "POST /api/undelivered/none/actions/give-up":
        "                                        401    403    in     403    403    403",
    "GET /api/letters": "                        401    in     in     in     in     403",
    "GET /api/letters/publish": "                401    in     in     in     in     403",
    "PUT /api/letters/publish": "                401    403    403    403    in     403",
    "POST /api/letters/publish/preview": "       401    403    403    403    in     403",
    "POST /api/requests/NONE0000/letters/reject/preview":
        "                                        401    in     in     in     in     403",
    "GET /api/suppressed": "                     401    403    403    403    in     403",
    "POST /api/suppressed/none/lift": "          401    403    403    403    in     403",
    "GET /api/connections": "                    401    403    403    403    in     403",
    "POST /api/connections/none/actions/test": " 401    403    403    403    in     403",
    "GET /api/closing": "                        401    in     in     in     in     403",
    "GET /api/cleanup": "                        401    403    403    403    in     403",
    "GET /api/eligibility": "                    401    in     in     in     in     403",
    "GET /api/extent": "                         401    in     in     in     in     in",
    "GET /api/packs": "                          401    in     in     in     in     403",
    "GET /api/rules": "                          401    in     in     in     in     403",
    "PUT /api/rules": "                          401    403    403    403    in     403",
    "GET /api/rules/0": "                        401    in     in     in     in     403",
    "POST /api/rules/dry-run": "                 401    403    403    403    in     403",
    "GET /api/reasons": "                        401    in     in     in     in     403",
    "PUT /api/reasons": "                        401    403    403    403    in     403",
    "GET /api/permissions": "                    401    in     in     in     in     403",
    "GET /api/courses": "                        401    in     in     in     in     403",
    "POST /api/courses": "                       401    403    in     403    403    403",
    "POST /api/courses/import": "                401    403    403    403    in     403",
    "GET /api/courses/export": "                 401    403    403    403    in     403",
    "PUT /api/courses/HIS101": "                 401    403    403    403    in     403",
    "GET /api/courses/HIS101": "                 401    in     in     in     in     403",
    "GET /api/record-forms": "                   401    403    403    403    in     403",
    "GET /api/history/template": "               401    403    403    403    in     403",
    "POST /api/history/import": "                401    403    403    403    in     403",
    "POST /api/history/files": "                 401    403    403    403    in     403",
    "GET /api/lecturers": "                      401    in     in     in     in     403",
    "POST /api/lecturers": "                     401    403    403    403    in     403",
    "POST /api/lecturers/import": "              401    403    403    403    in     403",
    "GET /api/lecturers/export": "               401    403    403    403    in     403",
    "PUT /api/lecturers/nobody": "               401    403    403    403    in     403",
    "GET /api/works": "                          401    in     in     in     in     403",
    "POST /api/works": "                         401    403    in     403    403    403",
    "GET /api/works/none": "                     401    in     in     in     in     403",
    "POST /api/works/lookup": "                  401    403    in     403    403    403",
    "PUT /api/works/none": "                     401    403    in     403    403    403",
    "GET /api/webhooks/leganto": "               in     in     in     in     in     in",
    "POST /api/webhooks/leganto": "              401    401    401    401    401    401",
    "POST /api/webhooks/talis/request": "        401    401    401    401    401    401",
    "GET /dcs/v2/GetCourseContent": "            401    401    401    401    401    401",
    "POST /dcs/v2/SubmitRequest": "              401    401    401    401    401    401",
    "PUT /dcs/v2/AmendCourse": "                 401    401    401    401    401    401",
    "GET /auth/start": "                         in     in     in     in     in     in",
    "GET /auth/callback": "                      401    401    401    401    401    401",
    "POST /auth/out": "                          403    403    403    403    403    403",
    "GET /request": "                            in     in     in     in     in     403",
    "POST /request": "                           401    in     in     in     in     403",
    "GET /request/mine": "                       in     in     in     in     in     403",
    "GET /request/sent/NONE0000": "              in     in     in     in     in     403",
    "GET /l/there-is-no-such-link/accessible": " in     in     in     in     in     in",
    "POST /l/there-is-no-such-link/accessible": "401    in     in     in     in     in",
    "GET /accessible/ask/NONE0000.x": "          in     in     in     in     in     in",
    "POST /accessible/ask/NONE0000.x": "         401    in     in     in     in     in",
    "GET /accessible/copy/NONE0000": "           in     in     in     in     in     in",
    "POST /accessible/copy/NONE0000": "          401    in     in     in     in     in",
    "GET /accessible/mine": "                    in     in     in     in     in     in",
    "GET /l/there-is-no-such-link": "            in     in     in     in     in     in",
    "HEAD /l/there-is-no-such-link": "           in     in     in     in     in     in",
    "POST /l/there-is-no-such-link": "           in     in     in     in     in     in",
}  # fmt: skip
#: Where people come with a browser they are answered with a page, and clients of the DCS as the
#: DCS does: their way in is a password and a key, and no person's token.
PAGES = ("/auth/callback", "/l/", "/dcs/", "/request", "/accessible/")


def admitted(answer: httpx.Response) -> str:
    refused = answer.status_code in (401, 403)
    return str(answer.status_code) if refused else "in"


def is_problem(answer: httpx.Response) -> bool:
    """RFC 9457, and what to do instead."""
    said = answer.headers["content-type"].startswith("application/problem+json")
    return said and bool(answer.json()["title"]) and bool(answer.json()["instead"])


@pytest.fixture(scope="module")
def tokens(product: Product, bearer: Bearer) -> dict[str, dict[str, str]]:
    return {who: bearer(who) if who in PEOPLE else {} for who in WHO}


@pytest.fixture
def signed_in(product: Product) -> SignedIn:
    """A browser in which that person has signed in."""

    def sign_in(person: str) -> Visitor:
        visitor = Visitor(product.url)
        visitor.sign_in(person, visitor.open("/auth/start"))
        return visitor

    return sign_in


def knock(product: Product, door: str, headers: dict[str, str]) -> httpx.Response:
    method, path = door.split()
    return httpx.request(method, f"{product.url}{path}", headers=headers, timeout=60)


def test_the_table_has_every_route_there_is():
    routes = {(method, path) for path, methods in app.routes.items() for method in methods}

    def leads(door: str, method: str, path: str) -> bool:
        here, there = door.split()[1].split("/"), path.split("/")
        fits = [one == two or two.startswith("{") for one, two in zip(here, there, strict=False)]
        return door.split()[0] == method and len(here) == len(there) and all(fits)

    missing = {one for one in routes if not any(leads(door, *one) for door in TABLE)}
    assert missing == set()


@pytest.mark.parametrize("door", TABLE)
def test_each_person_gets_in_where_the_table_says(
    door: str, product: Product, tokens: dict[str, dict[str, str]]
):
    answers = [knock(product, door, tokens[who]) for who in WHO]

    assert [admitted(answer) for answer in answers] == TABLE[door].split()
    assert all(answer.status_code < 500 for answer in answers)
    refused = [answer for answer in answers if admitted(answer) != "in"]
    if not door.split()[1].startswith(PAGES):
        assert all(map(is_problem, refused))


@pytest.mark.parametrize("person", ["digitiser", "student"])
def test_a_cookie_opens_the_same_doors_as_a_token(signed_in: SignedIn, person: str):
    visitor = signed_in(person)
    doors = [door for door in TABLE if "/api/" in door and "webhooks" not in door]

    column = WHO.index(person)
    answers = {door: visitor.api(*door.split()) for door in doors}

    wanted = {door: TABLE[door].split()[column] for door in doors}
    assert {door: admitted(answer) for door, answer in answers.items()} == wanted


def test_a_cookie_from_another_page_changes_nothing(product: Product, signed_in: SignedIn):
    visitor = signed_in("digitiser")

    answers = [
        visitor.api("POST", "/api/works", {"title": "Forged"}, **headers)
        for headers in (
            {"Origin": "https://elsewhere.example"},
            {"Origin": "null"},
            {"Origin": product.url + ".elsewhere.example"},
            {"X-Scandesk": ""},
        )
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert all(map(is_problem, answers))


def test_an_action_takes_the_role_that_the_lifecycle_says(product: Product, bearer: Bearer):
    body = an_event("Who may assign")
    address = f"{product.url}/api/webhooks/leganto"
    request_id = httpx.post(address, content=body, headers=signed(body)).json()["request"]

    for person, status in (("viewer", 403), ("approver", 403), ("digitiser", 200)):
        user = DeskUser(product, bearer(person))
        with user.web:
            assert (person, user.act(request_id, "assign").status_code) == (person, status)


GATEWAYS = {
    "GET /api/nothing-here": 404,
    "DELETE /api/health": 404,
    "PATCH /api/requests": 404,
    "PUT /l/there-is-no-such-link": 404,
}


@pytest.mark.parametrize("door", GATEWAYS)
def test_what_the_gateway_refuses_is_a_problem_too(product: Product, door: str):
    answer = knock(product, door, {})

    assert (answer.status_code, is_problem(answer)) == (GATEWAYS[door], True)


@pytest.mark.parametrize("path", ["/api/webhooks/leganto", "/api/works"])
def test_what_is_too_large_is_refused_as_such(product: Product, bearer: Bearer, path: str):
    body = b'{"title": "' + b"x" * 256 * 1024 + b'"}'

    headers = bearer("digitiser") | signed(body)
    answer = httpx.post(f"{product.url}{path}", content=body, headers=headers, timeout=60)

    assert (answer.status_code, is_problem(answer)) == (413, True)
