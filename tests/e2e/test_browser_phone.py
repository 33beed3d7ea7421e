"""At a phone, by the scanner: nothing of a list lies out of sight beside it."""

import re
from typing import Any

import httpx
from playwright.sync_api import expect

from local.product import Product
from tests.e2e.desk_user import DeskUser, an_event, signed
from tests.e2e.screens import People, asked, row

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
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


def test_each_heading_of_the_queue_is_reached_on_a_phone_and_sorts(
    people: People, product: Product
):
    asked(product, "Sorted on a phone")
    page = people.staff(**PHONE)
    page.goto("/")
    line = page.locator("thead tr")
    last = line.get_by_role("button", name="Assigned to")
    expect(last).not_to_be_in_viewport(ratio=0.9)

    line.hover()
    page.mouse.wheel(2_000, 0)

    expect(last).to_be_in_viewport(ratio=1)
    last.click()
    expect(page).to_have_url(re.compile("sort=assignee"))


def test_headings_that_sort_nothing_take_no_room_on_a_phone(people: People, product: Product):
    body = an_event("")
    door = f"{product.url}/api/webhooks/leganto"
    httpx.post(door, content=body, headers=signed(body), timeout=60).raise_for_status()
    page = people.staff(**PHONE)

    page.goto("/?view=set-aside")

    expect(page.get_by_text("This request has neither").first).to_be_visible()
    assert page.locator("thead").evaluate("head => head.getBoundingClientRect().width") <= 1
