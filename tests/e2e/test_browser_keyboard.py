"""The main job without a mouse: no click anywhere, from the queue to the student's screen."""

import uuid
from pathlib import Path

import httpx
from playwright.sync_api import Page, Route, expect

from local.paper import pdf
from local.product import Product
from tests.e2e.by_keyboard import Keyboard
from tests.e2e.screens import (
    People,
    asked,
    entered,
    known,
    listed,
    panel,
    press,
    row,
    said,
    told,
)


def test_a_request_goes_from_the_queue_to_the_student_by_keyboard_alone(
    people: People, product: Product, tmp_path: Path
):
    title = f"Wharves {uuid.uuid4().hex[:6]}"
    people.expects("400")
    item = listed(product, title, author="Haddad, Leila")
    told(product, "request", {"citation": item, "pages": ["1-30"]})
    dan = people.staff()
    keys = Keyboard(dan)

    it_is_found_and_taken(dan, keys, title)
    it_is_described(dan, keys, title)
    its_rights_are_settled(dan, keys)
    ada_approves(people.staff("Ada Approver"), title)
    it_is_scanned(dan, keys, tmp_path)
    address = it_is_published(dan, keys)

    assert status_of(product, item) == ("Complete", address)
    a_student_reads(people.somebody(), address)


def it_is_found_and_taken(dan: Page, keys: Keyboard, title: str) -> None:
    expect(row(dan, title)).to_be_visible()
    dan.keyboard.press("/")
    expect(dan.get_by_role("searchbox", name="Search requests")).to_be_focused()
    dan.keyboard.type(title.lower())
    expect(dan.locator("tbody tr")).to_have_count(1)
    keys.follow(row(dan, title).get_by_role("link", name=title))
    expect(dan.get_by_role("heading", level=1)).to_have_text(title)
    keys.stands()
    keys.press("Assign to me")
    keys.says("Assign to me")


def it_is_described(dan: Page, keys: Keyboard, title: str) -> None:
    """Its course, its title, which nobody has yet, and its pages."""
    known(dan)
    keys.press("Save course")
    keys.choose("Course", "commons", "POLI3015")
    keys.press("Save course")
    keys.says("Save course")
    expect(panel(dan, "What the desk works on")).to_contain_text("POLI3015")

    keys.press("Assign metadata")
    keys.press("New title")
    dialogue = dan.get_by_role("dialog", name="New title")
    expect(dialogue.get_by_label("Authors")).to_have_value("Haddad, Leila")
    keys.write(dialogue.get_by_label("Pages of the whole"), "310")
    keys.press("Add the title")
    expect(dialogue).to_have_count(0)
    keys.stands()
    keys.press("Assign metadata")
    keys.says("Assign metadata")
    expect(panel(dan, "What the desk works on")).to_contain_text("310 pages")

    keys.press("Update range")
    pages = dan.get_by_role("dialog").get_by_role("textbox", name="Pages")
    keys.write(pages, "none")
    dan.keyboard.press("Enter")
    expect(dan.get_by_text("is not a page number")).to_be_visible()
    expect(pages).to_be_focused()
    keys.write(pages, "1-12")
    dan.keyboard.press("Enter")
    keys.says("Update range")
    # Thought better of: the dialogue gives the focus back to the button that opened it.
    keys.press("Update range")
    dan.keyboard.press("Escape")
    expect(dan.get_by_role("button", name="Update range")).to_be_focused()
    keys.press("Progress to active")
    keys.says("Progress to active")


def its_rights_are_settled(dan: Page, keys: Keyboard) -> None:
    keys.press("Record licence check")
    keys.select("Basis", "CLA Higher Education Licence")
    keys.select("Coverage", "Covered")
    keys.press("Record licence check")
    keys.says("Record licence check")
    keys.press("Confirm extent")
    keys.press("Confirm extent")
    keys.says("Confirm extent")
    keys.press("Ask for approval")
    keys.press("Ask for approval")
    keys.says("Ask for approval")


def ada_approves(ada: Page, title: str) -> None:
    keys = Keyboard(ada)
    keys.follow(ada.get_by_role("link", name="Approvals", exact=True))
    keys.follow(row(ada, title).get_by_role("link", name="Work on"))
    entered(ada, "Work on")
    ada.keyboard.press("Escape")
    expect(ada.get_by_role("dialog")).to_have_count(0)
    keys.stands()
    keys.press("Approve")
    keys.select("Reason", "Direct Permission Obtained")
    keys.press("Approve")
    keys.says("Approve")


def it_is_scanned(dan: Page, keys: Keyboard, folder: Path) -> None:
    scan = folder / "wharves.pdf"
    scan.write_bytes(pdf("Wharves", 12))
    with dan.expect_file_chooser() as chooser:
        keys.press("Add a scan")
    chooser.value.set_files(scan)
    keys.stands()
    expect(panel(dan, "Scans")).to_contain_text("Checked, fit to use")
    keys.press(f"Select {scan.name}")
    keys.says("Select scan")


def it_is_published(dan: Page, keys: Keyboard) -> str:
    keys.press("Generate link")
    keys.press("Generate link")
    keys.says("Generate link")
    link = panel(dan, "Link for the students").get_by_role("link").first
    keys.to(link)
    return str(link.get_attribute("href"))


def status_of(product: Product, item: str) -> tuple[str, str]:
    """What the reading list shows of it, and whither it leads."""
    answer = httpx.get(f"{product.url}/local/leganto/lists.json", params={"citation": item})
    (place,) = [one for shelf in answer.json()["lists"] for one in shelf["citations"]]
    return str(place["status_label"]), str(place["link"])


def a_student_reads(sofia: Page, address: str) -> None:
    sofia.goto(address)
    keys = Keyboard(sofia)
    keys.follow(sofia.get_by_role("button", name="Sofia Student"))
    expect(sofia.get_by_role("heading", name="Copyright notice")).to_be_visible()
    ready, waits = sofia.get_by_role("link", name="Open the PDF"), sofia.get_by_text("Try again")
    for _ in range(40):
        keys.follow(sofia.get_by_role("button", name="open the text"))
        expect(ready.or_(waits)).to_be_visible()
        if ready.is_visible():
            break
        sofia.wait_for_timeout(1_000)
        keys.follow(waits)
    keys.to(ready)
    answer = httpx.get(str(ready.get_attribute("href")))
    assert answer.content.startswith(b"%PDF")


def test_who_marked_all_to_write_over_it_writes_over_a_name_that_comes_just_then(
    people: People, product: Product
):
    request, dan = asked(product, "Wharves and Warehouses"), people.staff()
    held: list[Route] = []
    dan.goto(f"/requests/{request}")
    known(dan)
    press(dan, "Assign to me")
    said(dan, "Assign to me")
    dan.route("**/api/courses?*", lambda one: held.append(one), times=1)
    with dan.expect_request("**/api/courses?*"):
        press(dan, "Save course")
    course = entered(dan, "Save course").get_by_role("combobox", name="Course")
    course.focus()
    dan.keyboard.press("ControlOrMeta+a")
    before = course.input_value()
    held[0].continue_()
    expect(course).not_to_have_value(before)

    dan.keyboard.type("commons")

    expect(course).to_have_value("commons")
    expect(dan.get_by_role("option", name="POLI3015")).to_be_visible()
