"""At a phone, by the scanner: nothing of a list lies out of sight beside it."""

from playwright.sync_api import expect

from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, row

PHONE = {"viewport": {"width": 390, "height": 844}}
HEADING = "cell => getComputedStyle(cell, '::before').content"


def test_a_list_is_read_on_a_phone_without_pushing_it_aside(people: People, dan: DeskUser):
    title = "Read on a phone"
    dan.until_answered(
        "POST", "/api/requests", json={"kind": "copyright-clearance", "title": title}
    )
    ada = people.staff("Ada Approver", **PHONE)
    ada.goto("/approvals")
    line = row(ada, title)
    line.scroll_into_view_if_needed()

    expect(line.get_by_role("link").first).to_be_in_viewport()
    sheet = ada.get_by_role("region", name="Approval requests")
    assert sheet.evaluate("sheet => sheet.scrollWidth <= sheet.clientWidth")
    assert (
        line.get_by_role("cell").filter(has_text="Approval wanted").evaluate(HEADING)
        == '"Approval"'
    )
