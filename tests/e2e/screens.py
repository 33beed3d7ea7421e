"""People at real browsers: what they do there, and what their browser complains of."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    StorageState,
    expect,
    sync_playwright,
)

from local.product import Product

HOUSE = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = HOUSE / "console" / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
PICTURES = HOUSE / "docs" / "pictures" if os.environ.get("SCANDESK_PICTURES") else None
LOOK = {"locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce"}
AT_REST = """() => !document.querySelector("[data-loading], .mantine-Button-root:disabled")
  && document.getAnimations().every(({playState}) => playState !== "running")"""
# What a page puts off for an instant comes as late as on a busy machine.
LATE = "void ((soon) => (window.setTimeout = (act, ms) => soon(act, ms || 500)))(setTimeout)"
# The keyboard comes into a dialogue an instant after it; what is typed before goes elsewhere.
WITHIN = """() => {
  const uppermost = [...document.querySelectorAll("[role=dialog]")].at(-1);
  return !uppermost || uppermost.contains(document.activeElement);
}"""
# Milliseconds; what waits longest on a busy machine, and nothing waits longer than it must.
SOON = 40_000
expect.set_options(timeout=SOON)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's browser; skips with a reason where it is not installed."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)


class People:
    """Whoever sits at a browser during a test; `complaints` is what their consoles said."""

    #: Who has signed in already, by address and name: their cookies.
    sessions: ClassVar[dict[tuple[str, str], StorageState]] = {}

    def __init__(self, browser: Browser, product: Product) -> None:
        self.browser, self.product = browser, product
        self.complaints: list[str] = []
        self.heard: set[str] = set()

    def somebody(self, **look: Any) -> Page:
        """A browser of their own, at the desk's address, signed in as nobody."""
        seen = {"viewport": {"width": 1280, "height": 800}, **LOOK, **look}
        context = self.browser.new_context(base_url=self.product.url, **seen)
        context.set_default_timeout(SOON)
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def staff(self, name: str = "Dan Digitiser", **look: Any) -> Page:
        """One of the staff, signed in by the pages that are there for it."""
        here = self.product.url, name
        page = self.somebody(storage_state=self.sessions.get(here), **look)
        page.goto("/")
        if here not in self.sessions:
            page.get_by_role("link", name="Sign in").click()
            page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=f"Signed in as {name}")).to_be_visible()
        self.sessions[here] = page.context.storage_state()
        return page

    def expects(self, refusal: str) -> None:
        """This test provokes an answer of that status, which a browser's console mentions."""
        self.heard.add(f"status of {refusal}")

    def _listen(self, said: ConsoleMessage) -> None:
        asked_who = "status of 401" in said.text and said.location["url"].endswith("/api/me")
        expected = asked_who or any(one in said.text for one in self.heard)
        if said.type in ("error", "warning") and not expected:
            self.complaints.append(f"{said.text} ({said.location['url']})")

    def leave(self) -> None:
        for context in self.browser.contexts:
            context.close()


def row(page: Page, title: str) -> Locator:
    """A line of the queue, which comes and goes by itself."""
    return page.get_by_role("row").filter(has_text=title)


def panel(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title)


def press(page: Page, label: str) -> None:
    """A button of the page, or of the dialogue that lies over it, which stands last."""
    page.get_by_role("button", name=label, exact=True).last.click()


def opened(page: Page) -> None:
    """Presses the button of a link's page, again while the copy is being prepared."""
    ready, waits = page.get_by_role("link", name="Open the PDF"), page.get_by_text("Try again")
    for _ in range(40):
        page.get_by_role("button", name="open the text").click()
        expect(ready.or_(waits)).to_be_visible()
        if ready.is_visible():
            return
        page.wait_for_timeout(1_000)
        waits.click()


def said(page: Page, label: str) -> None:
    """Wait until the desk has done it and the dialogue is gone."""
    expect(page.get_by_role("status").filter(has_text=f"{label}: done.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def entered(page: Page, dialogue: str) -> Locator:
    """Wait until that dialogue lies over the page and has the keyboard."""
    uppermost = page.get_by_role("dialog", name=dialogue)
    expect(uppermost).to_be_visible()
    page.wait_for_function(WITHIN)
    return uppermost


def known(page: Page) -> None:
    """Wait until the page of a request shows what its list was asked about it."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Not yet known:")).to_have_count(0)


def choose(page: Page, field: str, typed: str, option: str) -> None:
    """Find something by typing, and take it."""
    page.get_by_role("combobox", name=field).fill(typed)
    page.get_by_role("option", name=option).click()


def picture(page: Page, name: str) -> None:
    """For the README, when told to (`make pictures`)."""
    if PICTURES:
        page.evaluate("scrollTo(0, 0)")
        expect(page.locator("[role=status] p")).to_have_count(0)
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page once it stands still."""
    # A button that wakes up while axe looks has the pale words of one asleep, which are exempt.
    page.wait_for_function(AT_REST)
    # Evaluated, because the pages' own policy keeps every script tag out that is not theirs.
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    run = "(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
    found = page.evaluate(run, WCAG)
    return [
        f"{one['id']}: {node['html'][:120]} {' '.join(node['failureSummary'].split())[:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def listed(product: Product, title: str, **about: str) -> str:
    """A new item on a reading list."""
    item = {"title": title, "course": "HIST2041", "section": "Weeks 4-6: Nations and crowds"}
    return str(told(product, "citation", {**item, **about})["citation"])


def asked(product: Product, title: str, **known: Any) -> str:
    """A new item whose digitisation is asked for; the desk's own name of the request."""
    about = {name: known.pop(name) for name in ("isbn", "author", "course") if name in known}
    wish = {"citation": listed(product, title, **about), **known}
    return str(told(product, "request", wish)["delivery"]["answer"]["request"])


def told(product: Product, what: str, body: dict[str, Any]) -> Any:
    answer = httpx.post(f"{product.url}/local/leganto/{what}", json=body, timeout=60)
    return answer.raise_for_status().json()
