"""A title that nobody has at the desk is looked up in the catalogues outside, and taken."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from local.outside import CATALOGUES
from local.product import Product
from tests.e2e.screens import People, asked, panel, press, said, violations


def mood(product: Product, catalogue: str, wanted: str) -> None:
    told = {"catalogue": catalogue, "mood": wanted}
    httpx.post(f"{product.url}/local/outside/mood", json=told, timeout=60).raise_for_status()


@pytest.fixture(autouse=True)
def well(product: Product) -> Iterator[None]:
    yield
    for catalogue in CATALOGUES:
        mood(product, catalogue, "well")


def looking_up(people: People, product: Product, title: str, author: str) -> tuple[Page, Locator]:
    request = asked(product, title, author=author)
    page = people.staff()
    page.goto(f"/requests/{request}")
    press(page, "Assign to me")
    press(page, "Assign metadata")
    press(page, "Look up")
    dialogue = page.get_by_role("dialog", name="Look up a title")
    expect(dialogue).to_be_visible()
    return page, dialogue


def test_a_title_is_found_outside_added_and_assigned(people: People, product: Product):
    page, dialogue = looking_up(people, product, "Late Victorian Holocausts", "Davis, Mike")
    expect(dialogue.get_by_label("Title")).to_have_value("Late Victorian Holocausts")
    expect(dialogue.get_by_label("Author")).to_have_value("Davis, Mike")

    press(page, "Look up")

    found = dialogue.get_by_role("list", name="Titles that were found").get_by_role("listitem")
    expect(dialogue).to_contain_text("The library's catalogue has 1 title.")
    expect(dialogue).to_contain_text("Open Library has nothing.")
    expect(found).to_contain_text("464 pages")
    assert violations(page) == []
    press(page, "Take it: Late Victorian Holocausts")
    expect(dialogue).to_have_count(0)
    expect(page.get_by_role("combobox", name="Work")).to_have_value("Late Victorian Holocausts")
    press(page, "Assign metadata")
    said(page, "Assign metadata")
    expect(panel(page, "What the desk works on")).to_contain_text("464 pages")


def test_a_title_that_the_desk_has_is_taken_as_it_stands_and_that_is_said(
    people: People, product: Product
):
    page, dialogue = looking_up(people, product, "Late Victorian Holocausts", "Davis, Mike")
    press(page, "Look up")
    press(page, "Take it: Late Victorian Holocausts")
    expect(dialogue).to_have_count(0)

    press(page, "Look up")
    press(page, "Look up")
    press(page, "Take it: Late Victorian Holocausts")

    expect(page.get_by_role("status").filter(has_text="had this title already")).to_be_visible()
    expect(page.get_by_role("combobox", name="Work")).to_have_value("Late Victorian Holocausts")


def test_a_catalogue_that_is_down_is_said_in_words_and_the_others_answer(
    people: People, product: Product
):
    mood(product, "alma-sru", "down")
    page, dialogue = looking_up(people, product, "Ways of Seeing", "")

    press(page, "Look up")

    expect(dialogue).to_contain_text("The library's catalogue: It does not answer at present (503)")
    expect(dialogue).to_contain_text("Open Library has 1 title.")
    expect(dialogue.get_by_role("button", name="Take it: Ways of Seeing")).to_be_visible()
    assert violations(page) == []


def test_a_slow_catalogue_is_given_up_in_words(people: People, product: Product):
    mood(product, "open-library", "slow")
    page, dialogue = looking_up(people, product, "The Great Divergence", "")

    press(page, "Look up")

    expect(dialogue).to_contain_text("The library's catalogue has 1 title.", timeout=60_000)
    expect(dialogue.locator("[data-ok=false]")).to_contain_text("Open Library:")


def test_a_number_that_is_none_is_said_at_its_field(people: People, product: Product):
    people.expects("400")
    page, dialogue = looking_up(people, product, "Whatever it is", "")
    dialogue.get_by_label("ISBN, ISSN or DOI").fill("12345")

    press(page, "Look up")

    expect(dialogue).to_contain_text("this is no ISBN, ISSN or DOI")
    expect(dialogue.get_by_label("ISBN, ISSN or DOI")).to_have_value("12345")
