"""The console in Welsh: chosen by the browser or by hand, whole, and kept."""

from playwright.sync_api import expect

from tests.e2e.screens import People


def test_a_browser_that_wants_welsh_gets_it(people: People):
    page = people.somebody(locale="cy-GB")

    page.goto("/")

    expect(page.get_by_role("link", name="Mewngofnodi")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "cy"


def test_a_language_is_chosen_by_hand_and_kept(people: People):
    page = people.staff()

    page.get_by_role("button", name="Signed in as Dan Digitiser").click()
    page.get_by_role("button", name="Cymraeg").click()

    expect(page.get_by_role("heading", name="Ceisiadau academaidd")).to_be_visible()
    page.goto("/today")
    expect(page.get_by_role("heading", name="Heddiw")).to_be_visible()
    page.get_by_role("button", name="Wedi mewngofnodi fel Dan Digitiser").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
