"""The main job as people do it, in a real browser, on the deployed desk."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page, expect

from local.paper import pdf
from local.product import Product
from tests.e2e.screens import (
    People,
    asked,
    choose,
    listed,
    opened,
    panel,
    picture,
    press,
    row,
    said,
)

BOOK = {"title": "The Black Jacobins", "isbn": "9780140299816"}
CHAPTER = "The San Domingo Masses Begin"
LECTURER = "a.okafor@northgate.example"
Bearer = Callable[[str], dict[str, str]]


def test_a_request_goes_from_the_reading_list_to_the_students_screen(
    people: People, product: Product, bearer: Bearer, tmp_path: Path
):
    other_people_asked(product, bearer("digitiser"))
    amara, item = the_lecturer_asks(people, product)
    dan = people.staff()

    dan_finds_it(dan)
    dan_takes_it(dan)
    expect(item).to_contain_text("In process")
    dan_corrects_it(dan)
    dan_settles_the_rights(dan)
    dan_adds_the_scan(dan, tmp_path)
    address = dan_publishes(dan)

    expect(item.get_by_role("link", name="View online")).to_have_attribute("href", address)
    expect(item).to_contain_text("Complete")
    expect(item).to_contain_text("done by the library")
    picture(amara, "reading-list")
    the_lecturer_has_a_mail(amara, address)
    a_student_reads(people.somebody(), address)


def other_people_asked(product: Product, headers: dict[str, str]) -> None:
    """So that the queue is a queue, and the catalogue knows the book."""
    book = {**BOOK, "authors": "James, C. L. R.", "publisher": "Penguin", "year": "2001"}
    address = f"{product.url}/api/works"
    httpx.post(address, json={**book, "pages": 364}, headers=headers, timeout=60).raise_for_status()
    asked(product, "Debt: The First 5,000 Years", isbn="9781612194196", pages=["21-41"])
    asked(product, "Orientalism", isbn="039474067X", chapter="Introduction", pages=["1-28"])
    asked(product, "Silencing the Past", user="tbrandt", chapter="An Unthinkable History")


def the_lecturer_asks(people: People, product: Product) -> tuple[Page, Locator]:
    place = {"section": "Weeks 1-3: Merchants and empires", "author": "James, C. L. R."}
    listed(product, **BOOK, **place, publisher="Penguin", publication_date="2001")
    page = people.somebody()
    page.goto("/local/leganto")
    item = page.get_by_role("article").filter(has_text=BOOK["title"])
    item.get_by_text("Request digitisation").click()
    item.get_by_label("Chapters").fill(CHAPTER)
    item.get_by_label("from").fill("85")
    item.get_by_label("to", exact=True).fill("107")
    item.get_by_label("Note", exact=True).fill("For week five, please.")
    item.get_by_role("button", name="Send").click()
    expect(item).to_contain_text("Ready for processing")
    return page, item


def dan_finds_it(dan: Page) -> None:
    """In the queue as new, by a search as he types."""
    line = row(dan, CHAPTER)
    expect(line).to_contain_text("HIST2041")
    expect(line.locator("[data-phase=received]")).to_have_text("New")
    expect(dan).to_have_title(re.compile(r"^\([1-9]\d*\) Queue"))
    picture(dan, "queue")
    dan.get_by_label("Search requests").press_sequentially("san domi")
    expect(dan.get_by_role("row")).to_have_count(2)
    expect(line).to_be_visible()


def dan_takes_it(dan: Page) -> None:
    """Having seen what was sent beside what the desk found."""
    row(dan, CHAPTER).click()
    sent, work = panel(dan, "Original request"), panel(dan, "What the desk works on")
    expect(sent).to_contain_text("For week five, please.")
    expect(sent).to_contain_text(LECTURER)
    expect(work).to_contain_text("Empire, Trade and Resistance")
    expect(work).to_contain_text("364 pages")
    expect(work.get_by_role("button")).to_have_count(0)
    press(dan, "Assign to me")
    said(dan, "Assign to me")
    expect(dan.get_by_text("Assigned to Dan Digitiser")).to_be_visible()


def dan_corrects_it(dan: Page) -> None:
    press(dan, "Update range")
    dan.get_by_role("textbox", name="Pages").fill("85-117")
    press(dan, "Update range")
    said(dan, "Update range")
    work = panel(dan, "What the desk works on")
    expect(work).to_contain_text("The list says: Pages: 85-107")
    press(dan, "Set lecturer")
    choose(dan, "Lecturer", "okafor", "Dr Amara Okafor")
    press(dan, "Set lecturer")
    said(dan, "Set lecturer")
    expect(work).to_contain_text("Dr Amara Okafor")
    press(dan, "Progress to active")
    said(dan, "Progress to active")


def dan_settles_the_rights(dan: Page) -> None:
    press(dan, "Record licence check")
    dan.get_by_role("combobox", name="Basis").select_option("cla-he")
    dan.get_by_role("combobox", name="Coverage").select_option("covered")
    press(dan, "Record licence check")
    said(dan, "Record licence check")
    press(dan, "Confirm extent")
    expect(dan.get_by_role("dialog")).to_contain_text("33 of 364 pages")
    press(dan, "Confirm extent")
    said(dan, "Confirm extent")
    expect(panel(dan, "What the desk works on")).to_contain_text("confirmed by Dan Digitiser")


def dan_adds_the_scan(dan: Page, folder: Path) -> None:
    """A megabyte, over a line that is slow for as long as it takes to see how far it is."""
    scan = folder / "James, San Domingo.pdf"
    scan.write_bytes(pdf(CHAPTER * 1200, 33))
    line = dan.context.new_cdp_session(dan)
    speed = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 10**5}
    line.send("Network.emulateNetworkConditions", speed)
    dan.get_by_label("Scan as PDF").set_input_files(scan)
    bar = dan.get_by_role("progressbar", name="Uploaded")
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]\d$"))
    line.send("Network.emulateNetworkConditions", {**speed, "uploadThroughput": -1})
    expect(bar).to_have_count(0)
    scans = panel(dan, "Scans")
    expect(scans).to_contain_text("Checked, fit to use")
    expect(scans).to_contain_text("33 pages")
    press(dan, f"Select {scan.name}")
    said(dan, "Select scan")
    expect(scans.get_by_text("Selected")).to_be_visible()
    picture(dan, "request")


def dan_publishes(dan: Page) -> str:
    """With the mail to the lecturer, which is off until he ticks it."""
    press(dan, "Generate link")
    tick = dan.get_by_label("E-mail the lecturer")
    expect(tick).not_to_be_checked()
    tick.check()
    press(dan, "Generate link")
    said(dan, "Generate link")
    link = panel(dan, "Link for the students").get_by_role("link")
    return str(link.get_attribute("href"))


def the_lecturer_has_a_mail(amara: Page, address: str) -> None:
    amara.goto("/local/inbox")
    mail = amara.get_by_role("main")
    expect(mail).to_contain_text(address)
    expect(mail).to_contain_text(LECTURER)


def a_student_reads(sofia: Page, address: str) -> None:
    sofia.goto(address)
    sofia.get_by_role("button", name="Sofia Student").click()
    expect(sofia.get_by_role("heading", name="Copyright notice")).to_be_visible()
    picture(sofia, "link")
    opened(sofia)
    scan = sofia.get_by_role("link", name="Open the PDF").get_attribute("href")
    answer = httpx.get(str(scan), timeout=60)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
