"""An administrator keeps courses and lecturers; a digitiser adds the course that is missing."""

import uuid
from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, press, row, said, violations

Bearer = Callable[[str], dict[str, str]]


def a_code() -> str:
    return f"T{uuid.uuid4().hex[:8]}".upper()


def csv(text: str) -> FilePayload:
    return FilePayload(name="registry.csv", mimeType="text/csv", buffer=text.encode())


def to(page: Page, screen: str) -> None:
    page.get_by_text("Set up").click()
    page.get_by_role("navigation").get_by_role("link", name=screen).click()
    expect(page.get_by_role("heading", name=screen, level=1)).to_be_visible()


def test_a_bad_row_is_mended_where_it_stands_and_the_good_one_is_not_lost(people: People):
    code, other = a_code(), a_code()
    amir = people.staff("Amir Administrator")
    to(amir, "Courses")
    found = {"courses": violations(amir)}

    sent = f"Code,CourseName,Students,Folder\n{code},The sea,64,1\n{other},The “coast”,many,2\n"
    amir.get_by_label("Courses as CSV").set_input_files(csv(sent))
    expect(amir.get_by_text("Row 3, Students: many is no whole number.")).to_be_visible()
    expect(amir.get_by_text("Headings that mean nothing here: Folder.")).to_be_visible()
    found["looked through"] = violations(amir)
    press(amir, "Apply what is right: 1")
    expect(amir.get_by_text("was applied")).to_be_visible()
    amir.get_by_label("Students in row 3").fill("38")
    press(amir, "Look through it again")
    expect(amir.get_by_text("1 new, 0 changed, 1 as they were, 0 refused.")).to_be_visible()
    press(amir, "Apply")

    amir.get_by_role("searchbox", name="Search courses").fill(other)
    expect(row(amir, other).filter(has_text="The “coast”").filter(has_text="38")).to_be_visible()
    amir.get_by_role("searchbox", name="Search courses").fill(code)
    expect(row(amir, code).filter(has_text="The sea")).to_be_visible()
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_a_second_file_says_what_it_changes(people: People):
    code = a_code()
    amir = people.staff("Amir Administrator")
    to(amir, "Courses")
    chooser = amir.get_by_label("Courses as CSV")
    chooser.set_input_files(csv(f"CourseCode,CourseName\n{code},The sea\n"))
    press(amir, "Apply")
    expect(amir.get_by_text("was applied")).to_be_visible()

    chooser.set_input_files(csv(f"CourseCode;CourseName\n{code};The coast\n"))

    changed = amir.get_by_role("listitem").filter(has_text=code)
    expect(changed).to_have_text(f"{code}: CourseName: The sea, now The coast")


def test_a_renamed_course_keeps_its_extents(people: People, product: Product, bearer: Bearer):
    code, book = a_code(), Title.new("Imagined Communities", 240)
    dan = DeskUser(product, bearer("digitiser"))
    with dan.web:
        dan.until_answered("POST", "/api/works", json=book.record)
        dan.until_answered("POST", "/api/courses", json={"code": code, "name": "The sea"})
        asked = {"isn": book.isbn, "course": code, "pages": "1-12"}
        first = dan.until_answered("POST", "/api/requests", json=asked).json()["request"]["id"]
        amir = people.staff("Amir Administrator")
        to(amir, "Courses")
        amir.get_by_role("searchbox", name="Search courses").fill(code)
        row(amir, code).get_by_role("link", name=code).click()
        expect(amir.get_by_role("link", name="Open requests: 1")).to_be_visible()
        found = {"a course": violations(amir)}

        press(amir, "Edit course")
        amir.get_by_label("Course code").fill(f"{code}B")
        amir.get_by_label("Course name").fill("The coast")
        found["its form"] = violations(amir)
        press(amir, "Save course")

        expect(amir.get_by_role("heading", name=f"{code}B The coast", level=1)).to_be_visible()
        amir.get_by_role("link", name="Open requests: 1").click()
        expect(amir.get_by_role("grid").or_(amir.get_by_role("table"))).to_be_visible()
        expect(row(amir, code)).to_be_visible()
        asked |= {"course": f"{code}B", "pages": "20-29"}
        second = dan.until_answered("POST", "/api/requests", json=asked).json()["request"]["id"]
    amir.goto(f"/requests/{second}")
    amir.get_by_text("The requests that were counted").click()
    counted = amir.get_by_role("listitem").filter(has_text="pages 1-12, open")
    expect(counted.get_by_role("link")).to_have_attribute("href", f"/requests/{first}")
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_two_who_edit_one_course_lose_nothing(people: People, amir: DeskUser):
    people.expects("409")
    code = a_code()
    amir.until_answered("PUT", f"/api/courses/{code}", json={"name": "The sea"})
    page = people.staff("Amir Administrator")
    page.goto(f"/courses/{code}")
    press(page, "Edit course")
    page.get_by_label("Department").fill("History")
    amir.until_answered("PUT", f"/api/courses/{code}", json={"name": "The coast"})

    press(page, "Save course")
    expect(page.get_by_text("Somebody else saved this record")).to_be_visible()
    expect(page.get_by_label("Course name")).to_have_value("The coast")
    press(page, "Save course")

    expect(page.get_by_role("heading", name=f"{code} The coast", level=1)).to_be_visible()
    expect(page.get_by_role("region", name="The course")).to_contain_text("History")


def test_a_lecturer_is_added_and_retired(people: People):
    people.expects("409")
    name = f"Leila {uuid.uuid4().hex[:8]}"
    address = f"{name.split()[1]}@uni.example"
    amir = people.staff("Amir Administrator", color_scheme="dark")
    to(amir, "Lecturers")

    press(amir, "Add a lecturer")
    form = amir.get_by_role("dialog")
    form.get_by_label("Name").fill(name)
    form.get_by_label("E-mail address").fill(address)
    press(amir, "Add it")
    amir.get_by_role("searchbox", name="Search lecturers").fill(name)
    expect(row(amir, address)).to_be_visible()
    press(amir, "Add a lecturer")
    form.get_by_label("Name").fill("Somebody else")
    form.get_by_label("E-mail address").fill(address)
    press(amir, "Add it")
    expect(form.get_by_text(f"{address} is {name} already.")).to_be_visible()
    found = {"the same address again": violations(amir)}
    press(amir, "Cancel")
    press(amir, f"Edit {name}")
    form.get_by_label("Retired").check()
    press(amir, "Save lecturer")

    expect(amir.get_by_text(f"No lecturer matches “{name}”.")).to_be_visible()
    amir.get_by_label("With those who have retired").check()
    expect(row(amir, address).get_by_text("Retired")).to_be_visible()
    found["lecturers"] = violations(amir)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_a_course_that_is_missing_is_added_where_it_is_chosen(people: People):
    code = a_code()
    dan = people.staff()
    press(dan, "New request")
    dan.get_by_label("ISBN, ISSN or DOI").fill("978-0-394-74067-6")
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
