"""Readings taken over from elsewhere, on the deployed stack: table, file, sheets, link, sum."""

import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from local.paper import pdf
from local.product import Product
from local.visitors import Visitor
from tests.e2e.desk_user import DeskUser

Bearer = Callable[[str], dict[str, str]]
HEAD = (
    "CourseCode,AcademicYear,ISN,ExtractTitle,Pages,Basis,Source,From,To,OldLink,File,"
    "StripFront,StripBack\n"
)
#: 368 pages in the library's record.
ORIENTALISM = "9780394740676"
PATIENCE = 60


@pytest.fixture
def course(amir: DeskUser) -> str:
    """A course of this test's own, with a run that is on."""
    code, today = f"H{uuid.uuid4().hex[:7]}".upper(), date.today()
    run = {"year": "2026-27", "start": str(today - timedelta(days=60)),
           "end": str(today + timedelta(days=200)), "weeks": 22, "students": 30}  # fmt: skip
    amir.until_answered("PUT", f"/api/courses/{code}", json={"name": "Past", "runs": [run]})
    return code


def a_row(course: str, title: str, file: str, pages: str = "1-30", sheets: str = "1,2") -> str:
    work = f"{ORIENTALISM},{title},{pages},cla-he,A"
    return f"{course},2026-27,{work},,,https://old.example/1,{file},{sheets}\n"


def send(amir: DeskUser, text: str, query: str = "") -> httpx.Response:
    return amir.until_answered("POST", f"/api/history/import{query}", content=text.encode())


def the_request(amir: DeskUser, title: str) -> Any:
    """The request of that title, as soon as the search knows it."""
    until = time.monotonic() + PATIENCE
    while True:
        path = "/api/requests?view=all&q=" + title.replace(" ", "+")
        rows = amir.until_answered("GET", path).json()["requests"]
        if rows:
            return amir.read(rows[0]["id"])["request"]
        assert time.monotonic() < until
        time.sleep(0.3)


def upload(amir: DeskUser, name: str, pages: int) -> str:
    """The file is sent to where the desk says; the request that it is for."""
    file = pdf("Orientalism", pages)
    about = {"name": name, "bytes": len(file), "type": "application/pdf"}
    (form,) = amir.until_answered("POST", "/api/history/files", json=about).json()["files"]
    httpx.post(form["url"], data=form["fields"], files={"file": file}).raise_for_status()
    return str(form["request"])


def checked(amir: DeskUser, request: str) -> Any:
    until = time.monotonic() + PATIENCE
    while True:
        scan = amir.read(request)["request"]["scans"][-1]
        if scan["status"] in ("ready", "blocked"):
            return scan
        assert time.monotonic() < until
        time.sleep(0.3)


def opened(product: Product, url: str) -> Any:
    """The page that a student gets at this link."""
    sofia = Visitor(product.url)
    return sofia.sign_in("student", sofia.open(url))


def test_a_reading_comes_with_its_file_and_opens_without_the_old_sheets(
    product: Product, amir: DeskUser, course: str
):
    name, title = f"{course.lower()}.pdf", f"Latent {course}"
    sheet = HEAD + a_row(course, title, name)
    assert send(amir, sheet, "?dry=1").json()["applied"] is False
    assert send(amir, sheet).json()["created"] == [f"{course} {title}"]
    assert send(amir, sheet).json()["unchanged"] == 1

    request = the_request(amir, title)
    assert (request["state"], request["rlms_label"]) == ("complete", "Imported")
    assert "no-file" in request["badges"]
    waiting = opened(product, request["link"]["url"])
    assert "Not here yet" in waiting.words
    assert "https://old.example/1" in waiting.links

    assert upload(amir, name.upper(), 33) == request["id"]
    scan = checked(amir, request["id"])
    assert (scan["status"], scan["pages"], scan["selected"]) == ("ready", 30, True)
    page = opened(product, request["link"]["url"])
    assert "Copyright notice" in page.words


def test_what_was_imported_counts_before_a_teacher_sends(
    product: Product, amir: DeskUser, course: str
):
    send(amir, HEAD + a_row(course, f"Manifest {course}", "", "1-30", ","))

    tomas = Visitor(product.url)
    page = tomas.sign_in("teacher", tomas.open("/request"))
    soon = str(date.today() + timedelta(days=30))
    form = {"course": course, "isn": ORIENTALISM, "pages": "31-38", "needed_by": soon}
    page = tomas.send(page.forms[0], **form, portion="pages", do="check")

    # 30 pages from before and these 8 are 38 of 368: more than 10 per cent.
    assert "Over the limit" in page.words
    assert "38 of 368 pages" in page.words


def test_more_sheets_than_pages_are_said_in_words_on_the_request(amir: DeskUser, course: str):
    name, title = f"{course.lower()}-b.pdf", f"Thin {course}"
    send(amir, HEAD + a_row(course, title, name, sheets="3,3"))

    scan = checked(amir, upload(amir, name, 5))

    assert scan["status"] == "blocked"
    assert any("nothing would be left" in one["words"] for one in scan["findings"])


def test_a_row_that_is_not_right_is_named_and_nothing_is_applied(amir: DeskUser, course: str):
    bad = HEAD + a_row(course, "Good", "a.pdf") + a_row("NOWHERE", "Bad", "b.pdf")

    refused = send(amir, bad)

    assert refused.status_code == 422
    assert refused.json()["refused"][0]["row"] == 3
    assert "no course NOWHERE" in refused.json()["refused"][0]["words"]
