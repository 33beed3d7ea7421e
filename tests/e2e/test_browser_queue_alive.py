"""The queue while it is looked at: new requests come by themselves, and nothing is pulled away."""

import json
from typing import Any

from playwright.sync_api import Page, Request, Route, expect

from local.product import Product
from tests.e2e.screens import People, asked, row

MANY = 10_000


def hidden(page: Page, state: str) -> None:
    """As when another tab is brought to the front, or this one again."""
    page.evaluate(
        """(state) => {
            Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
            document.dispatchEvent(new Event("visibilitychange", {bubbles: true}));
        }""",
        state,
    )


def looks_of(page: Page) -> list[str]:
    """Each look at the list itself; the count for the tab's title is another."""
    seen: list[str] = []

    def note(request: Request) -> None:
        if "/api/requests?" in request.url and "limit=100" in request.url:
            seen.append(request.url)

    page.on("request", note)
    return seen


def to_the_end(page: Page, title: str) -> None:
    """Scrolls until the row is drawn; rows that are measured on the way move what is below."""
    page.wait_for_function(
        """(title) => {
            scrollTo(0, document.documentElement.scrollHeight);
            return [...document.querySelectorAll("tbody a")].some((a) => a.textContent === title);
        }""",
        arg=title,
    )


def test_what_comes_in_leaves_the_place_and_the_choice(people: People, product: Product):
    for title in ("Possums before", "Possums between"):
        asked(product, title)
    page = people.staff()
    page.goto("/?q=possums")
    expect(row(page, "Possums")).to_have_count(2)
    page.get_by_role("checkbox", name="Choose Possums before").check()
    page.get_by_role("link", name="Possums between").focus()

    asked(product, "Possums behind")

    expect(row(page, "Possums")).to_have_count(3)
    expect(page.get_by_role("checkbox", name="Choose Possums before")).to_be_checked()
    expect(page.get_by_role("toolbar", name="Chosen requests")).to_contain_text("1 chosen")
    expect(page.get_by_role("link", name="Possums between")).to_be_focused()


def test_the_list_is_looked_at_again_only_while_the_page_is_visible(
    people: People, product: Product
):
    asked(product, "Gliders by night")
    page = people.staff()
    page.clock.install()
    page.goto("/?q=gliders")
    expect(row(page, "Gliders by night")).to_be_visible()

    hidden(page, "hidden")
    # From here on: until it was hidden it may have been looked at.
    looks = looks_of(page)
    page.clock.run_for(60_000)
    behind = len(looks)
    hidden(page, "visible")
    with page.expect_request(lambda request: "limit=100" in request.url):
        page.clock.run_for(10_000)

    assert behind == 0


def test_of_ten_thousand_rows_only_those_near_the_window_are_drawn(
    people: People, product: Product
):
    asked(product, "Numbered kangaroo")
    page = people.staff()

    def many(route: Route) -> None:
        told: dict[str, Any] = route.fetch().json()
        rows = [
            one | {"id": f"N{n}", "title": f"Kangaroo {n}"}
            for one in told["requests"][:1]
            for n in range(MANY)
        ]
        answer = told | {"requests": rows, "next": None, "total": MANY}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(answer))

    page.route("**/api/requests?*limit=100*", many)
    page.goto("/?q=kangaroo")

    expect(page.get_by_role("link", name="Kangaroo 0", exact=True)).to_be_visible()
    assert page.locator("tbody tr").count() < 200
    to_the_end(page, f"Kangaroo {MANY - 1}")
    expect(page.get_by_role("link", name=f"Kangaroo {MANY - 1}", exact=True)).to_be_visible()
    assert page.locator("tbody tr").count() < 200
    expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(MANY + 1))
