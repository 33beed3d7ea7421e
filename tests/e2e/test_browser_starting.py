"""Staff start a request themselves, by the form of what it is for."""

import re
import uuid

from playwright.sync_api import Page, expect

from tests.e2e.screens import People, choose, panel, press, violations


def the_form(page: Page, way: str) -> None:
    press(page, "New request")
    page.get_by_label("What is it for?").select_option(label=way)


def typed(page: Page, title: str) -> None:
    page.get_by_label("Title of the book or journal").fill(title)
    page.get_by_label("Pages", exact=True).fill("3-9")


def test_a_course_is_served_and_what_was_wrong_stands_at_its_field(people: People):
    people.expects("400")
    title = f"Started for a course {uuid.uuid4().hex[:6]}"
    dan = people.staff()
    the_form(dan, "Digitisation for a course")
    press(dan, "Start the request")
    number = dan.get_by_label("ISBN, ISSN or DOI")
    expect(number).to_be_focused()
    expect(number).to_have_accessible_description(re.compile("^give an ISBN"))
    typed(dan, title)
    number.fill("978-0-000-00000-1")
    choose(dan, "Course", "commons", "POLI3015")
    press(dan, "Start the request")
    expect(number).to_be_focused()
    expect(dan.get_by_label("Title of the book or journal")).to_have_value(title)
    wrong = violations(dan)

    number.fill("")
    press(dan, "Start the request")

    expect(dan.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(panel(dan, "What the desk works on")).to_contain_text("POLI3015")
    assert wrong == []


def test_clearance_is_asked_for_and_wants_an_approval(people: People):
    title = f"Started for clearance {uuid.uuid4().hex[:6]}"
    dan = people.staff()
    the_form(dan, "Copyright clearance")
    typed(dan, title)

    press(dan, "Start the request")

    expect(dan.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(dan.get_by_text("Approval wanted")).to_be_visible()


def test_a_patron_is_named_and_what_was_typed_outlives_a_change_of_mind(people: People):
    people.expects("400")
    title = f"Started for a patron {uuid.uuid4().hex[:6]}"
    dan = people.staff()
    the_form(dan, "Digitisation for a course")
    typed(dan, title)
    dan.get_by_label("What is it for?").select_option(label="Digitisation for one patron")
    expect(dan.get_by_label("Title of the book or journal")).to_have_value(title)
    expect(dan.get_by_role("combobox", name="Course")).to_have_count(0)
    dan.get_by_label("Patron's name").fill("Pat Patron")
    dan.get_by_label("Patron's e-mail address").fill("pat")
    press(dan, "Start the request")
    email = dan.get_by_label("Patron's e-mail address")
    expect(email).to_have_accessible_description("this is no e-mail address")

    email.fill("pat@university.example")
    press(dan, "Start the request")

    expect(dan.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(panel(dan, "Delivery")).to_contain_text("Pat Patron")


def test_who_only_reads_is_offered_no_new_request(people: People):
    vera = people.staff("Vera Viewer")

    expect(vera.get_by_role("link", name="Queue", exact=True)).to_be_visible()
    expect(vera.get_by_role("button", name="New request")).to_have_count(0)
