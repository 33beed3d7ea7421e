"""Where something between the desk and a list went wrong: found, mended and done again."""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from chalicelib.aws.aside import Aside
from chalicelib.aws.dynamo import Dynamo
from chalicelib.domain.calls import Delivery
from local.product import Product
from tests.e2e.desk_user import DeskUser, an_event
from tests.e2e.screens import People, listed, panel, press, row, said, told, violations

LOCKED = "The citation is locked by another user."


@pytest.fixture
def alma(product: Product) -> Iterator[Callable[..., None]]:
    """Says what shall go wrong there next; nothing once the test is over."""

    def goes_wrong(*faults: dict[str, Any]) -> None:
        wanted = {"next": list(faults)}
        httpx.post(f"{product.url}/local/alma/faults", json=wanted, timeout=60).raise_for_status()

    yield goes_wrong
    goes_wrong()


def test_why_leganto_has_not_heard_is_found_and_it_is_told_again(
    people: People, product: Product, alma: Callable[..., None]
):
    title = f"Never heard of {uuid.uuid4().hex[:6]}"
    item = listed(product, title)
    sent = told(product, "request", {"citation": item})
    request = str(sent["delivery"]["answer"]["request"])
    alma({"match": f"PUT .*{item}", "status": 400, "code": "402001", "message": LOCKED,
          "times": 99})  # fmt: skip
    dan = people.staff()
    row(dan, title).get_by_role("link").click()
    press(dan, "Assign to me")
    said(dan, "Assign to me")
    expect(panel(dan, "Told to the outside")).to_contain_text("not delivered")
    dan.get_by_role("link", name="Undelivered").click()
    expect(waiting(dan, request)).to_contain_text(f"Alma refused it: {LOCKED}")
    found = {"undelivered": violations(dan)}

    amir = people.staff("Amir Administrator")
    amir.get_by_role("link", name="Undelivered").click()
    waiting(amir, request).get_by_role("link", name="How Leganto answers").click()
    leganto = amir.get_by_role("listitem", name="Leganto", exact=True)
    expect(leganto).to_contain_text(re.compile(rf"Failing.*Last failure.*{LOCKED}", re.DOTALL))
    leganto.get_by_role("button", name="Test connection").click()
    expect(leganto).to_contain_text("Alma answered and took our key.")
    found["connections"] = violations(amir)

    alma()
    waiting(dan, request).get_by_role("button", name="Send again").click()

    expect(dan.get_by_role("status")).to_contain_text("On its way again.")
    expect(waiting(dan, request)).to_have_count(0)
    expect(dan.get_by_role("main")).to_be_focused()
    dan.goto(f"/requests/{request}")
    expect(panel(dan, "Told to the outside")).to_contain_text("Sent again by Dan Digitiser")
    expect(panel(dan, "Told to the outside")).not_to_contain_text("not delivered")
    until = time.monotonic() + 60
    while status_of(product, item) != "In process":
        assert time.monotonic() < until
        time.sleep(0.5)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_a_letter_that_did_not_arrive_is_sent_to_the_address_that_staff_type(
    people: People, product: Product, dan: DeskUser
):
    email = f"pat-{uuid.uuid4().hex[:10]}@university.example"
    asked = {"title": "Misaddressed", "purpose": "patron", "requester_name": "Pat Patron",
             "requester_email": f"pat..{email}", "pages": "1-5"}  # fmt: skip
    made = dan.until_answered("POST", "/api/requests", json=asked).json()
    request = str(made["request"]["id"])
    dan.act(request, "reject", reason="not-held", notify=True)
    page = people.staff()
    page.goto(f"/requests/{request}")
    expect(panel(page, "Told to the outside")).to_contain_text("not delivered")
    page.get_by_role("link", name="Undelivered").click()
    expect(waiting(page, request)).to_contain_text("the e-mail address is none")
    again = waiting(page, request).get_by_role("button", name="Send again")
    another = waiting(page, request).get_by_label("Another address")

    people.expects("400")
    another.fill("pat at university")
    again.click()
    expect(waiting(page, request).get_by_role("alert")).to_contain_text("no e-mail address")
    assert violations(page) == []
    another.fill(email)
    again.click()

    expect(page.get_by_role("status")).to_contain_text("On its way again.")
    expect(waiting(page, request)).to_have_count(0)
    page.goto(f"/requests/{request}")
    expect(panel(page, "Told to the outside")).to_contain_text("Sent again by Dan Digitiser")
    expect(panel(page, "History")).to_contain_text("p...@university.example")
    expect(panel(page, "Told to the outside")).not_to_contain_text("on its way")
    found = httpx.get(f"{product.url}/local/inbox.json", params={"to": email}, timeout=60).json()
    assert len(found["mails"]) == 1


def waiting(page: Page, request: str) -> Locator:
    """What nobody received about this request."""
    link = page.locator(f'a[href="/requests/{request}"]')
    return page.get_by_role("main").get_by_role("listitem").filter(has=link)


def status_of(product: Product, item: str) -> str:
    """What the reading list shows of it."""
    address = f"{product.url}/local/leganto/lists.json"
    answer = httpx.get(address, params={"citation": item}, timeout=60)
    (place,) = [one for shelf in answer.json()["lists"] for one in shelf["citations"]]
    return str(place["status_label"])


def test_a_delivery_that_was_set_aside_is_read_again_and_becomes_a_request(
    people: People, product: Product
):
    title = f"Understood at last {uuid.uuid4().hex[:6]}"
    kept = by_an_older_desk(product, an_event(title))
    dan = people.staff()
    press(dan, "Set aside")
    dan.locator(f'a[href$="/set-aside/{kept}"]').click()
    expect(dan.get_by_text("This event is newer than the desk.")).to_be_visible()
    expect(panel(dan, "What was sent")).to_contain_text(title)

    dan.get_by_label("Note").fill("Read by the newer desk.")
    press(dan, "Read again")

    expect(dan.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(panel(dan, "Original request")).to_contain_text(title)
    dan.goto("/?view=set-aside")
    expect(dan.get_by_role("status", name="How many are shown")).to_be_visible()
    expect(dan.locator(f'a[href$="/set-aside/{kept}"]')).to_have_count(0)


def by_an_older_desk(product: Product, body: bytes) -> str:
    """Kept by a desk that could not read yet what today's can, as before an upgrade."""
    why, now = "This event is newer than the desk.", datetime.now(UTC)
    delivery = Delivery("POST", "", {}, {"content-type": "application/json"}, body)
    with closing(product.aws("dynamodb")) as client:
        return Aside(Dynamo(client, product.table)).keep("leganto", delivery, why, now)


def test_what_still_cannot_be_read_stays_with_its_reason_and_what_was_typed(
    people: People, product: Product
):
    people.expects("409")
    kept = by_an_older_desk(product, f'{{"id": "{uuid.uuid4().hex}", "action": '.encode())
    dan = people.staff()
    dan.goto(f"/set-aside/{kept}")
    dan.get_by_label("Note").fill("Once more.")

    press(dan, "Read again")

    expect(dan.get_by_role("alert")).to_contain_text("It still cannot be read. This is not JSON")
    expect(dan.get_by_label("Note")).to_have_value("Once more.")
