"""Courses and lecturers as records, through the whole of Chalice."""

import json
from typing import Any

import pytest

from app import app
from chalicelib import wiring
from chalicelib.domain.people import Role
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import signed_in


@pytest.fixture(autouse=True)
def desk(sign_in: SignIn) -> SignIn:
    return sign_in


def ask(method: str, path: str, said: Any = None, **params: str) -> Reply:
    headers = signed_in(Role.ADMINISTRATOR) | {"X-Scandesk": "1"}
    route = path
    for name, value in params.items():
        route = route.replace(value, f"{{{name}}}")
    body = None if said is None else json.dumps(said).encode()
    return knock(app, method, path, route=route, params=params, headers=headers, body=body)


def put(code: str, /, **said: Any) -> Reply:
    path = f"/api/courses/{code}"
    return ask("PUT", path, {"name": "The sea", **said}, code=code)


def test_a_course_is_renamed_and_found_by_the_code_that_it_had() -> None:
    put("HIS7", aliases=["SEA"])

    renamed = put("HIS7", code="his8", name="The coast", aliases=["SEA"])
    found = ask("GET", "/api/courses/HIS7", code="HIS7")

    assert (renamed.json["code"], renamed.json["name"]) == ("HIS8", "The coast")
    assert (found.json["code"], found.json["aliases"]) == ("HIS8", ["SEA", "HIS7"])
    assert [one.code for one in wiring.records().courses()] == ["HIS8"]


def test_a_course_that_is_renamed_back_has_its_own_code_only_once() -> None:
    put("HIS7")
    put("HIS7", code="HIS8")

    again = put("HIS8", code="HIS7", aliases=["HIS7"])

    assert (again.json["code"], again.json["aliases"]) == ("HIS7", ["HIS8"])


def test_a_course_that_is_renamed_by_an_old_code_stays_found_by_the_present_one() -> None:
    put("HIS7")
    put("HIS7", code="HIS8")

    put("HIS7", code="HIS9", aliases=["HIS7"])

    assert {ask("GET", f"/api/courses/{code}", code=code).json["code"]
            for code in ("HIS7", "HIS8", "HIS9")} == {"HIS9"}  # fmt: skip


def test_a_course_is_not_given_the_code_of_another_one() -> None:
    put("HIS7")
    put("POL2", name="The commons")

    refused = put("HIS7", code="POL2")

    assert refused.status == 400
    assert refused.json["fields"] == [
        {"field": "code", "words": "POL2 is a code of POL2 The commons."}
    ]


def test_a_course_that_is_not_there_cannot_be_renamed() -> None:
    refused = put("HIS7", code="HIS8")

    assert refused.json["fields"][0]["words"] == "There is no course HIS7 to be called HIS8."


def test_a_course_that_is_not_there_is_said_in_words() -> None:
    refused = ask("GET", "/api/courses/HIS7", code="HIS7")

    assert (refused.status, refused.json["detail"]) == (404, "There is no course HIS7.")


def test_a_lecturer_is_added_under_the_address_once() -> None:
    said = {"name": "Leila Haddad", "email": "L.Haddad@uni.example"}

    added, again = ask("POST", "/api/lecturers", said), ask("POST", "/api/lecturers", said)
    other = ask("POST", "/api/lecturers", said | {"name": "Somebody else"})

    assert (added.status, added.json["id"]) == (201, "l.haddad@uni.example")
    assert again.status == 201
    assert (other.status, other.json["detail"]) == (
        409, "l.haddad@uni.example is Leila Haddad already."
    )  # fmt: skip


def test_the_forms_of_records_name_every_field_in_words() -> None:
    forms = ask("GET", "/api/record-forms").json

    assert forms["course"]["properties"]["code"]["title"] == "Course code"
    assert forms["lecturer"]["required"] == ["name"]


def test_who_saw_an_older_course_writes_nothing_over_a_newer_one() -> None:
    seen = put("HIS7").json["seen"]
    put("HIS7", name="The coast", seen=seen)

    late = put("HIS7", name="The shore", seen=seen)

    assert late.status == 409
    assert "open it again" in late.json["instead"]
    assert ask("GET", "/api/courses/HIS7", code="HIS7").json["name"] == "The coast"


def test_who_saw_an_older_lecturer_writes_nothing_over_a_newer_one() -> None:
    path = "/api/lecturers/jo@university.example"
    seen = ask("POST", "/api/lecturers", {"name": "Jo", "email": "jo@university.example"}).json[
        "seen"
    ]

    first, late = (
        ask("PUT", path, {"name": name, "seen": seen}, lecturer_id="jo@university.example")
        for name in ("Jo Lind", "Jo Lindqvist")
    )

    assert (first.status, late.status) == (200, 409)


def test_a_deleted_course_is_not_brought_back_by_its_form_either() -> None:
    put("HIS7", status="deleted")

    refused = put("HIS7", status="active")

    assert refused.json["fields"] == [
        {"field": "status", "words": "HIS7 is deleted, and that is for good"}
    ]
