"""The queue as a team uses it: narrowed, kept as a view, chosen from, and by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from local.product import Product
from tests.e2e.screens import People, asked, picture, press, row, violations


def searched(page: Page, word: str) -> None:
    page.get_by_role("searchbox", name="Search requests").fill(word)
    expect(page).to_have_url(re.compile(f"q={word}"))


def test_a_filter_lives_in_the_address_and_is_kept_as_a_view(people: People, product: Product):
    for title in ("Quokkas of the south", "Quokkas of the north"):
        asked(product, title)
    page = people.staff()
    searched(page, "quokkas")
    expect(row(page, "Quokkas of the")).to_have_count(2)

    press(page, "Filters")
    page.get_by_label("Assigned to").select_option(label="Me")
    expect(page.get_by_text("Nothing here fits these filters.")).to_be_visible()
    page.get_by_label("Assigned to").select_option(label="Nobody yet")
    expect(page).to_have_url(re.compile("assignee=nobody"))
    expect(row(page, "Quokkas of the")).to_have_count(2)
    press(page, "Save this view")
    page.get_by_label("Name").fill("Quokkas")
    press(page, "Save")
    expect(page.get_by_role("status").filter(has_text="The view is saved.")).to_be_visible()

    page.goto("/")
    page.get_by_role("navigation", name="Saved views").get_by_role("link", name="Quokkas").click()
    expect(row(page, "Quokkas of the")).to_have_count(2)
    press(page, "Forget this view")
    expect(page.get_by_role("button", name="Save this view")).to_be_visible()


def test_several_are_tagged_together_and_each_says_what_became_of_it(
    people: People, product: Product
):
    for title in ("Numbats by day", "Numbats by night"):
        asked(product, title)
    page = people.staff()
    searched(page, "numbats")
    expect(row(page, "Numbats by")).to_have_count(2)

    for title in ("Numbats by day", "Numbats by night"):
        page.get_by_role("checkbox", name=f"Choose {title}").check()
    chosen = page.get_by_role("toolbar", name="Chosen requests")
    expect(chosen).to_contain_text("2 chosen")
    found = {"chosen": violations(page)}
    chosen.get_by_role("button", name="Tags").click()
    page.get_by_role("textbox", name="Tags").fill("marsupials")
    press(page, "Tags")

    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Done")).to_have_count(2)
    picture(page, "together")
    found["outcomes"] = violations(page)
    dialog.get_by_role("button", name="Close").last.click()
    expect(row(page, "Numbats by").filter(has_text="marsupials")).to_have_count(2)
    assert found == {"chosen": [], "outcomes": []}


def test_the_list_is_walked_searched_and_opened_by_keyboard_alone(people: People, product: Product):
    for title in ("Bilbies first", "Bilbies second"):
        asked(product, title)
    page = people.staff()

    page.keyboard.press("/")
    page.keyboard.type("bilbies")
    expect(row(page, "Bilbies")).to_have_count(2)
    page.keyboard.press("Tab")
    page.get_by_role("heading", name="Academic requests").click()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Bilbies second")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Bilbies first")).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name="Choose Bilbies first")).to_be_checked()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Bilbies second")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Bilbies second")).to_be_visible()


def test_today_counts_what_waits_and_leads_there(people: People, product: Product):
    asked(product, "Something new for today")
    found: dict[str, list[str]] = {}
    for look in ("light", "dark"):
        page = people.staff(color_scheme=look)
        page.get_by_role("link", name="Today").click()
        expect(page.get_by_role("heading", name="My work")).to_be_visible()
        found[look] = violations(page)
        if look == "light":
            picture(page, "today")

    page.get_by_role("link", name="New requests").click()

    expect(page.get_by_role("button", name="New only")).to_have_attribute("aria-pressed", "true")
    assert found == {"light": [], "dark": []}
