"""A walk of every screen: nothing to complain of, nobody else asked, and nobody kept out."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

from local.product import Product
from tests.e2e.routes import STOPS
from tests.e2e.screens import People, violations

WIDTHS = {"a desk": 1280, "a phone": 390}
SCHEMES = ("light", "dark")


@pytest.mark.parametrize("route", STOPS)
def test_a_screen_is_quiet_and_keeps_nobody_out(
    people: People, product: Product, places: dict[str, str], route: str
):
    stop = STOPS[route]
    amir = people.staff("Amir Administrator")
    asked: list[str] = []
    amir.on("request", lambda request: asked.append(request.url))

    answer = amir.goto(stop.address.format(**places))
    expect(amir.get_by_text(stop.seen).first).to_be_visible()
    found = {
        f"{scheme} at {width}": wrong
        for width in WIDTHS
        for scheme in SCHEMES
        if (wrong := looked_at(amir, WIDTHS[width], scheme))
    }

    assert found == {}
    assert strangers(product, asked) == set()
    assert policy(answer)["script-src"] == "'self'"
    assert not [rule for rule in policy(answer).values() if "unsafe" in rule]


def looked_at(page: Page, width: int, scheme: Any) -> list[str]:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", scheme)
    wrong = violations(page)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("it must be scrolled sideways")
    return wrong


def strangers(product: Product, asked: list[str]) -> set[str]:
    """The origins that a browser asked and that are neither the product nor its bucket."""
    ours = {origin(product.url), origin(product.scans_url)}
    return {origin(one) for one in asked} - ours


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def policy(answer: Response | None) -> dict[str, str]:
    """What the page may load, by kind."""
    assert answer is not None
    rules = answer.headers["content-security-policy"].split("; ")
    return {name: where for name, _, where in (rule.partition(" ") for rule in rules)}
