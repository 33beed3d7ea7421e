"""The page of one request: its notes, its link and what is sent, read and changed in a browser."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from local.deploy import RESOLVER
from local.paper import pdf
from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser, an_event, signed
from tests.e2e.live import published
from tests.e2e.mischief_lists import an_event as an_open_event
from tests.e2e.mischief_lists import delivered
from tests.e2e.screens import People, asked, panel, picture, press, said, violations

SHEET = FilePayload(name="plates.pdf", mimeType="application/pdf", buffer=pdf("The plates", 2))
LOOKS: dict[str, dict[str, Any]] = {"light": {}, "dark": {"color_scheme": "dark"}}


@pytest.fixture(scope="module")
def dan(product: Product, bearer: Callable[[str], dict[str, str]]) -> Iterator[DeskUser]:
    user = DeskUser(product, bearer("digitiser"))
    with user.web:
        yield user


@pytest.fixture(scope="module")
def live(dan: DeskUser) -> str:
    """A request with a link that opens."""
    return str(published(dan)["id"])


def a_patrons(dan: DeskUser) -> str:
    """A request for one person, whose address is known, which Dan has taken."""
    known = {
        "title": "The plates", "purpose": "patron", "requester_name": "Pat Patron",
        "requester_email": "pat@university.example", "pages": "1-5",
    }  # fmt: skip
    request = str(dan.until_answered("POST", "/api/requests", json=known).json()["request"]["id"])
    dan.act(request, "assign")
    return request


def written(page: Page, words: str) -> None:
    press(page, "Add a note")
    page.get_by_role("textbox", name="Note", exact=True).fill(words)
    press(page, "Add a note")
    said(page, "Add a note")


def test_a_note_is_added_changed_found_and_deleted(people: People, product: Product):
    request = asked(product, "A page with notes")
    page = people.staff()
    page.goto(f"/requests/{request}")
    notes = panel(page, "Notes")
    expect(notes).to_contain_text("No notes yet.")
    written(page, "The spine is broken.")
    written(page, "Ann wants the plates too.")

    page.get_by_role("button", name="Edit the note The spine").click()
    page.get_by_role("textbox", name="New text").fill("The spine is mended.")
    press(page, "Edit a note")
    said(page, "Edit a note")
    expect(notes).to_contain_text("The spine is mended.")
    expect(notes).to_contain_text("changed by Dan Digitiser")

    page.get_by_label("Find notes").fill("SPINE")
    expect(notes.get_by_role("listitem")).to_have_count(1)
    page.get_by_label("Find notes").fill("dan")
    page.get_by_label("Where").select_option(label="Updated by")
    expect(notes.get_by_role("listitem")).to_contain_text(["mended"])
    page.get_by_label("Find notes").fill("")

    page.get_by_role("button", name="Delete the note Ann").click()
    expect(page.get_by_role("dialog")).to_contain_text("Ann wants the plates too.")
    press(page, "Cancel")
    expect(notes.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name="Delete the note Ann").click()
    press(page, "Delete a note")
    said(page, "Delete a note")
    expect(notes.get_by_role("listitem")).to_have_count(1)
    history = panel(page, "History")
    expect(history.get_by_role("heading", name="Today")).to_be_visible()
    expect(history).to_contain_text("Ann wants the plates too.")


@pytest.mark.parametrize("look", LOOKS)
def test_a_link_stands_with_its_code_and_its_openings(people: People, live: str, look: str):
    page = people.staff(**LOOKS[look])

    page.goto(f"/requests/{live}")

    link = panel(page, "Link for the students")
    expect(link.get_by_role("img", name="QR code of the link")).to_be_visible()
    expect(link.get_by_role("row").filter(has_text="HIST2041")).to_contain_text("Open until")
    expect(link).to_contain_text("Nobody has opened it yet.")
    expect(link).to_contain_text("Reading copy")
    expect(link).to_contain_text("For an accessible copy")
    assert violations(page) == []
    if look == "light":
        picture(page, "request-link")


@pytest.mark.parametrize("look", LOOKS)
def test_a_letter_is_seen_before_it_is_sent_and_a_rejection_is_taken_back(
    people: People, dan: DeskUser, look: str
):
    request = a_patrons(dan)
    page = people.staff(**LOOKS[look])
    page.goto(f"/requests/{request}")
    press(page, "Reject")
    page.get_by_label("Reason").select_option(value="not-held")
    page.get_by_label("Note for the requester").fill("Volume 2 is here.")

    press(page, "Preview the letter")

    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text("To Pat Patron <pat@university.example>")
    expect(dialogue.locator("pre")).to_contain_text("Volume 2 is here.")
    assert violations(page) == []
    page.get_by_label("E-mail the requester").check()
    press(page, "Reject")
    said(page, "Reject")
    press(page, "Undo")
    said(page, "Reopen")
    expect(page.get_by_text("In progress", exact=True)).to_be_visible()
    expect(panel(page, "History")).to_contain_text("Letter not sent")


def test_a_rejection_that_writes_no_letter_is_taken_back_for_a_minute_too(
    people: People, dan: DeskUser
):
    request = a_patrons(dan)
    page = people.staff()
    page.clock.install()
    page.goto(f"/requests/{request}")
    press(page, "Reject")
    page.get_by_label("Reason").select_option(value="not-held")
    press(page, "Reject")
    said(page, "Reject")

    page.clock.run_for(45_000)

    press(page, "Undo")
    said(page, "Reopen")


def test_a_patrons_files_are_added_and_deleted(people: People, dan: DeskUser):
    request = a_patrons(dan)
    dan.act(request, "progress")
    page = people.staff()
    page.goto(f"/requests/{request}")
    delivery = panel(page, "Delivery")
    expect(delivery).to_contain_text("Pat Patron")

    delivery.get_by_role("button", name="Add a file to deliver").click()
    delivery.get_by_label("File", exact=True).set_input_files(SHEET)
    delivery.get_by_label("Note on it").fill("In colour.")
    delivery.get_by_role("button", name="Add a file to deliver").click()

    expect(delivery.get_by_role("button", name="Download plates.pdf")).to_be_visible()
    expect(delivery).to_contain_text("In colour.")
    assert violations(page) == []
    delivery.get_by_role("button", name="Delete plates.pdf").click()
    press(page, "Remove a file to deliver")
    said(page, "Remove a file to deliver")
    expect(delivery).to_contain_text("No file to deliver yet.")


def an_alma_request(product: Product, title: str, **known: Any) -> str:
    body = an_event(title, **known)
    door = f"{product.url}/api/webhooks/leganto"
    answer = httpx.post(door, content=body, headers=signed(body), timeout=60)
    return str(answer.raise_for_status().json()["request"])


def test_what_differs_is_marked_on_both_sides_and_what_means_the_same_is_not(
    people: People, product: Product, dan: DeskUser
):
    book = Title.new("The Making of Sameness", 240)
    work = dan.until_answered("POST", "/api/works", json=book.record).json()
    asked_for = {"isbn": book.isbn, "volume": "5", "issue": "5", "user_primary_id": "s4711",
                 "required_pages_range": [{"from_page": "1", "to_page": "30"}]}  # fmt: skip
    request = an_alma_request(product, "The Making of Sameness", **asked_for)
    dan.act(request, "assign")
    now = {"work": work["id"], "volume": "5", "issue": "6", "pages": "1-20"}
    assert dan.act(request, "assign-metadata", **now).status_code == 200
    page = people.staff()
    page.route(f"**/api/requests/{request}", by_somebody_else)

    page.goto(f"/requests/{request}")

    there, here = panel(page, "Original request"), panel(page, "What the desk works on")
    expect(here).to_contain_text("The list says: Issue: 5; Pages: 1-30")
    expect(here).to_contain_text("The list says: Requested by: s4711")
    expect(there).to_contain_text("The desk has: 1-20")
    expect(there.get_by_text("Issue", exact=True).locator("..")).to_contain_text("The desk has: 6")
    expect(there).to_contain_text("The desk has: Rosa Reader")
    expect(page.get_by_text("The list says:")).to_have_count(2)
    expect(page.get_by_text("The desk has:")).to_have_count(3)
    assert violations(page) == []


def by_somebody_else(route: Route) -> None:
    """The request as it would be, had the desk found another requester."""
    told = route.fetch().json()
    told["differs"].append({"place": "requester", "label": "Requested by",
                            "sent": "s4711", "ours": "Rosa Reader"})  # fmt: skip
    route.fulfill(status=200, content_type="application/json", body=json.dumps(told))


def test_an_electronic_item_is_looked_at_and_the_title_page_is_asked_for_beside_the_scans(
    people: People, product: Product, dan: DeskUser
):
    book = Title.new("Held Elsewhere", 240)
    work = dan.until_answered("POST", "/api/works", json=book.record).json()
    event = an_open_event(work_title=book.title, isn=book.isbn, pages="1-12", title_page=True)
    method, path, more = delivered(event)
    told = httpx.request(method, f"{product.url}{path}", timeout=60, **more).raise_for_status()
    request = str(told.json()["request"])
    dan.act(request, "assign")
    dan.act(request, "progress")
    dan.act(request, "assign-metadata", work=work["id"], pages="1-12")
    dan.act(request, "record-holdings", holdings="print-and-electronic", evidence="The catalogue")
    assert dan.act(request, "go-electronic").status_code == 200
    page = people.staff()

    page.goto(f"/requests/{request}")

    desk = panel(page, "What the desk works on")
    expect(desk).to_contain_text("Electronic digitization")
    link = desk.get_by_role("link", name="View it")
    expect(link).to_have_attribute("href", re.compile(rf"^{re.escape(RESOLVER)}\?.*{book.isbn}"))
    expect(link).to_have_attribute("rel", "noreferrer")
    expect(panel(page, "Scans")).to_contain_text("The title page and its verso are asked for too.")
    assert violations(page) == []
