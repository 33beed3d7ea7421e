"""Ways through the queue: back and forth, typing above it, and what it asks for by itself."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import httpx
from playwright.sync_api import Page, Request, Route, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser, signed
from tests.e2e.screens import SOON, People, asked, press
from tests.e2e.test_browser_queue_alive import to_the_end

PROBLEM = "application/problem+json"
ROWS = 100
# What a page puts off for an instant comes as late as on a busy machine.
LATE = "void ((soon) => (window.setTimeout = (act, ms) => soon(act, ms || 500)))(setTimeout)"


def refusing(status: int, title: str) -> Callable[[Route], None]:
    body = json.dumps({"title": title, "status": status})
    return lambda route: route.fulfill(status=status, content_type=PROBLEM, body=body)


def list_of(page: Page, count: int, total: int | None) -> None:
    """The queue as if so many of the one request that is open there were, page after page."""
    told: dict[str, Any] = page.request.get("/api/requests?view=open&limit=1").json()
    # Every third one is of a longer work, so that rows are of several heights.
    every = [
        told["requests"][0]
        | {"id": f"N{n}", "title": f"Thylacine {n}"}
        | ({"work_title": "The whole of it"} if n % 3 == 0 else {})
        for n in range(count)
    ]

    def some(route: Route) -> None:
        cursor = re.search(r"cursor=(\d+)", route.request.url)
        start = int(cursor[1]) if cursor else 0
        end = min(start + ROWS, count)
        following = str(end) if end < count else None
        answer = told | {"requests": every[start:end], "next": following, "total": total}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(answer))

    page.route("**/api/requests?*limit=100*", some)


def scrolled_to(page: Page, title: str) -> None:
    # Rows that are drawn for the first time move those beneath them, until all stands still.
    page.wait_for_function(
        """(title) => {
            const all = [...document.querySelectorAll("tbody a")];
            const link = all.find((one) => one.textContent === title);
            if (!link) return void scrollBy(0, 1000);
            const before = window.stood;
            window.stood = link.getBoundingClientRect().top;
            if (before === window.stood && before > 100 && before < 700) return true;
            link.scrollIntoView({block: "center"});
        }""",
        arg=title,
        polling=300,
    )


def history(page: Page) -> int:
    return int(page.evaluate("history.length"))


def test_back_from_a_view_leads_to_the_one_before(people: People, product: Product):
    asked(product, "Cuscuses and back")
    page = people.staff()
    page.goto("/today")
    page.get_by_role("link", name="Queue", exact=True).click()
    press(page, "All")
    expect(page).to_have_url(re.compile("view=all"))

    page.go_back()

    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.get_by_role("heading", name="Academic requests")).to_be_visible()


def test_a_delivery_opens_once_and_beside_where_that_is_asked_for(people: People, product: Product):
    body = b'{"id": "2", "action": "REQUEST", "event": {"value": '
    door = f"{product.url}/api/webhooks/leganto"
    answer = httpx.post(door, content=body, headers=signed(body), timeout=60)
    kept = answer.raise_for_status().json()["kept"]
    page = people.staff()
    press(page, "Set aside")
    link = page.locator(f'a[href$="/set-aside/{kept}"]')

    with page.context.expect_page(timeout=SOON) as beside:
        link.click(modifiers=["Control"])
    expect(beside.value).to_have_url(re.compile(f"/set-aside/{kept}$"))
    beside.value.close()
    expect(page).to_have_url(re.compile("view=set-aside"))
    before = history(page)
    link.click()

    page.wait_for_url(f"**/set-aside/{kept}")
    assert history(page) == before + 1


def test_saving_a_view_keeps_what_was_saved_elsewhere(
    people: People, product: Product, dan: DeskUser
):
    page = people.staff()
    page.goto("/?q=numbers")
    expect(page.get_by_role("button", name="Save this view")).to_be_visible()
    mine = [{"name": "Elsewhere", "query": "q=elsewhere"}]
    said = {"json": {"views": mine}, "headers": {"X-Scandesk": "1"}}
    dan.until_answered("PUT", "/api/me/views", **said).raise_for_status()

    press(page, "Save this view")
    page.get_by_label("Name").fill("Here")
    press(page, "Save")

    views = page.get_by_role("navigation", name="Saved views")
    expect(views.get_by_role("link")).to_have_text(["Elsewhere", "Here"])
    said["json"] = {"views": []}
    dan.until_answered("PUT", "/api/me/views", **said).raise_for_status()


def test_views_that_are_not_known_are_not_saved_over(people: People, product: Product):
    people.expects("403")
    page = people.staff()
    page.route("**/api/me/views", refusing(403, "Your views are locked."))

    page.goto("/?q=numbers")

    expect(page.get_by_role("alert")).to_contain_text("Your views are locked.")
    expect(page.get_by_role("button", name="Save this view")).to_have_count(0)


def test_a_view_that_could_not_be_forgotten_is_said(
    people: People, product: Product, dan: DeskUser
):
    people.expects("403")
    said: dict[str, Any] = {"headers": {"X-Scandesk": "1"}}
    mine = {"views": [{"name": "Mine", "query": "q=numbers"}]}
    dan.until_answered("PUT", "/api/me/views", json=mine, **said).raise_for_status()
    page = people.staff()
    page.goto("/?q=numbers")
    expect(page.get_by_role("button", name="Forget this view")).to_be_visible()
    page.route("**/api/me/views", refusing(403, "Your views are locked."))

    press(page, "Forget this view")

    expect(page.get_by_role("alert")).to_contain_text("Your views are locked.")
    dan.until_answered("PUT", "/api/me/views", json={"views": []}, **said).raise_for_status()


def test_a_page_that_was_refused_is_not_asked_for_without_end(people: People, product: Product):
    people.expects("400")
    asked(product, "Thylacine of pages")
    page = people.staff()
    seen: list[str] = []

    def note(request: Request) -> None:
        if "limit=100" in request.url:
            seen.append("further" if "cursor" in request.url else "look")

    list_of(page, 3 * ROWS, 3 * ROWS)
    page.route("**/api/requests?*cursor=*", refusing(400, "This page is not there."))
    page.goto("/?q=thylacine")
    expect(page.get_by_role("link", name="Thylacine 0", exact=True)).to_be_visible()
    page.evaluate(LATE)
    page.on("request", note)

    to_the_end(page, f"Thylacine {ROWS - 1}")

    expect(page.get_by_role("alert")).to_contain_text("This page is not there.")
    expect(page.get_by_role("button", name="Show more")).to_be_visible()
    with page.expect_request(lambda one: "limit=100" in one.url and "cursor" not in one.url):
        pass
    # Once, and once more only after the list was read again.
    assert "further" in seen
    assert ("further", "further") not in list(pairwise(seen))


def test_what_broke_or_comes_hours_later_is_not_asked_for_every_moment(
    people: People, product: Product
):
    request = asked(product, "Thylacine that waits")
    page = people.staff()
    page.clock.install()
    later = {"status": "due", "next_try": (datetime.now(UTC) + timedelta(hours=3)).isoformat()}
    told: dict[str, Any] = page.request.get(f"/api/requests/{request}").json()
    told["messages"] = [one | later for one in told["messages"]]
    body = json.dumps(told)
    page.route(
        re.compile(f"/api/requests/{request}$"),
        lambda route: route.fulfill(status=200, content_type="application/json", body=body),
    )
    # By the page's own clock: a busy machine lets any time go by.
    page.add_init_script(
        """window.looks = [];
        const ask = window.fetch;
        window.fetch = (...said) => {
            looks.push([String(said[0]), Date.now()]);
            return ask(...said);
        };"""
    )
    page.goto(f"/requests/{request}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("region", name="Told to the outside")).to_contain_text("on its way")

    page.clock.run_for(9_000)

    looks = [at for url, at in page.evaluate("looks") if url.endswith(f"/api/requests/{request}")]
    assert looks
    assert all(later - one > 12_000 for one, later in pairwise(looks))


def test_what_is_typed_while_the_address_follows_stays(people: People, product: Product):
    asked(product, "Monjon one")
    page = people.staff()
    box = page.get_by_role("searchbox", name="Search requests")
    # As by a quick hand: a letter as the address is told, another once the list is asked.
    page.evaluate(
        """() => {
            const told = history.replaceState.bind(history);
            const type = (letter) => {
                const box = document.querySelector('input[type="search"]');
                const {set} = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
                set.call(box, box.value + letter);
                box.dispatchEvent(new Event("input", {bubbles: true}));
            };
            history.replaceState = (...said) => {
                history.replaceState = told;
                told(...said);
                type("n");
                setTimeout(() => type("j"), 100);
            };
        }"""
    )

    box.fill("mo")

    expect(page).to_have_url(re.compile("q=monj$"))
    expect(box).to_have_value("monj")


def test_who_types_and_opens_a_request_at_once_is_not_called_back(people: People, product: Product):
    request = asked(product, "Kultarr in a hurry")
    page = people.staff()
    page.goto("/?q=kultarr")
    expect(page.get_by_role("link", name="Kultarr in a hurry")).to_be_visible()
    page.clock.install()
    screen = re.compile(r"/assets/RequestPage-.*\.js")
    page.route(screen, lambda _: None)

    # The page to be opened is on its way for longer than a search waits for the next letter.
    page.get_by_role("searchbox", name="Search requests").fill("kultarr in")
    with page.expect_request(screen):
        page.get_by_role("link", name="Kultarr in a hurry").evaluate("(link) => link.click()")
    page.clock.run_for(1_000)
    page.unroute(screen)

    expect(page.get_by_role("heading", level=1)).to_have_text("Kultarr in a hurry")
    expect(page).to_have_url(re.compile(f"/requests/{request}$"))


def test_a_filter_that_is_entered_keeps_the_keyboard(people: People, product: Product):
    asked(product, "Monjon two")
    page = people.staff()
    page.goto("/?q=monjon")
    press(page, "Filters")
    field = page.get_by_label("Course code")
    field.fill("HIST")

    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("course=HIST"))
    expect(field).to_be_focused()
    before = history(page)
    page.keyboard.press("Enter")
    page.keyboard.type("2041")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("course=HIST2041"))
    assert history(page) == before + 1


def test_the_list_is_found_as_it_was_left_also_after_a_while(people: People, product: Product):
    request = asked(product, "Thylacine to come back from")
    page = people.staff()
    page.clock.install()
    list_of(page, 3 * ROWS, 3 * ROWS)
    detail = json.dumps(page.request.get(f"/api/requests/{request}").json())
    page.route(
        re.compile(r"/api/requests/N\d+$"),
        lambda route: route.fulfill(status=200, content_type="application/json", body=detail),
    )
    page.goto("/?q=thylacine")
    expect(page.get_by_role("link", name="Thylacine 0", exact=True)).to_be_visible()
    link = page.get_by_role("link", name="Thylacine 230", exact=True)
    scrolled_to(page, "Thylacine 230")
    stood = link.bounding_box()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # Longer than a list would be kept that nobody looks at.
    page.clock.fast_forward(10 * 60_000)

    page.get_by_role("main").get_by_role("link", name="Queue").click()

    expect(link).to_be_in_viewport()
    assert stood
    page.wait_for_function(
        """([title, top]) => [...document.querySelectorAll("tbody a")].some((one) =>
            one.textContent === title && Math.abs(one.getBoundingClientRect().top - top) < 3)""",
        arg=["Thylacine 230", stood["y"]],
    )
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Thylacine 231", exact=True)).to_be_focused()


def test_where_nothing_can_be_searched_for_no_search_is_offered(people: People, product: Product):
    page = people.staff()
    page.goto("/?q=possums")
    expect(page.get_by_role("searchbox", name="Search requests")).to_be_visible()

    for view in ("Closing soon", "Set aside"):
        page.goto("/?q=possums")
        press(page, view)
        expect(page).to_have_url(re.compile(r"\?view=[a-z-]+$"))
        expect(page.get_by_role("searchbox")).to_have_count(0)


def test_how_many_are_shown_is_said_and_what_nobody_knows_is_not(people: People, product: Product):
    asked(product, "Thylacine uncounted")
    page = people.staff()
    list_of(page, 3 * ROWS, None)

    page.goto("/?q=thylacine")

    expect(page.get_by_role("status", name="How many are shown")).to_have_text("100 shown")
    expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", "-1")
