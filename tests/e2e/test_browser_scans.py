"""Scans by hand: pages seen with their findings, files added to one that is there, at a phone."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from local.titles import Title
from tests.e2e.desk_user import DeskUser
from tests.e2e.live import published
from tests.e2e.screens import SOON, People, panel, press, said, violations
from tests.library import pdfs, pictures

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
SMALL = """() => [...document.querySelectorAll("main a, main button, main summary")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).display !== "inline")
  .map((one) => [one.innerText || one.ariaLabel, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < 24 || box.width < 24))
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
SEEN = """(pictures) => pictures.length > 0
  && pictures.every(({complete, naturalWidth}) => complete && naturalWidth > 0)"""


def in_hand(dan: DeskUser) -> str:
    """A request that waits for its scan, of which three pages are asked for."""
    book = Title.new("Imagined Communities", 240)
    dan.until_answered("POST", "/api/works", json=book.record)
    known = {"isn": book.isbn, "pages": "1-3", "course": "HIST2041"}
    answer = dan.until_answered("POST", "/api/requests", json=known)
    return str(answer.json()["request"]["id"])


def three_pages(path: Path) -> Path:
    """Words, a page scanned at 96 dpi, and a blank one."""
    pdf = pdfs.a_pdf(1)
    dull = pdfs.scanned((794, 1123))
    pdf.pages.append(dull.pages[0])
    pdf.add_blank_page(page_size=(595, 842))
    return pdfs.saved(pdf, path)


def at_request(people: People, request_id: str, **look: Any) -> Page:
    page = people.staff(**look)
    page.goto(f"/requests/{request_id}")
    expect(panel(page, "Scans")).to_be_visible()
    return page


def uploaded(page: Page, file: Path) -> Locator:
    page.get_by_label("Scan as PDF").set_input_files(file)
    scans = panel(page, "Scans")
    expect(scans).to_contain_text("Checked, fit to use")
    return scans


def test_each_page_is_seen_small_with_what_the_check_found_there_and_larger_on_a_click(
    people: People, dan: DeskUser, tmp_path: Path
):
    page = at_request(people, in_hand(dan))
    fetched = list[str]()
    page.on("request", lambda one: fetched.append(one.url) if ".jpg" in one.url else None)
    scans = uploaded(page, three_pages(tmp_path / "chapter.pdf"))
    pages = scans.get_by_role("list", name="Pages of chapter.pdf").get_by_role("button")

    expect(pages).to_have_text(
        [re.compile("^1$"), re.compile("96 dpi.*no text"), re.compile("blank")]
    )
    expect(pages.nth(1)).to_have_accessible_name(re.compile("Page 2.*96 dpi"))
    page.wait_for_function(f"() => ({SEEN})([...document.querySelectorAll('li button img')])")
    assert len(fetched) == 1
    assert violations(page) == []

    pages.nth(1).click()
    larger = page.get_by_role("dialog", name="Page 2 of 3")
    expect(larger).to_contain_text("fewer than 300 dots an inch (the least 96)")
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    larger = page.get_by_role("dialog", name="Page 3 of 3")
    expect(larger).to_contain_text("is blank")
    with page.context.expect_page() as opening:
        press(page, "Open the scan at this page")
    opening.value.wait_for_url(re.compile("#page=3$"))


def test_files_are_added_to_a_scan_that_is_there_and_put_in_another_order(
    people: People, dan: DeskUser, tmp_path: Path
):
    page = at_request(people, in_hand(dan))
    scans = uploaded(page, three_pages(tmp_path / "a.pdf"))
    more = [pdfs.saved(pdfs.a_pdf(n), tmp_path / f"{name}.pdf") for n, name in ((2, "b"), (4, "c"))]
    wrong = tmp_path / "d.pdf"
    wrong.write_text("a letter")

    press(page, "Add files to a.pdf")
    page.get_by_label("Files for a.pdf").set_input_files([*more, wrong])
    press(page, "Move c.pdf up")
    press(page, "Add to the scan")

    files = scans.get_by_role("list", name="Files of a.pdf").get_by_role("listitem")
    expect(files).to_contain_text(["a.pdf · checked", "c.pdf · checked", "b.pdf · checked",
                                   "d.pdf · not fit to use"], timeout=3 * SOON)  # fmt: skip
    expect(scans).to_contain_text("d.pdf: This is not a PDF, whatever its name.")
    assert violations(page) == []

    press(page, "Remove d.pdf")
    said(page, "Remove a file of a scan")
    pages = scans.get_by_role("list", name="Pages of a.pdf").get_by_role("button")
    # The message to put it together anew, the check and the drawing come one after the other.
    expect(pages).to_have_count(9, timeout=3 * SOON)
    expect(pages.nth(1)).to_contain_text("96 dpi")


def test_one_of_several_scans_is_selected_and_only_its_pages_stand_open(
    people: People, dan: DeskUser, tmp_path: Path
):
    request_id = in_hand(dan)
    page = at_request(people, request_id)
    scans = uploaded(page, three_pages(tmp_path / "first.pdf"))
    page.get_by_label("Scan as PDF").set_input_files(
        pdfs.saved(pdfs.a_pdf(3), tmp_path / "second.pdf")
    )
    expect(scans.get_by_text("Checked, fit to use")).to_have_count(2)

    press(page, "Select second.pdf")
    said(page, "Select scan")
    page.reload()

    expect(scans.get_by_role("list", name="Pages of second.pdf")).to_be_visible()
    expect(scans.get_by_role("list", name="Pages of first.pdf")).to_have_count(0)
    scans.get_by_label("Pages of first.pdf").click()
    expect(scans.get_by_role("list", name="Pages of first.pdf")).to_be_visible()


def test_the_link_is_copied_with_the_name_of_each_run(people: People, dan: DeskUser):
    request = published(dan)
    page = at_request(people, request["id"], permissions=["clipboard-read", "clipboard-write"])
    link = panel(page, "Link for the students")
    expect(link.get_by_role("img", name="QR code of the link")).to_be_visible()
    expect(link.get_by_role("heading", name="For an accessible copy")).to_be_visible()

    link.get_by_role("button", name=re.compile("Copy the link for HIST2041")).click()
    expect(link.get_by_role("button", name="Copied")).to_be_visible()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{request['link']['url']}?c=HIST2041"
    assert violations(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_phone_at_the_scanner_reaches_everything_by_thumb(
    people: People, dan: DeskUser, tmp_path: Path, colours: str
):
    page = at_request(people, in_hand(dan), color_scheme=colours, **PHONE)
    picture = tmp_path / "image.jpg"
    pictures.saved(pictures.a_page(), picture, "JPEG")

    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Scans").click()
    expect(page.get_by_role("button", name="Take a picture")).to_be_in_viewport()
    camera = page.get_by_label("Page by camera")
    expect(camera).to_have_attribute("capture", "environment")
    camera.set_input_files(picture)
    camera.set_input_files(picture)
    expect(page.get_by_role("button", name="Take another picture")).to_be_visible()
    press(page, "Upload as one scan")

    scans = panel(page, "Scans")
    pages = scans.get_by_role("list", name=re.compile("Pages of")).get_by_role("button")
    # Two pictures are turned into PDFs, checked, put together and drawn, one after the other.
    expect(pages).to_have_count(2, timeout=3 * SOON)
    # What has been scrolled beneath the links that stay in sight would count as covered by them.
    page.evaluate("scrollTo(0, 0)")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(SMALL) == []
    for part in ("Notes", "History"):
        page.get_by_role("navigation", name="On this page").get_by_role("link", name=part).click()
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_in_viewport()
