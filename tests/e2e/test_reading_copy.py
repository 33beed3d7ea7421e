"""What readers open, on the deployed stack: today's sheet in front, and the master as it was."""

import io
import time
from collections.abc import Callable
from typing import Any

import httpx
import pikepdf
import pypdfium2

from local.paper import pdf
from local.product import Product
from local.titles import Title
from local.visitors import Page, Visitor
from tests.e2e.desk_user import DeskUser

FILE = pdf("Imperial trajectories", 12)


def published(dan: DeskUser, chapter: str) -> dict[str, Any]:
    """A request whose link is open."""
    book = Title.new("Imperial trajectories", 240)
    work = {"title": book.title, "isbn": book.isbn, "pages": book.pages}
    dan.until_answered("POST", "/api/works", json=work)
    text = {"extract_title": chapter, "pages": "1-12", "course": "HIST2041", "isn": book.isbn}
    started = dan.until_answered("POST", "/api/requests", json=text).json()["request"]["id"]
    about = {"name": "trajectories.pdf", "bytes": len(FILE), "type": "application/pdf"}
    form = dan.until_answered("POST", f"/api/requests/{started}/scans", json=about).json()
    files = {"file": FILE}
    httpx.post(form["url"], data=form["fields"], files=files, timeout=60).raise_for_status()
    waited(dan, started, lambda one: one["scans"][0]["status"] == "ready")
    dan.act(started, "verify-licence", basis="cla-he", coverage="covered")
    dan.act(started, "confirm-extent")
    dan.act(started, "select-scan", scan=form["scan"])
    done = dan.act(started, "publish")
    assert done.status_code == 200, done.text
    return dict(done.json()["request"])


def waited(
    dan: DeskUser, request_id: str, holds: Callable[[dict[str, Any]], object]
) -> dict[str, Any]:
    """The request as soon as this holds of it."""
    until = time.monotonic() + 120
    while not holds(shown := dan.read(request_id)["request"]):
        assert time.monotonic() < until, shown["reading"]
        time.sleep(0.3)
    return dict(shown)


def is_ready(shown: dict[str, Any]) -> bool:
    return [one["status"] for one in shown["reading"]] == ["ready"]


def opened(student: Visitor, link: str) -> Page:
    """The page behind the button; signing in where that is asked."""
    page = student.open(link)
    if "/local/issuer/authorize" in page.url:
        page = student.sign_in("student", page)
    return student.send(page.forms[0])


def copy_behind(page: Page) -> bytes:
    (address,) = [one for one in page.links if "X-Amz-Signature" in one]
    answer = httpx.get(address, timeout=60)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.content


def sheet(content: bytes) -> str:
    return str(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range())


def page_streams(content: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(content)) as one:
        return [page.obj.Contents.read_raw_bytes() for page in one.pages]


def master_of(dan: DeskUser, shown: dict[str, Any]) -> bytes:
    path = f"/api/requests/{shown['id']}/scans/{shown['scans'][0]['id']}"
    return httpx.get(dan.until_answered("GET", path).json()["url"], timeout=60).content


def test_a_sheet_stands_in_front_and_a_correction_makes_a_new_one(
    product: Product, dan: DeskUser
) -> None:
    student = Visitor(product.url)
    shown = published(dan, "Trajectories")
    link = shown["link"]["url"]
    shown = waited(dan, shown["id"], is_ready)
    first = copy_behind(opened(student, link))

    said = {"title": "Trajectoires: Ἡ ζωή", "authors": "Łukasz B.", "pages": "1-12"}
    corrected = dan.act(shown["id"], "correct", work=shown["work"]["id"], **said)
    at_once = opened(student, link)
    waited(dan, shown["id"], is_ready)
    second = copy_behind(opened(student, link))

    assert corrected.status_code == 200, corrected.text
    assert "Trajectories" in sheet(first)
    assert "HIST2041" in sheet(first)
    # Between the two nobody is given the sheet with the old title.
    signed = [one for one in at_once.links if "X-Amz-Signature" in one]
    assert not signed or "Ἡ ζωή" in sheet(copy_behind(at_once))
    assert "Trajectoires: Ἡ ζωή" in sheet(second)
    assert "Łukasz B." in sheet(second)
    assert master_of(dan, shown) == FILE
    assert page_streams(first)[1:] == page_streams(second)[1:] == page_streams(FILE)


def test_title_page_and_verso_follow_the_sheet_where_staff_keep_them(
    product: Product, dan: DeskUser
) -> None:
    shown = published(dan, "With a title page")
    waited(dan, shown["id"], is_ready)

    kept = dan.act(shown["id"], "keep-title-page", file_pages="11-12")
    waited(dan, shown["id"], is_ready)
    content = copy_behind(opened(Visitor(product.url), shown["link"]["url"]))

    assert kept.json()["request"]["title_pages"] == {"asked": False, "file_pages": "11, 12"}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [str(page.label) for page in pdf.pages][:4] == ["Cover", "11", "12", "1"]
