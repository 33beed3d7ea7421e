"""Nobody is kept out: axe looks at every screen against WCAG 2.2, level AA."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser, an_event, signed
from tests.e2e.live import published
from tests.e2e.screens import People, asked, opened, press, row, violations

LOOKS: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 800}},
}
Found = dict[str, list[str]]


@pytest.fixture(scope="module")
def dan(product: Product, bearer: Callable[[str], dict[str, str]]) -> Iterator[DeskUser]:
    user = DeskUser(product, bearer("digitiser"))
    yield user
    user.web.close()


@pytest.fixture(scope="module")
def link(dan: DeskUser) -> str:
    """The address that students open."""
    return str(published(dan)["link"]["url"])


def test_every_screen_of_the_console_keeps_nobody_out(people: People, product: Product):
    people.expects("400")
    body = an_event("")
    door = f"{product.url}/api/webhooks/leganto"
    httpx.post(door, content=body, headers=signed(body), timeout=60).raise_for_status()
    outside = people.somebody()
    outside.goto("/")
    expect(outside.get_by_role("link", name="Sign in")).to_be_visible()
    page = people.staff()

    found = {"sign-in": violations(outside), **around(page), **on_a_request(page, product)}

    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_nor_does_it_in_the_dark_or_on_a_phone(people: People, product: Product, look: str):
    people.expects("400")
    page = people.staff(**LOOKS[look])

    found = on_a_request(page, product)

    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_the_sum_names_the_requests_that_were_counted_and_keeps_nobody_out(
    people: People, dan: DeskUser
):
    asked_for = {"isn": "9781784786755", "course": "HIST2041"}
    first, second = (
        dan.until_answered("POST", "/api/requests", json=asked_for | {"pages": pages}).json()
        for pages in ("40-44", "60-64")
    )
    page = people.staff()

    page.goto(f"/requests/{second['request']['id']}")
    page.get_by_text("The requests that were counted").click()

    listed = page.get_by_role("listitem").filter(has_text="pages 40-44, open")
    expect(listed.get_by_role("link")).to_have_attribute(
        "href", f"/requests/{first['request']['id']}"
    )
    assert violations(page) == []


def around(page: Page) -> Found:
    """The screens that stand around the requests."""
    press(page, "New request")
    expect(page.get_by_role("dialog")).to_be_visible()
    found = {"new request": violations(page)}
    for name, path, seen in (
        ("nothing found", "/?q=zzzz", "Nothing here matches"),
        ("set aside", "/?view=set-aside", "Why it was set aside"),
        ("undelivered", "/undelivered", "Messages that a reading list"),
        ("nowhere", "/nowhere", "no such page"),
    ):
        page.goto(path)
        expect(page.get_by_text(seen)).to_be_visible()
        found[name] = violations(page)
    page.goto("/?view=set-aside")
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="What was sent")).to_be_visible()
    return found | {"one set aside": violations(page)}


def on_a_request(page: Page, product: Product) -> Found:
    """A request in the queue, as it came, as it is worked on, and with its forms open."""
    title = f"Seen at {time.monotonic()}"
    asked(product, title, author="Haddad, Leila", pages=["1-30"])
    page.goto("/")
    expect(row(page, title)).to_be_visible()
    found = {"queue": violations(page)}
    row(page, title).get_by_role("link").click()
    expect(page.get_by_role("heading", name="Original request")).to_be_visible()
    found["new"] = violations(page)
    press(page, "Assign to me")
    press(page, "Progress to active")
    expect(page.get_by_role("button", name="Add a scan")).to_be_visible()
    found["active"] = violations(page)
    press(page, "Update range")
    page.get_by_role("textbox", name="Pages").fill("none")
    people_see_why = page.get_by_text("is not a page number")
    press(page, "Update range")
    expect(people_see_why).to_be_visible()
    found["refused form"] = violations(page)
    page.keyboard.press("Escape")
    press(page, "Assign metadata")
    press(page, "New title")
    return found | {"new title": violations(page)}


def test_the_readers_pages_keep_nobody_out(people: People, link: str, dan: DeskUser):
    sofia = people.somebody()
    sofia.goto(link)
    sofia.get_by_role("button", name="Sofia Student").click()
    expect(sofia.get_by_role("heading", name="Copyright notice")).to_be_visible()
    found = {"notice": violations(sofia)}
    opened(sofia)
    expect(sofia.get_by_role("link", name="Open the PDF")).to_be_visible()
    found["ready"] = violations(sofia)
    sofia.goto("/")
    expect(sofia.get_by_role("heading", name="Welcome, Sofia Student")).to_be_visible()
    found["no role"] = violations(sofia)
    people.expects("404")
    sofia.goto("/l/never-made")
    found["unknown link"] = violations(sofia)

    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("path", ["/local/leganto", "/local/inbox"])
def test_the_stand_ins_keep_nobody_out(people: People, path: str):
    page = people.somebody()
    page.goto(path)

    assert violations(page) == []
