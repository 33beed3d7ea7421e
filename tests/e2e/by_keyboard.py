"""Somebody without a mouse: only keys, each stop seen, and the focus never lost."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.screens import WITHIN

#: More stops than any screen has from one thing to the next.
FAR = 150
#: Milliseconds within which one sees where the focus is.
SEEN = 2_000
#: Whether what has the focus looks otherwise than its like without it, itself or in its frame.
SHOWS = """() => {
  const at = document.activeElement;
  const look = (one) => {
    const {outlineStyle, outlineWidth, outlineColor, ...rest} = getComputedStyle(one);
    const line = outlineStyle === "none" ? "" : outlineWidth + outlineColor;
    return [line, rest.borderColor, rest.boxShadow].join();
  };
  const bare = at.cloneNode();
  at.after(bare);
  const differs = look(bare) !== look(at);
  bare.remove();
  return at.matches(":focus-visible") && differs;
}"""
# A function: a mere expression looks a second time by eval, which the policy of the page refuses.
STANDS = "() => document.activeElement !== null && document.activeElement !== document.body"


class Keyboard:
    """Works on a page by its keys alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, one: Locator) -> None:
        """Tab by tab until it has the focus, which must be seen there."""
        expect(one).to_be_visible()
        self.page.wait_for_function(WITHIN)
        for _ in range(FAR):
            if one.evaluate("(one) => one === document.activeElement"):
                # Its colour comes by a transition, be it a short one.
                self.page.wait_for_function(SHOWS, timeout=SEEN)
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way by Tab to {one}")

    def press(self, label: str) -> None:
        """A button of the page, or of the dialogue that lies over it."""
        button = self.page.get_by_role("button", name=label, exact=True).last
        expect(button).to_be_enabled()
        self.to(button)
        self.page.keyboard.press("Enter")

    def follow(self, link: Locator) -> None:
        self.to(link)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        """Over whatever stands there."""
        self.to(field)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def choose(self, field: str, typed: str, option: str) -> None:
        """Find something by typing, and take it with the arrows."""
        self.write(self.page.get_by_role("combobox", name=field), typed)
        wanted = self.page.get_by_role("option", name=option)
        expect(wanted).to_be_visible()
        for _ in range(20):
            if wanted.get_attribute("data-combobox-selected"):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        expect(wanted).to_have_count(0)

    def select(self, field: str, label: str) -> None:
        """One of a closed list, found by the beginning of its words."""
        box = self.page.get_by_role("combobox", name=field)
        self.to(box)
        self.page.keyboard.type(label)
        expect(box.locator("option:checked")).to_have_text(label)

    def says(self, label: str) -> None:
        """The desk has done it, the dialogue is gone, and the keyboard stands somewhere."""
        done = self.page.get_by_role("status").filter(has_text=f"{label}: done.")
        expect(done).to_be_visible()
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        self.stands()

    def stands(self) -> None:
        """The focus is on something of the page, so that the next Tab goes on from there."""
        self.page.wait_for_function(STANDS)
