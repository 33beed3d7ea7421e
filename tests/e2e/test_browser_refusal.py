"""An approver at the console: finding what waits, refusing it, taking that back, and the papers."""

import time
import uuid

import httpx
from playwright.sync_api import FilePayload, Page, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, asked, listed, panel, press, row, said, told, violations

DRAFT = FilePayload(name="draft.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 a draft")
SIGNED = FilePayload(name="signed.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 as signed")


def a_title(words: str) -> str:
    return f"{words} {uuid.uuid4().hex[:6]}"


def wanted(dan: DeskUser, request: str, **clearance: bool) -> str:
    """The request with an approval that somebody asked for."""
    assert dan.act(request, "assign").status_code == 200
    assert dan.act(request, "want-approval", **clearance).status_code == 200
    return request


def approvals(page: Page) -> None:
    page.get_by_role("link", name="Approvals", exact=True).click()
    expect(page.get_by_role("heading", name="Approvals", level=1)).to_be_visible()


def shown_on_the_list(product: Product, item: str, status: str) -> bool:
    """Whether the reading list shows that status within its time."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        asked = f"{product.url}/local/leganto/lists.json?citation={item}"
        answer = httpx.get(asked, timeout=60)
        (place,) = [one for shelf in answer.json()["lists"] for one in shelf["citations"]]
        if place["status_label"] == status:
            return True
        time.sleep(0.3)
    return False


def refuse(page: Page, reason: str, note: str) -> None:
    press(page, "Refuse")
    page.get_by_label("Reason").select_option(label=reason)
    page.get_by_label("Note for the requester").fill(note)
    press(page, "Refuse")
    said(page, "Refuse")


def test_an_approver_refuses_with_reason_and_note_and_may_take_it_back(
    people: People, product: Product, dan: DeskUser
):
    title = a_title("Refused")
    item = listed(product, title)
    sent = told(product, "request", {"citation": item})
    request = wanted(dan, str(sent["delivery"]["answer"]["request"]))
    ada = people.staff("Ada Approver")
    ada.goto(f"/requests/{request}")

    refuse(ada, "Rejected by CCC", "They want too much.")
    press(ada, "Undo")
    said(ada, "Reopen")

    expect(ada.get_by_role("main")).to_contain_text("Approval wanted")
    assert shown_on_the_list(product, item, "In process")

    refuse(ada, "Rejected by Manager", "Over our budget.")
    expect(ada.get_by_role("main")).to_contain_text("Approval refused")
    expect(ada.get_by_role("main")).to_contain_text("Rejected by Manager")
    expect(panel(ada, "History")).to_contain_text("Over our budget.")
    assert shown_on_the_list(product, item, "Declined")
    assert violations(ada) == []


def test_approvals_are_narrowed_by_status_by_words_and_by_record(
    people: People, product: Product, dan: DeskUser, ada: DeskUser
):
    mark, isbn = uuid.uuid4().hex[:6], "9780141036144"
    titles = [f"{mark} waits", f"{mark} was refused", f"{mark} of another record"]
    waits = wanted(dan, asked(product, titles[0], isbn=isbn))
    refused = wanted(dan, asked(product, titles[1], isbn=isbn))
    wanted(dan, asked(product, titles[2], isbn="9780199535569"))
    ada.act(refused, "refuse", reason="rejected-by-manager")
    page = people.staff("Ada Approver")
    approvals(page)

    expect(row(page, titles[0])).to_be_visible()
    expect(row(page, titles[1])).to_have_count(0)

    page.get_by_label("Status").select_option(label="Refused")
    expect(row(page, titles[1])).to_contain_text("Rejected by Manager, Ada Approver")
    expect(row(page, titles[0])).to_have_count(0)

    page.get_by_label("Status").select_option(label="Approval wanted")
    page.get_by_role("searchbox").fill(titles[2])
    expect(row(page, titles[2])).to_be_visible()
    expect(row(page, titles[0])).to_have_count(0)

    page.goto(f"/requests/{waits}")
    page.get_by_role("link", name="Approvals for this record").click()
    only = page.get_by_role("checkbox", name="Filter by this record")
    expect(only).to_be_checked()
    expect(row(page, titles[0])).to_be_visible()
    expect(row(page, titles[2])).to_have_count(0)
    only.click()
    expect(only).not_to_be_checked()
    page.get_by_role("searchbox").fill(mark)
    expect(row(page, titles[2])).to_be_visible()
    assert violations(page) == []


def test_an_approver_works_on_the_title_and_moves_an_expiry_that_there_is(
    people: People, product: Product, dan: DeskUser
):
    title = a_title("Mistyped")
    request = wanted(dan, asked(product, title))
    ada = people.staff("Ada Approver")
    approvals(ada)
    row(ada, title).get_by_role("link", name="Work on").click()
    ada.get_by_label("Title", exact=True).fill(f"{title}, corrected")
    press(ada, "Work on")
    said(ada, "Work on")
    expect(ada.get_by_role("heading", name=f"{title}, corrected", level=1)).to_be_visible()
    expect(ada.get_by_role("button", name="Update expiry", exact=True)).to_have_count(0)

    dan.act(request, "set-dates", start="2027-01-11", end="2027-03-01")
    ada.reload()
    press(ada, "Update expiry")
    expect(ada.get_by_label("Last day")).to_have_value("2027-03-01")
    ada.get_by_label("Last day").fill("2027-04-30")
    press(ada, "Update expiry")
    said(ada, "Update expiry")

    approvals(ada)
    expect(row(ada, f"{title}, corrected")).to_contain_text("30 Apr 2027")


def test_evidence_gets_a_new_file_and_a_new_note_and_is_deleted(
    people: People, product: Product, dan: DeskUser
):
    request = wanted(dan, asked(product, a_title("With a letter")), clearance=True)
    ada = people.staff("Ada Approver")
    ada.goto(f"/requests/{request}")
    evidence = panel(ada, "Evidence")
    press(ada, "Add evidence")
    evidence.get_by_label("File", exact=True).set_input_files(DRAFT)
    evidence.get_by_label("Note on it").fill("Not yet signed.")
    press(ada, "Add evidence")
    expect(evidence.get_by_role("button", name="Download draft.pdf")).to_be_visible()

    press(ada, "Edit draft.pdf")
    evidence.get_by_label("New file").set_input_files(SIGNED)
    evidence.get_by_label("Note on it").fill("Signed on 3 May.")
    assert violations(ada) == []
    press(ada, "Save evidence")
    expect(evidence.get_by_role("button", name="Download signed.pdf")).to_be_visible()
    expect(evidence).to_contain_text("Signed on 3 May.")
    expect(evidence).not_to_contain_text("draft.pdf")
    with ada.expect_download() as saved:
        press(ada, "Download signed.pdf")
    assert saved.value.path().read_bytes() == SIGNED["buffer"]

    press(ada, "Delete signed.pdf")
    expect(evidence.get_by_role("button", name="Download signed.pdf")).to_have_count(0)
    expect(panel(ada, "History")).to_contain_text("Remove evidence")
