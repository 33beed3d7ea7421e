"""The request form in a browser: filled in, corrected, sent, rejected, and seen by who asked."""

import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from local.product import Product
from local.visitors import Visitor
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, press, row, said, violations

Bearer = Callable[[str], dict[str, str]]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 800}, "java_script_enabled": False},
}
SOON = str(date.today() + timedelta(days=30))
#: 240 pages in the library's record, of which 10 per cent are 24.
ANDERSON = "9781784786755"


def teacher(people: People, **look: Any) -> Page:
    """Tomas, who teaches, at the form; signing in brings him back to it."""
    page = people.somebody(**look)
    page.goto("/request")
    page.get_by_role("button", name="Tomas Teacher").click()
    expect(page.get_by_role("heading", name="Ask for a scan for your course")).to_be_visible()
    return page


@pytest.fixture(scope="module")
def course(product: Product, bearer: Bearer) -> str:
    """A course of these tests' own: what they ask for counts in no other test."""
    code, today = f"F{uuid.uuid4().hex[:7]}".upper(), date.today()
    run = {"year": "2026-27", "start": str(today - timedelta(days=60)),
           "end": str(today + timedelta(days=200)), "weeks": 22, "students": 30}  # fmt: skip
    amir = DeskUser(product, bearer("administrator"))
    with amir.web:
        amir.until_answered("PUT", f"/api/courses/{code}", json={"name": "Forms", "runs": [run]})
    return code


def fill(page: Page, course: str, title: str, pages: str) -> None:
    page.get_by_label(re.compile("^Course")).fill(course)
    page.get_by_label(re.compile("^ISBN or ISSN")).fill(ANDERSON)
    page.get_by_label(re.compile("^Title of the chapter")).fill(title)
    page.get_by_label(re.compile("^Pages")).fill(pages)
    page.get_by_label("Include images").check()
    page.get_by_label(re.compile("^Needed by")).fill(SOON)
    page.get_by_label(re.compile("^Note")).fill("For the seminar in week 3")


def unscrolled(page: Page) -> bool:
    """Nothing is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True


def test_a_teacher_learns_the_limit_corrects_sends_and_hears_of_the_rejection(
    people: People, course: str
):
    title = f"Cultural roots {uuid.uuid4().hex[:6]}"
    dan = people.staff()
    expect(dan.get_by_role("heading", name="Academic requests")).to_be_visible()
    tomas = teacher(people)
    fill(tomas, course, title, "1-150")
    press(tomas, "Check the limit")
    expect(tomas.get_by_role("heading", name="Over the limit")).to_be_visible()
    expect(tomas.get_by_label(re.compile("^Title of the chapter"))).to_have_value(title)
    expect(tomas.get_by_label("Include images")).to_be_checked()

    tomas.get_by_label(re.compile("^Pages")).fill("9-12")
    press(tomas, "Send")
    expect(tomas.get_by_text("It was not sent yet")).to_be_visible()
    press(tomas, "Send")
    expect(tomas.get_by_role("heading", name="Your request was sent")).to_be_visible()
    number = tomas.locator("main strong").inner_text()

    dan.goto("/")
    expect(row(dan, title)).to_contain_text("Tomas Teacher")
    expect(row(dan, title)).to_contain_text(course)
    row(dan, title).get_by_role("link").click()
    expect(dan.get_by_text("Request form").first).to_be_visible()
    press(dan, "Assign to me")
    said(dan, "Assign to me")
    press(dan, "Reject")
    dan.get_by_role("combobox", name="Reason").select_option("not-held")
    dan.get_by_label("Note for the requester").fill("Try the first edition")
    dan.get_by_label("E-mail the requester").check()
    press(dan, "Reject")
    said(dan, "Reject")

    tomas.goto("/request/mine")
    mine = tomas.get_by_role("article").filter(has_text=number)
    for words in ("Not possible", "The library does not hold it", "Try the first edition"):
        expect(mine).to_contain_text(words)
    letter = tomas.context.new_page()
    letter.goto("/local/inbox")
    expect(letter.get_by_text(title).first).to_be_visible()


def test_two_clicks_at_once_are_one_request(product: Product, course: str):
    tomas = Visitor(product.url)
    page = tomas.sign_in("teacher", tomas.open("/request"))
    said = {
        "course": course, "isn": ANDERSON, "pages": "40-41", "portion": "pages",
        "extract_title": f"Twice {uuid.uuid4().hex[:6]}", "needed_by": SOON,
    }  # fmt: skip
    checked = tomas.send(page.forms[0], **said, do="check")

    with ThreadPoolExecutor(4) as clicks:
        sent = [clicks.submit(tomas.send, checked.forms[0], **said, do="send") for _ in range(4)]

    assert len({one.result().url for one in sent}) == 1
    assert "/request/sent/" in sent[0].result().url


@pytest.mark.parametrize("look", LOOKS)
def test_the_form_keeps_nobody_out(people: People, course: str, look: str):
    people.expects("422")
    # axe needs scripts, the form does not: what is looked at without them is only driven.
    scripted = LOOKS[look].get("java_script_enabled", True)
    page = teacher(people, **LOOKS[look])
    found = {"blank": violations(page) if scripted else []}
    press(page, "Check the limit")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    found["wrong"] = violations(page) if scripted else []
    page.get_by_label(re.compile("^Course")).fill("empire")
    fill(page, course, f"Seen {look}", "1-9")
    press(page, "Check the limit")
    expect(page.get_by_role("heading", name="Within the limit")).to_be_visible()
    found["verdict"] = violations(page) if scripted else []
    press(page, "Send")
    expect(page.get_by_role("heading", name="Your request was sent")).to_be_visible()
    found["sent"] = violations(page) if scripted else []
    page.get_by_role("link", name="My requests").click()
    expect(page.get_by_role("article").first).to_be_visible()
    found["mine"] = violations(page) if scripted else []

    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_on_a_phone_the_form_fits_and_axe_finds_nothing(people: People):
    people.expects("422")
    page = teacher(people, viewport={"width": 390, "height": 800})
    press(page, "Check the limit")

    assert violations(page) == []
    assert unscrolled(page)


def test_a_student_is_turned_away_kindly(people: People):
    people.expects("403")
    sofia = people.somebody()
    sofia.goto("/request")
    sofia.get_by_role("button", name="Sofia Student").click()

    expect(sofia.get_by_role("heading", name="This form is for teachers")).to_be_visible()
    assert violations(sofia) == []


def test_pages_of_requests_are_still_the_consoles(product: Product):
    answer = httpx.get(f"{product.url}/requests/7Q2M4KXD")

    assert 'id="root"' in answer.text
