"""An approver at the console: from the list to the decision, with clearance and evidence."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, expect

from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, asked, known, panel, press, row, said, violations

LETTER = FilePayload(name="clearance.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 cleared")


def test_an_approver_clears_a_request_and_keeps_the_evidence(
    people: People, product: Product, bearer: Callable[[str], dict[str, str]]
):
    title = "Cleared with evidence"
    request_id = asked(product, title, isbn="9780141036144", course="HIST2041")
    dan = DeskUser(product, bearer("digitiser"))
    with dan.web:
        for action, more in (
            ("assign", {}),
            ("progress", {}),
            ("want-approval", {"clearance": True}),
        ):
            assert dan.act(request_id, action, **more).status_code == 200
    ada = people.staff("Ada Approver")
    ada.get_by_role("link", name="Approvals", exact=True).click()
    expect(row(ada, title)).to_contain_text("clearance is needed")
    found = {"approvals": violations(ada)}

    row(ada, title).get_by_role("link", name="Work on").click()
    ada.get_by_label("CC number").fill("CC-4711")
    ada.get_by_label("CC order date").fill("2026-11-01")
    found["work on"] = violations(ada)
    press(ada, "Work on")
    said(ada, "Work on")
    # Who approves must have seen what the list answered.
    known(ada)
    press(ada, "Add evidence")
    ada.get_by_label("File", exact=True).set_input_files(LETTER)
    ada.get_by_label("Note on it").fill("Order confirmation.")
    press(ada, "Add evidence")
    expect(panel(ada, "Evidence")).to_contain_text("Order confirmation.")
    expect(ada.get_by_role("button", name="Download clearance.pdf")).to_be_visible()
    found["evidence"] = violations(ada)
    press(ada, "Approve")
    press(ada, "Cancel")
    expect(ada.get_by_role("button", name="Download clearance.pdf")).to_be_visible()
    press(ada, "Approve")
    expect(ada.get_by_label("CC number")).to_have_value("CC-4711")
    ada.get_by_label("CC approval date").fill("2026-11-02")
    ada.get_by_label("Reason").select_option(label="Direct Permission Obtained")
    press(ada, "Approve")
    said(ada, "Approve")

    ada.get_by_role("link", name="Approvals for this record").click()
    expect(ada.get_by_role("checkbox", name="Filter by this record")).to_be_checked()
    expect(row(ada, title)).to_contain_text("Direct Permission Obtained, Ada Approver")
    expect(row(ada, title).get_by_role("link", name="Work on")).to_have_count(0)
    found["this record"] = violations(ada)
    with ada.expect_download() as saved:
        row(ada, title).get_by_role("link", name="View").click()
        press(ada, "Download clearance.pdf")
    assert saved.value.suggested_filename == "clearance.pdf"
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_an_approver_reads_the_rule_that_asked_as_it_was_then(people: People, dan: DeskUser):
    book = Title.new("A tenth and more", 100)
    title = f"Chapters of {book.isbn}"
    dan.until_answered("POST", "/api/works", json=book.record)
    wish = {"isn": book.isbn, "extract_title": title, "pages": "1-80", "course": "HIST2041"}
    dan.until_answered("POST", "/api/requests", json=wish)
    ada = people.staff("Ada Approver")
    ada.get_by_role("link", name="Approvals", exact=True).click()

    row(ada, title).get_by_role("link", name="More than the licence allows").click()

    desk = panel(ada, "What the desk works on")
    expect(desk.get_by_text("View rule")).to_be_focused()
    rule = desk.get_by_role("group").filter(has_text="View rule")
    expect(rule).to_contain_text("Verdict of the extent meter is Over")
    expect(rule).to_contain_text("Approval needed")
    expect(rule.get_by_role("list").last).to_contain_text("80 of 100 pages")
    assert violations(ada) == []
