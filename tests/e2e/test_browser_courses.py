"""An administrator sends the registry's file; a digitiser adds the course that it lacks."""

import uuid

from playwright.sync_api import FilePayload, expect

from tests.e2e.screens import People, press, row, said, violations


def a_code() -> str:
    return f"T{uuid.uuid4().hex[:8]}".upper()


def test_a_file_is_looked_through_before_its_good_rows_are_applied(people: People):
    code = a_code()
    sent = f"CourseCode,CourseName,Folder\n{code},The sea,1\n{code}X,,2\n".encode()
    amir = people.staff("Amir Administrator")
    amir.get_by_text("Set up").click()
    amir.get_by_role("link", name="Courses").click()
    found = {"courses": violations(amir)}

    file = FilePayload(name="registry.csv", mimeType="text/csv", buffer=sent)
    amir.get_by_label("Courses as CSV").set_input_files(file)
    expect(amir.get_by_text("A new course needs a name.")).to_be_visible()
    expect(amir.get_by_text("Headings that mean nothing here: Folder.")).to_be_visible()
    found["looked through"] = violations(amir)
    amir.get_by_role("searchbox", name="Search courses").fill(code)
    expect(amir.get_by_text(f"No course matches “{code}”.")).to_be_visible()
    press(amir, "Apply what is right: 1")

    expect(row(amir, "The sea").filter(has_text=code)).to_be_visible()
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_a_course_that_is_missing_is_added_where_it_is_chosen(people: People):
    code = a_code()
    dan = people.staff()
    press(dan, "New request")
    dan.get_by_label("ISBN or ISSN").fill("978-0-394-74067-6")
    press(dan, "Start the request")
    press(dan, "Save course")
    dan.get_by_role("combobox", name="Course").fill(code)

    press(dan, "New course")
    expect(dan.get_by_label("Course code")).to_have_value(code)
    dan.get_by_label("Name").fill("The coast")
    wrong = violations(dan)
    press(dan, "Add it")
    expect(dan.get_by_label("Course code")).to_have_count(0)
    press(dan, "Save course")

    said(dan, "Save course")
    expect(dan.get_by_text(f"{code} The coast")).to_be_visible()
    assert wrong == []
