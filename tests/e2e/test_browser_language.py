"""The console in Welsh: chosen by the browser or by hand, whole, and kept."""

import json
import re
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, TimeoutError, expect

from local.product import Product
from tests.e2e.desk_user import an_event, signed
from tests.e2e.routes import STOPS, Stop
from tests.e2e.screens import HOUSE, People, asked, press

WORDS = HOUSE / "console" / "src" / "words"
WELSH: dict[str, str] = json.loads((WORDS / "cy.json").read_text())
#: What stays as it is in Welsh, or is a Welsh word besides, is no English left over.
SAME = {one for words in WELSH.values() for one in words.split("|")}
ENGLISH = {one for text in WELSH for one in text.split("|")} - SAME
PLACE = re.compile(r"\\\{\w+\\\}")
#: A text that is little else than its places would be found in whatever people write.
TOLD = [
    re.compile(PLACE.sub(".+", re.escape(text)))
    for text in ENGLISH
    if len(re.findall(r"[A-Za-z]{3,}", re.sub(r"\{\w+\}", "", text))) > 1 or "{" not in text
]
SEEN = """() => {
  const said = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    if (!at.closest("script, style, pre, code, [translate=no], [role=option], [lang]:not(html)")) {
      said.add(walk.currentNode.textContent.replace(/\\s+/g, " ").trim());
    }
  }
  for (const one of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
    for (const name of ["aria-label", "placeholder", "title"]) {
      if (one.hasAttribute(name)) said.add(one.getAttribute(name).trim());
    }
  }
  said.add(document.title.replace(/^\\(\\d+\\) /, "").replace(/ – Scandesk$/, ""));
  return [...said];
}"""
FITS = "(width) => innerWidth === width && document.documentElement.scrollWidth <= width"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
#: Beside the stops of every walk: a request at its beginning, and lists that are otherwise.
MORE = {
    "a new request": Stop("/requests/{new}", "On the way to the link"),
    "the queue by filters": Stop("/?assignee=nobody", "Filters"),
    "nothing found": Stop("/?q=zzzz", "Academic requests"),
    "set aside": Stop("/?view=set-aside", "Why it was set aside"),
    "links that close soon": Stop("/?view=closing", "Academic requests"),
    "every approval": Stop("/approvals?status=any", "Approvals"),
}
#: What a list or the library calls something, which happens to be a word of the desk too.
THEIRS = {"Book", "History"}


def welsh(seen: str) -> str:
    """The text that begins so, in Welsh; what is a name or the library's own stays."""
    return next((WELSH[text] for text in sorted(WELSH) if text.startswith(seen)), seen)


def english_on(page: Page) -> list[str]:
    """Texts of the catalogue that stand there in English still."""
    expect(page.locator("[data-waiting]")).to_have_count(0)
    said: list[str] = page.evaluate(SEEN)
    known = SAME | THEIRS
    return [one for one in said if one not in known and any(t.fullmatch(one) for t in TOLD)]


def too_wide(page: Page) -> list[int]:
    """The widths at which the page has to be scrolled sideways."""
    widths = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        # A browser draws the new width when it comes to it.
        try:
            page.wait_for_function(FITS, arg=width, timeout=5_000)
        except TimeoutError:
            widths.append(width)
    page.set_viewport_size({"width": 1280, "height": 844})
    return widths


def in_welsh(people: People, name: str = "Amir Administrator") -> Page:
    """Somebody's browser, told by hand."""
    page = people.staff(name)
    page.evaluate("localStorage.setItem('scandesk-language', 'cy')")
    return page


@pytest.fixture(scope="module")
def filled(product: Product) -> Product:
    """A desk with something to show: a request, and a delivery that was set aside."""
    asked(product, "Llyfr y llyfrgell", author="Haddad, Leila")
    door = f"{product.url}/api/webhooks/leganto"
    for title in ("", "Llanfairpwllgwyngyll" * 20):  # nothing at all, and a word without an end
        body = an_event(title)
        httpx.post(door, content=body, headers=signed(body)).raise_for_status()
    return product


def test_a_browser_that_wants_welsh_gets_it(people: People):
    page = people.somebody(locale="cy-GB")

    page.goto("/")

    expect(page.get_by_role("link", name="Mewngofnodi")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "cy"
    assert (english_on(page), too_wide(page)) == ([], [])


def test_a_language_is_chosen_by_hand_and_kept(people: People, filled: Product):
    page = people.staff()

    page.get_by_role("button", name="Signed in as Dan Digitiser").click()
    page.get_by_role("button", name="Cymraeg").click()

    expect(page.get_by_role("heading", name="Ceisiadau academaidd")).to_be_visible()
    page.goto("/today")
    expect(page.get_by_role("heading", name="Heddiw")).to_be_visible()
    monday = date.today() - timedelta(days=date.today().weekday())
    week = f"{monday.day} {WELSH[MONTHS[monday.month - 1]]}"
    expect(page.get_by_role("rowheader", name=week, exact=True).first).to_be_visible()
    page.get_by_role("button", name="Wedi mewngofnodi fel Dan Digitiser").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_every_screen_is_welsh_all_over_and_no_wider_for_it(
    people: People, filled: Product, places: dict[str, str]
):
    there = {**places, "new": asked(filled, "Llyfr newydd", course="HIST2041")}
    page = in_welsh(people)
    found: dict[str, Any] = {}

    for name, stop in (STOPS | MORE).items():
        page.goto(stop.address.format(**there))
        expect(page.get_by_text(welsh(stop.seen)).first).to_be_visible()
        expect(page.locator("[data-waiting]")).to_have_count(0)
        assert page.locator("html").get_attribute("lang") == "cy"
        found[name] = (english_on(page), too_wide(page))
    dan = in_welsh(people, "Dan Digitiser")
    dan.goto("/today")
    press(dan, WELSH["New request"])
    expect(dan.get_by_role("dialog")).to_be_visible()
    found["new request"] = (english_on(dan), too_wide(dan))

    assert {name: told for name, told in found.items() if told != ([], [])} == {}


def test_a_number_has_the_plural_of_its_language(people: People, filled: Product):
    page = in_welsh(people, "Dan Digitiser")

    page.goto("/")
    first = page.get_by_role("row").filter(has_text="Llyfr y llyfrgell")
    first.get_by_role("checkbox").check()
    expect(page.get_by_role("toolbar")).to_contain_text("Dewiswyd 1")
    page.keyboard.press("a")

    expect(page.get_by_role("dialog")).to_contain_text("1 cais")
