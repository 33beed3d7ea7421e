"""Accessible copies on the deployed stack: from a student's button to the student's own file."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from local.paper import pdf
from local.product import Product
from local.titles import Title
from local.visitors import Form, Visitor
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, panel, violations

Bearer = Callable[[str], dict[str, str]]
COMMENT = "Please begin with the second half."
ELSEWHERE = "https://copies.example/17"


@pytest.fixture
def item(dan: DeskUser) -> dict[str, Any]:
    """A live request for a chapter that no other test asks for."""
    book = Title.new("Reading without seeing", 240)
    dan.until_answered("POST", "/api/works", json=book.record)
    said = {"isn": book.isbn, "extract_title": f"Chapter {book.isbn}", "portion": "chapter",
            "pages": "1-12", "course": "HIST2041"}  # fmt: skip
    made = dan.until_answered("POST", "/api/requests", json=said).json()["request"]["id"]
    scan = scanned(dan, made)
    dan.act(made, "select-scan", scan=scan)
    dan.act(made, "verify-licence", basis="cla-he", coverage="covered")
    dan.act(made, "confirm-extent")
    published = dan.act(made, "publish")
    assert published.status_code == 200, published.text
    live: dict[str, Any] = published.json()["request"]
    return live


def scanned(dan: DeskUser, request_id: str, name: str = "chapter.pdf") -> str:
    """A scan that was uploaded and has been checked."""
    file = pdf(f"{name} of {request_id}", 12)
    about = {"name": name, "bytes": len(file), "type": "application/pdf"}
    form = dan.until_answered("POST", f"/api/requests/{request_id}/scans", json=about).json()
    files = {"file": file}
    httpx.post(form["url"], data=form["fields"], files=files, timeout=60).raise_for_status()
    until = time.monotonic() + 120
    while status(dan, request_id, form["scan"]) != "ready":
        assert time.monotonic() < until
        time.sleep(0.3)
    return str(form["scan"])


def status(dan: DeskUser, request_id: str, scan: str) -> str:
    scans = dan.read(request_id)["request"]["scans"]
    return str(next(one["status"] for one in scans if one["id"] == scan))


def mailed(product: Product, *words: str) -> Any:
    """The newest mail with all these words, which may take a while to come."""
    until = time.monotonic() + 120
    while True:
        mails = httpx.get(f"{product.url}/local/inbox.json", timeout=60).json()["mails"]
        found = [one for one in mails if all(word in str(one) for word in words)]
        if found:
            return found[0]
        assert time.monotonic() < until, words
        time.sleep(0.5)


def student(product: Product, address: str, person: str = "student") -> tuple[Visitor, Any]:
    visitor = Visitor(product.url)
    return visitor, visitor.sign_in(person, visitor.open(address))


def ask(visitor: Visitor, page: Any, **said: str) -> Any:
    """Send the form with these fields and no others."""
    return visitor.send(Form(page.forms[0].action), **said)


def test_a_student_asks_staff_make_it_and_the_student_alone_opens_it(
    product: Product, dan: DeskUser, item: dict[str, Any]
):
    title, link = f"{item['extract']['title']}", item["link"]["url"]
    sofia, page = student(product, link)
    form = sofia.open(next(one for one in page.links if one.endswith("/accessible")))
    sent = ask(sofia, form, audio="yes", comment=COMMENT)
    copy = sent.url.rpartition("/")[2]

    again = sofia.open(f"{link}/accessible")
    letter = mailed(product, "Accessible copy wanted", title)
    shown = dan.read(copy)["request"]
    dan.act(copy, "assign")
    dan.act(copy, "select-scan", scan=scanned(dan, copy, "tagged.pdf"))
    made = dan.act(copy, "deliver-copy", how="here", note="With headings.").json()["request"]
    told = mailed(product, "Your accessible copy", title)
    ready = sofia.open(f"/accessible/copy/{copy}")
    opened = sofia.send(ready.forms[0])
    address = next(one for one in opened.links if "X-Amz-Signature" in one)
    file = httpx.get(address, timeout=60)
    _, others = student(product, f"/accessible/copy/{copy}", "teacher")

    assert (form.status, "/accessible/copy/" in sent.url) == (200, True)
    assert again.url == sent.url
    for words in ("Sofia Student", title, "HIST2041", COMMENT, link, "student@university.example"):
        assert words in letter["text"], words
    assert (shown["kind"], shown["state"]) == ("accessible-copy", "new")
    assert (shown["wish"]["comment"], shown["wish"]["helps"]) == (COMMENT, ["Audio"])
    assert (made["state"], made["link"]) == ("complete", None)
    assert f"/accessible/copy/{copy}" in told["text"]
    assert "With headings." in ready.words
    assert file.content.startswith(b"%PDF")
    assert (others.status, title in others.words) == (404, False)


def test_a_refusal_says_why_and_leaves_the_reader_free_to_ask_again(
    product: Product, dan: DeskUser, item: dict[str, Any]
):
    sofia, page = student(product, f"{item['link']['url']}/accessible")
    copy = ask(sofia, page, braille="yes").url.rpartition("/")[2]

    dan.act(copy, "reject", reason="no-permission", note="It is sold as an audiobook.")

    letter = mailed(product, "No accessible copy of", item["extract"]["title"])
    shown = sofia.open(f"/accessible/copy/{copy}")
    assert "It is sold as an audiobook." in letter["text"]
    assert "Not possible" in shown.words
    assert "It is sold as an audiobook." in shown.words
    assert len(sofia.open(f"{item['link']['url']}/accessible").forms) == 1


def test_the_address_on_a_lists_item_is_signed(
    product: Product, dan: DeskUser, item: dict[str, Any]
):
    told = dan.until_answered("GET", f"/api/requests/{item['id']}/accessible").json()

    sofia, page = student(product, told["url"])
    changed = sofia.open(told["url"][:-1] + ("A" if told["url"][-1] != "A" else "B"))

    assert (told["eligible"], told["why"]) == (True, None)
    assert item["extract"]["title"] in page.words
    assert changed.status == 404
    assert "was changed on its way" in changed.words


def test_what_is_taken_off_can_not_be_asked_for(
    product: Product, dan: DeskUser, item: dict[str, Any]
):
    dan.act(item["id"], "archive", note="For now.")

    told = dan.until_answered("GET", f"/api/requests/{item['id']}/accessible").json()
    _, page = student(product, f"{item['link']['url']}/accessible")

    assert (told["eligible"], told["url"]) == (False, None)
    assert "not available at present" in told["why"]
    assert (page.status, "not available at present" in page.words) == (404, True)


def test_a_button_on_somebody_elses_page_asks_for_nothing(product: Product, item: dict[str, Any]):
    sofia, page = student(product, f"{item['link']['url']}/accessible")

    elsewhere = httpx.post(
        page.forms[0].action, data={"audio": "yes"}, timeout=60,
        headers={"Origin": "https://evil.example", "Cookie": "; ".join(
            f"{name}={value}" for name, value in sofia.cookies.items())},
    )  # fmt: skip

    assert elsewhere.status_code == 403
    assert len(sofia.open(f"{item['link']['url']}/accessible").forms) == 1


def test_axe_finds_nothing_on_these_pages_which_need_no_script(
    people: People, item: dict[str, Any]
):
    people.expects("422")
    page = people.somebody()
    page.goto(f"{item['link']['url']}/accessible")
    page.get_by_role("button", name="Sofia Student").click()
    expect(page.get_by_role("heading", name="Request an accessible copy")).to_be_visible()
    found = violations(page)
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("heading", name="Please mend this")).to_be_visible()
    found += violations(page)
    page.get_by_label("Large print").check()
    page.get_by_label("Your comment").fill(COMMENT)
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("heading", name="Your accessible copy")).to_be_visible()
    found += violations(page)
    page.get_by_role("link", name="My accessible copies").click()
    expect(page.get_by_role("heading", name="My accessible copies")).to_be_visible()
    found += violations(page)

    assert found == []


def test_who_makes_the_copy_sees_what_the_reader_needs_and_a_viewer_does_not(
    people: People, product: Product, dan: DeskUser, item: dict[str, Any]
):
    sofia, form = student(product, f"{item['link']['url']}/accessible")
    copy = ask(sofia, form, audio="yes", comment=COMMENT).url.rpartition("/")[2]
    maker, viewer = people.staff(), people.staff("Vera Viewer")

    maker.goto(f"/requests/{copy}")
    viewer.goto(f"/requests/{copy}")

    wish, seen = (panel(page, "What the reader asked for") for page in (maker, viewer))
    expect(wish).to_contain_text("Audio")
    expect(wish).to_contain_text(COMMENT)
    about = wish.get_by_role("link", name=f"Request {item['id']}")
    expect(about).to_have_attribute("href", f"/requests/{item['id']}")
    expect(seen).to_contain_text(item["id"])
    expect(seen).not_to_contain_text("Audio")
    expect(viewer.get_by_text(COMMENT)).to_have_count(0)
    dan.act(copy, "assign")
    dan.act(copy, "deliver-copy", how="elsewhere", url=ELSEWHERE, note="With headings.")
    maker.reload()
    expect(wish).to_contain_text("It is at another address")
    expect(wish.get_by_role("link", name=ELSEWHERE)).to_have_attribute("href", ELSEWHERE)
    expect(wish).to_contain_text("With headings.")
    assert violations(maker) == []
