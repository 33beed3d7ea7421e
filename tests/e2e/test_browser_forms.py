"""What is typed into a form is neither lost, nor said otherwise, nor sent behind one's back."""

import re

from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import (
    LATE,
    People,
    asked,
    entered,
    known,
    panel,
    press,
    row,
    said,
    violations,
)

WORDS = "The spine is broken."


def on(people: People, request: str) -> Page:
    page = people.staff()
    page.goto(f"/requests/{request}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def with_a_note(people: People, request: str) -> Page:
    """A note is typed, and not yet sent."""
    page = on(people, request)
    press(page, "Add a note")
    page.get_by_role("textbox", name="Note", exact=True).fill(WORDS)
    return page


def test_what_was_cancelled_while_offline_is_not_sent_afterwards(
    people: People, product: Product, dan: DeskUser
):
    people.heard.add("ERR_INTERNET_DISCONNECTED")
    request = asked(product, "Offline")
    page = with_a_note(people, request)
    page.context.set_offline(True)

    press(page, "Add a note")
    expect(page.get_by_role("dialog")).to_contain_text("The desk cannot be reached.")
    press(page, "Cancel")
    sent = list[str]()
    page.on("request", lambda one: sent.append(one.url) if "/actions/" in one.url else None)
    with page.expect_response(re.compile(f"/api/requests/{request}$")):
        page.context.set_offline(False)

    # What waits to be sent would go before anything is looked at again.
    assert (sent, dan.read(request)["notes"]) == ([], [])


def test_a_half_typed_date_is_said_and_not_saved_as_none(people: People, product: Product):
    page = on(people, asked(product, "Half a date"))
    press(page, "Assign to me")
    press(page, "Set dates")
    first = entered(page, "Set dates").get_by_label("First day")
    first.focus()
    page.keyboard.type("11")

    press(page, "Set dates")

    expect(page.get_by_role("dialog")).to_contain_text("This is no date or number.")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    first.fill("2027-01-11")
    expect(page.get_by_text("This is no date or number.")).to_have_count(0)
    press(page, "Set dates")
    said(page, "Set dates")


def test_a_number_that_is_none_is_said_too(people: People, product: Product):
    page = on(people, asked(product, "No number"))
    press(page, "Assign to me")
    press(page, "Assign metadata")
    press(page, "New title")
    dialogue = entered(page, "New title")
    dialogue.get_by_label("Pages of the whole").focus()
    page.keyboard.type("3e")

    press(page, "Add the title")

    expect(dialogue).to_contain_text("This is no date or number.")


def test_a_dialogue_stays_until_its_action_is_answered(people: People, product: Product):
    held: list[Route] = []
    page = with_a_note(people, asked(product, "Slow"))
    page.route("**/actions/note", lambda one: held.append(one))
    with page.expect_request("**/actions/note"):
        press(page, "Add a note")

    page.keyboard.press("Escape")

    dialogue = page.get_by_role("dialog")
    for name in ("Cancel", "Close"):
        expect(dialogue.get_by_role("button", name=name)).to_be_disabled()
    held[0].continue_()
    said(page, "Add a note")


def test_enter_in_a_look_up_does_not_send_the_choice_of_before(people: People, product: Product):
    page = on(people, asked(product, "Another course", course="HIST2041"))
    known(page)
    expect(panel(page, "What the desk works on")).to_contain_text("HIST2041")
    press(page, "Assign to me")
    said(page, "Assign to me")
    press(page, "Save course")
    course = entered(page, "Save course").get_by_role("combobox", name="Course")
    expect(course).to_have_value(re.compile("HIST2041"))
    page.evaluate(LATE)
    course.fill("commons")
    expect(page.get_by_role("option", name="POLI3015")).to_be_visible()

    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_be_visible()
    expect(course).to_have_value("commons")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(course).to_have_value(re.compile("POLI3015"))
    page.keyboard.press("Enter")
    said(page, "Save course")
    expect(panel(page, "What the desk works on")).to_contain_text("POLI3015")


def test_escape_closes_the_uppermost_dialogue_and_a_click_beside_it_none(
    people: People, product: Product
):
    page = on(people, asked(product, "One over the other"))
    press(page, "Assign to me")
    press(page, "Assign metadata")
    press(page, "New title")
    lower = page.get_by_role("dialog", name="Assign metadata")
    upper = entered(page, "New title")

    page.mouse.click(5, 400)
    page.keyboard.press("Escape")

    expect(upper).to_have_count(0)
    expect(lower).to_be_visible()
    page.mouse.click(5, 400)
    expect(lower).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_session_that_ends_leaves_the_page_and_what_was_typed(people: People, product: Product):
    people.expects("401")
    page = with_a_note(people, asked(product, "Signed out meanwhile"))
    page.context.clear_cookies()

    press(page, "Add a note")

    gone = page.get_by_role("alert").filter(has_text="what you typed is still here")
    expect(gone).to_be_visible()
    expect(page.get_by_role("textbox", name="Note", exact=True)).to_have_value(WORDS)
    assert violations(page) == []
    with page.expect_popup() as other:
        gone.get_by_role("link", name="Sign in").click()
    other.value.get_by_role("button", name="Dan Digitiser").click()
    expect(other.value.get_by_role("button", name="Signed in as Dan Digitiser")).to_be_visible()
    other.value.close()
    page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
    expect(gone).to_have_count(0)
    press(page, "Add a note")
    said(page, "Add a note")


def test_a_title_written_from_the_right_ends_at_its_left_wherever_it_stands(
    people: People, product: Product
):
    title = "تاريخ المدن (2)."
    request = asked(product, title)
    page = people.staff()
    link = row(page, title).get_by_role("link", name=title)
    expect(link).to_be_visible()
    assert ends_at_its_left(link)

    page.goto(f"/requests/{request}")

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(title)
    assert ends_at_its_left(heading)
    assert ends_at_its_left(panel(page, "Original request").get_by_text(title))
    press(page, "Assign to me")
    press(page, "Update range")
    typed = page.get_by_role("dialog").get_by_role("textbox").first
    expect(typed).to_have_css("unicode-bidi", "plaintext")


def ends_at_its_left(words: Locator) -> bool:
    """Whether its last letter stands left of its first."""
    return bool(
        words.evaluate("""(one) => {
      const text = [...one.childNodes].find((node) => node.nodeType === Node.TEXT_NODE);
      const left = (at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      };
      return left(text.length - 1) < left(0);
    }""")
    )


def test_a_letter_that_the_store_refuses_is_not_called_a_scan(people: People, product: Product):
    people.expects("403")
    page = on(people, asked(product, "Refused by the store"))
    press(page, "Add evidence")
    letter = FilePayload(name="letter.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")
    page.get_by_label("File", exact=True).set_input_files(letter)
    page.route(lambda url: "/api/" not in url, lambda one: one.fulfill(status=403))

    press(page, "Add evidence")

    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("The file was not stored.")
    expect(refused).to_contain_text("The store refused the file (403).")


def test_who_signs_out_comes_to_the_page_in_front(people: People):
    page = people.somebody()
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name="Ada Approver").click()
    page.get_by_role("button", name="Signed in as Ada Approver").click()

    page.get_by_text("Sign out").click()

    expect(page.get_by_role("heading", name="The digitisation desk")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
