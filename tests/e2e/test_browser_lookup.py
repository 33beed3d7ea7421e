"""A title that nobody has at the desk is looked up in the catalogues outside, and taken."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from local.outside import CATALOGUES
from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, asked, entered, panel, press, said, violations


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
    return page, entered(page, "Look up a title")


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
    entered(page, "Look up a title")
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


def test_wrong_pages_of_a_title_are_corrected_where_it_is_assigned_and_the_extent_follows(
    people: People, dan: DeskUser
):
    people.expects("400")
    people.expects("409")
    book = Title.new("Counted wrongly", 1000)
    work = dan.until_answered("POST", "/api/works", json=book.record | {"country": "GB"}).json()
    wish = {"isn": book.isbn, "extract_title": "One", "pages": "1-20", "course": "HIST2041"}
    made = dan.until_answered("POST", "/api/requests", json=wish).json()["request"]
    page = people.staff()
    page.goto(f"/requests/{made['id']}")
    desk = panel(page, "What the desk works on")
    expect(desk).to_contain_text("20 of 1000 pages")

    press(page, "Assign metadata")
    press(page, "Edit title")
    dialogue = page.get_by_role("dialog", name="Edit title")
    expect(dialogue.get_by_label("Pages of the whole work")).to_have_value("1000")
    dialogue.get_by_label("Pages of the whole work").fill("100")
    theirs = book.record | {"country": "GB", "publisher": "Verso", "pages": 900}
    dan.until_answered("PUT", f"/api/works/{work['id']}", json=theirs)
    isbn = dialogue.get_by_label("ISBN", exact=True)
    isbn.fill("12345")
    press(page, "Save the title")
    expect(isbn).to_have_attribute("aria-invalid", "true")
    isbn.fill(book.isbn)
    press(page, "Save the title")
    expect(dialogue).to_contain_text("Somebody else saved this record")
    expect(dialogue.get_by_label("Publisher")).to_have_value("Verso")
    expect(dialogue.get_by_label("Pages of the whole work")).to_have_value("100")
    differs = dialogue.get_by_role("list", name="What is different now").get_by_role("listitem")
    expect(differs.filter(has_text="Pages of the whole work: 1000 → 900")).to_be_visible()
    expect(dialogue).to_contain_text("What you typed is still here, the rest is theirs")
    dialogue.get_by_text("What it was before").click()
    assert violations(page) == []
    press(page, "Save the title")

    said_so = "The title is saved. This request follows once you send this form."
    expect(page.get_by_role("status").filter(has_text=said_so)).to_be_visible()
    expect(dialogue).to_have_count(0)
    expect(desk).to_contain_text("20 of 1000 pages")
    press(page, "Assign metadata")
    said(page, "Assign metadata")
    expect(desk).to_contain_text("20 of 100 pages")
    now = dan.until_answered("GET", f"/api/works/{work['id']}").json()["work"]
    assert (now["pages"], now["publisher"], now["country"]) == (100, "Verso", "GB")
