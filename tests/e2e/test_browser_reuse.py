"""The same text again, in a browser: who else asks for it, and one button for the scan there."""

from playwright.sync_api import expect

from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, panel, press, said, violations
from tests.e2e.test_reuse import ONLINE, PRINT, scanned, started


def test_a_scan_elsewhere_is_taken_with_one_button(people: People, dan: DeskUser):
    text = {"extract_title": "Imperial repertoires", "pages": "401-412"}
    elder = started(dan, isn=PRINT, course="POLI3015", **text)
    scanned(dan, elder)
    newer = started(dan, isn=ONLINE, course="HIST2041", **text)
    twin = started(dan, isn=PRINT, course="HIST2041", **text)
    page = people.staff()
    page.goto(f"/requests/{newer}")
    elsewhere = panel(page, "The same text elsewhere")
    expect(elsewhere).to_contain_text("no approval was needed")
    expect(elsewhere.get_by_role("link", name=f"Request {twin}", exact=True)).to_be_visible()
    assert violations(page) == []

    press(page, f"Use trajectories.pdf of request {elder}")
    said(page, "Use an existing scan")

    expect(panel(page, "Scans")).to_contain_text(f"Of request {elder}")
    expect(panel(page, "What the desk works on")).to_contain_text("Matched by ISBN 978-1400834709")
