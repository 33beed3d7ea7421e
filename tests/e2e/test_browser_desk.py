"""What makes the console fit for a day's work: order, conflicts, keys, and nothing in the way."""

import httpx
from playwright.sync_api import Page, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser, signed
from tests.e2e.screens import People, asked, choose, panel, press, row, said

NINE, TEN, ABACUS = "Sorted 9 Lives", "Sorted 10 Years", "sorted ábaco"
#: Under each heading, what a first click shows; equals stand newest first in either direction.
RISING = {
    "Status": [TEN, ABACUS, NINE],
    "Added on": [TEN, NINE, ABACUS],
    "Requester": [ABACUS, TEN, NINE],
    "Course": [ABACUS, NINE, TEN],
    "Title": [NINE, TEN, ABACUS],
}
FALLING = {
    "Status": [ABACUS, NINE, TEN],
    "Added on": [ABACUS, NINE, TEN],
    "Requester": [NINE, TEN, ABACUS],
    "Course": [TEN, ABACUS, NINE],
    "Title": [ABACUS, TEN, NINE],
}


def test_every_heading_sorts_the_queue_and_again_turns_it_round(
    people: People, product: Product, dan: DeskUser
):
    names = {
        asked(product, TEN, course="POLI3015", user="jlindqvist"): TEN,
        asked(product, NINE, user="tbrandt"): NINE,
        asked(product, ABACUS, user="aokafor"): ABACUS,
    }
    dan.act(next(iter(names)), "assign")
    by_id = [names[one] for one in sorted(names)]
    page = people.staff()
    page.get_by_label("Search requests").fill("sorted")
    for title, requester in ((TEN, "Lindqvist"), (NINE, "Brandt"), (ABACUS, "Okafor")):
        expect(row(page, title)).to_contain_text(requester)

    for heading, order in {"ID": by_id, **RISING}.items():
        shows(page, heading, "ascending", order)
        shows(page, heading, "descending", {"ID": by_id[::-1], **FALLING}[heading])


def shows(page: Page, heading: str, way: str, order: list[str]) -> None:
    """This order, once the heading has been clicked."""
    column = page.get_by_role("columnheader", name=heading)
    column.get_by_role("button").click()
    # The order before may have been the same by chance.
    expect(column).to_have_attribute("aria-sort", way)
    expect(page.locator("tbody tr").get_by_role("link")).to_have_text(order)


def test_what_somebody_else_did_meanwhile_is_shown_and_nothing_typed_is_lost(
    people: People, product: Product
):
    people.expects("409")
    request_id = asked(product, "Two at once")
    one, other = people.staff(), people.staff()
    for page, words in ((one, "From one."), (other, "From the other.")):
        page.goto(f"/requests/{request_id}")
        press(page, "Add a note")
        page.get_by_role("textbox", name="Note", exact=True).fill(words)

    press(other, "Add a note")
    said(other, "Add a note")
    press(one, "Add a note")

    expect(one.get_by_role("list", name="Changed meanwhile")).to_contain_text("Dan Digitiser")
    expect(one.get_by_role("textbox", name="Note", exact=True)).to_have_value("From one.")
    press(one, "Try again on the new version")
    said(one, "Add a note")
    expect(panel(one, "History")).to_contain_text("From one.")


def test_a_delivery_that_cannot_be_read_is_shown_with_its_reason_until_it_is_dismissed(
    people: People, product: Product
):
    body = b'{"id": "1", "action": "REQUEST", "event": {"value": '
    door = f"{product.url}/api/webhooks/leganto"
    answer = httpx.post(door, content=body, headers=signed(body), timeout=60)
    kept = answer.raise_for_status().json()["kept"]
    page = people.staff()

    page.get_by_role("button", name="Set aside").click()
    line = page.locator(f'a[href$="/set-aside/{kept}"]')
    expect(line).to_contain_text("This is not JSON")
    line.click()
    expect(panel(page, "What was sent")).to_contain_text(body.decode())
    page.get_by_label("Note").fill("A slip of the pen.")
    press(page, "Dismiss")

    expect(page.get_by_role("heading", name="Academic requests")).to_be_visible()
    expect(page.get_by_role("status", name="How many are shown")).to_be_visible()
    expect(line).to_have_count(0)


def test_a_request_is_reached_and_opened_by_keyboard_alone(people: People, product: Product):
    asked(product, "By keyboard")
    page = people.staff()
    expect(row(page, "By keyboard")).to_be_visible()

    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "By keyboard":
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("By keyboard")


def test_a_title_that_nobody_has_is_added_as_the_list_described_it(
    people: People, product: Product
):
    title = "Port Cities and Their Archives: A Reader"
    request_id = asked(product, title, author="Haddad, Leila", pages=["1-30"])
    page = people.staff()
    page.goto(f"/requests/{request_id}")
    press(page, "Assign to me")
    press(page, "Assign metadata")
    page.get_by_role("combobox", name="Work").fill("port cities")
    expect(page.get_by_text("Nothing found.")).to_be_visible()

    press(page, "New title")
    dialogue = page.get_by_role("dialog", name="New title")
    expect(dialogue.get_by_label("Authors")).to_have_value("Haddad, Leila")
    dialogue.get_by_label("Title", exact=False).first.fill(title)
    dialogue.get_by_label("Pages of the whole").fill("310")
    press(page, "Add the title")
    expect(dialogue).to_have_count(0)
    press(page, "Assign metadata")

    said(page, "Assign metadata")
    expect(panel(page, "What the desk works on")).to_contain_text("310 pages")


def test_staff_start_a_request_themselves_and_find_its_course(people: People):
    page = people.staff()
    press(page, "New request")
    page.get_by_label("ISBN, ISSN or DOI").fill("978-0-394-74067-6")
    page.get_by_label("Chapter or article").fill("The Scope of Orientalism")
    press(page, "Start the request")
    expect(page.get_by_role("heading", level=1)).to_have_text("The Scope of Orientalism")
    expect(page.get_by_text("No course", exact=True)).to_be_visible()

    press(page, "Save course")
    choose(page, "Course", "commons", "POLI3015")
    press(page, "Save course")

    said(page, "Save course")
    expect(panel(page, "What the desk works on")).to_contain_text("Political Economy")
