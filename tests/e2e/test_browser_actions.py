"""The bar of a request: what brings it on stands first, what ends it last, by the keyboard too."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import LATE, People, asked, known, panel, press, said, violations

ENDING = ["Reject", "Cancel the request", "Delete"]


@pytest.fixture(scope="module")
def dan(product: Product, bearer: Callable[[str], dict[str, str]]) -> Iterator[DeskUser]:
    user = DeskUser(product, bearer("digitiser"))
    with user.web:
        yield user


def bar(page: Page) -> list[str]:
    return page.get_by_role("toolbar", name="Actions").get_by_role("button").all_inner_texts()


def first(page: Page, label: str) -> None:
    buttons = page.get_by_role("toolbar", name="Actions").get_by_role("button")
    expect(buttons.first).to_have_text(label)


def test_what_brings_it_on_stands_first_and_what_ends_it_last(people: People, product: Product):
    request = asked(product, "First things first")
    page = people.staff()
    page.goto(f"/requests/{request}")

    first(page, "Assign to me")
    press(page, "Assign to me")
    first(page, "Progress to active")
    press(page, "Progress to active")
    first(page, "Assign metadata")

    assert bar(page)[-3:] == ENDING
    assert violations(page) == []


def test_the_keyboard_meets_them_in_that_order(people: People, product: Product, dan: DeskUser):
    request = asked(product, "By the keyboard")
    dan.act(request, "assign")
    page = people.staff()
    page.goto(f"/requests/{request}")
    known(page)
    first(page, "Progress to active")
    shown = bar(page)

    page.get_by_role("button", name="Progress to active").focus()
    met = [page.evaluate("document.activeElement.textContent")]
    for _ in shown[1:]:
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.textContent"))

    assert met == shown
    assert met[-2:] == ["Reject", "Cancel the request"]


def test_what_was_done_stands_there_before_it_is_said(people: People, product: Product):
    request = asked(product, "Done and said")
    page = people.staff()
    page.goto(f"/requests/{request}")
    first(page, "Assign to me")
    page.evaluate(LATE)

    press(page, "Assign to me")
    said(page, "Assign to me")

    assert bar(page)[0] == "Progress to active"


def test_who_works_elsewhere_when_the_answer_comes_is_left_there(people: People, product: Product):
    held: list[Route] = []
    request = asked(product, "Gone on meanwhile")
    page = people.staff()
    page.goto(f"/requests/{request}")
    page.route("**/actions/assign", lambda one: held.append(one))
    with page.expect_request("**/actions/assign"):
        press(page, "Assign to me")
    elsewhere = page.get_by_role("link", name="Approvals for this record")
    elsewhere.focus()

    held[0].continue_()
    said(page, "Assign to me")

    # Later than what the page put off when it said so.
    page.evaluate("new Promise((passed) => setTimeout(passed, 100))")
    expect(elsewhere).to_be_focused()


def test_a_rejection_that_was_taken_back_stands_in_the_head_no_more(
    people: People, product: Product, dan: DeskUser
):
    request = asked(product, "Rejected and reopened")
    dan.act(request, "assign")
    dan.act(request, "reject", reason="not-held")
    page = people.staff()
    page.goto(f"/requests/{request}")
    expect(page.get_by_role("main")).to_contain_text("Rejected")
    reason = page.get_by_text(re.compile(r"^The library does not hold it \("))
    expect(reason).to_be_visible()

    press(page, "Reopen")
    said(page, "Reopen")

    expect(reason).to_have_count(0)
    expect(panel(page, "History")).to_contain_text("The library does not hold it")


def test_a_request_is_cancelled_with_a_reason_and_a_note_and_the_head_says_why(
    people: People, product: Product
):
    request = asked(product, "Cancelled")
    page = people.staff()
    page.goto(f"/requests/{request}")
    press(page, "Assign to me")
    said(page, "Assign to me")
    press(page, "Cancel the request")
    dialogue = page.get_by_role("dialog")
    # One button ends the request, the other one closes the dialogue.
    expect(dialogue.get_by_role("button", name="Cancel", exact=True)).to_have_count(1)
    page.get_by_label("Reason").select_option(label="It was requested by mistake")
    dialogue.get_by_role("textbox", name="Note").fill("It was meant for next year.")
    assert violations(page) == []

    press(page, "Cancel the request")

    said(page, "Cancel the request")
    head = re.compile(r"^It was requested by mistake – It was meant for next year\. \(")
    expect(page.get_by_text(head)).to_be_visible()
    expect(panel(page, "History")).to_contain_text("It was meant for next year.")


def test_the_form_for_evidence_waits_behind_its_button(
    people: People, product: Product, dan: DeskUser
):
    request = asked(product, "With evidence")
    page = people.staff()
    page.goto(f"/requests/{request}")
    evidence = panel(page, "Evidence")
    opener = evidence.get_by_role("button", name="Add evidence")
    expect(opener).to_be_visible()
    expect(evidence.get_by_label("Web address")).to_have_count(0)

    opener.click()
    expect(evidence.get_by_label("File", exact=True)).to_be_focused()
    evidence.get_by_label("Web address").fill("https://rights.example/4711")
    press(page, "Add evidence")

    expect(evidence.get_by_role("link", name="https://rights.example/4711")).to_be_visible()
    expect(evidence.get_by_label("Web address")).to_have_count(0)
    expect(opener).to_be_focused()
