"""Tables of courses and lecturers, through the whole of Chalice."""

from typing import Any

import pytest

from app import app
from chalicelib import wiring
from chalicelib.domain.people import Role
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import signed_in

GOOD = b"CourseCode,CourseName,NumberOfStudents\nHIS7,The sea,64\nPOL2,The commons,38\n"
BAD = GOOD + b"X1,,\n"


@pytest.fixture(autouse=True)
def desk(sign_in: SignIn) -> SignIn:
    return sign_in


def knock_as(role: Role, method: str, path: str, body: Any = None, **params: str) -> Reply:
    headers = signed_in(role) | {"X-Scandesk": "1"}
    route = path.split("?")[0]
    for name, value in params.items():
        route = route.replace(value, f"{{{name}}}")
    return knock(app, method, path, route=route, params=params, headers=headers, body=body)


def send(query: str, body: bytes) -> Reply:
    return knock_as(Role.ADMINISTRATOR, "POST", f"/api/courses/import{query}", body)


def codes() -> list[str]:
    return [one.code for one in wiring.records().courses()]


def test_a_table_of_courses_is_applied_and_summed_up() -> None:
    reply = send("", GOOD)

    assert (reply.status, reply.json["applied"]) == (200, True)
    assert reply.json["created"] == ["HIS7", "POL2"] == codes()


def test_the_same_table_again_changes_nothing() -> None:
    send("", GOOD)

    reply = send("", GOOD)

    assert (reply.json["unchanged"], reply.json["changed"], reply.json["created"]) == (2, [], [])


def test_nothing_is_applied_where_one_row_is_not_right() -> None:
    reply = send("", BAD)

    assert (reply.status, reply.headers["content-type"]) == (422, "application/problem+json")
    assert [one["row"] for one in reply.json["refused"]] == [4]
    assert codes() == []


def test_the_good_rows_are_applied_where_that_is_asked() -> None:
    reply = send("?apply=good", BAD)

    assert (reply.status, reply.json["applied"], len(reply.json["refused"])) == (200, True, 1)
    assert codes() == ["HIS7", "POL2"]


@pytest.mark.parametrize("body", [GOOD, BAD])
def test_a_dry_run_only_tells(body: bytes) -> None:
    reply = send("?dry=1&apply=good", body)

    assert (reply.status, reply.json["applied"]) == (200, False)
    assert (reply.json["created"], codes()) == (["HIS7", "POL2"], [])


def test_only_administrators_upload() -> None:
    reply = knock_as(Role.DIGITISER, "POST", "/api/courses/import", GOOD)

    assert (reply.status, codes()) == (403, [])


def test_what_is_no_table_is_not_understood() -> None:
    assert send("", b"\x89PNG\r\n\x1a\n" * 20).status == 400
    assert send("", b"").status == 400
    assert send("", b"a" * 262_145).status == 413


def test_the_courses_come_back_as_the_file_that_changes_nothing() -> None:
    send("", GOOD)

    sheet = knock_as(Role.ADMINISTRATOR, "GET", "/api/courses/export")

    assert sheet.headers["content-type"].startswith("text/csv")
    assert send("", sheet.text.encode()).json["unchanged"] == 2


def test_lecturers_are_uploaded_and_come_back_too() -> None:
    sent = b"Id,Name,Email,Status\nzoe,Zoe,z@example.edu,\nold,Olaf,,retired\n"

    reply = knock_as(Role.ADMINISTRATOR, "POST", "/api/lecturers/import", sent)

    assert reply.json["created"] == ["zoe", "old"]
    offered = knock_as(Role.VIEWER, "GET", "/api/lecturers").json["lecturers"]
    assert [one["id"] for one in offered] == ["zoe"]
    sheet = knock_as(Role.ADMINISTRATOR, "GET", "/api/lecturers/export").text.encode()
    again = knock_as(Role.ADMINISTRATOR, "POST", "/api/lecturers/import", sheet)
    assert again.json["unchanged"] == 2


def test_courses_come_in_pages() -> None:
    rows = "".join(f"C{n:03},A course\n" for n in range(60))
    send("", f"CourseCode,CourseName\n{rows}".encode())

    first = knock_as(Role.VIEWER, "GET", "/api/courses").json
    second = knock_as(Role.VIEWER, "GET", f"/api/courses?cursor={first['next']}").json

    assert [one["code"] for one in first["courses"] + second["courses"]] == codes()
    assert (len(first["courses"]), second["next"]) == (50, None)


@pytest.mark.parametrize("cursor", ["%00", "abc", "W10", "Wzfd", "W1tbMV1dXQ"])
def test_a_damaged_cursor_is_refused_in_words(cursor: str) -> None:
    reply = knock_as(Role.VIEWER, "GET", f"/api/courses?cursor={cursor}")

    assert (reply.status, "cursor" in reply.text) in ((400, True), (200, False))


def test_a_digitiser_adds_the_course_that_is_missing() -> None:
    body = b'{"code": "his 7", "name": "The sea", "students": 12}'

    reply = knock_as(Role.DIGITISER, "POST", "/api/courses", body)

    assert reply.status == 201
    assert wiring.records().course("HIS 7").runs[0].students == 12
    assert knock_as(Role.DIGITISER, "POST", "/api/courses", body).status == 201


def test_a_course_that_there_is_already_is_not_written_over() -> None:
    send("", GOOD)

    reply = knock_as(Role.DIGITISER, "POST", "/api/courses", b'{"code": "his7", "name": "X"}')

    assert (reply.status, reply.json["detail"]) == (409, "HIS7 is HIS7 The sea already.")
    assert wiring.records().course("HIS7").name == "The sea"


def test_a_viewer_adds_no_course() -> None:
    reply = knock_as(Role.VIEWER, "POST", "/api/courses", b'{"code": "X", "name": "X"}')

    assert reply.status == 403


def test_a_table_says_what_it_changes_of_each_course_and_how_it_calls_its_columns() -> None:
    send("", GOOD)

    reply = send("?dry=1", b"Code,Title,Students\nHIS7,The coast,70\n")

    assert reply.json["changes"] == [
        {
            "name": "HIS7",
            "words": ["CourseName: The sea, now The coast", "NumberOfStudents: 64, now 70"],
        }
    ]
    assert reply.json["headings"]["CourseName"] == "Title"
