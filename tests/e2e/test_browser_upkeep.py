"""An administrator takes history in, looks at what the night takes, and lifts an address."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import FilePayload, Page, expect

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.table import Table
from local.paper import pdf
from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, panel, press, row, violations
from tests.e2e.test_cleanup import delivered, of_weeks_ago
from tests.e2e.test_history import HEAD, a_row
from tests.e2e.test_letters import an_address, bounced, rejected, settled, suppressed, until
from tests.e2e.test_reading_lists import start

Bearer = Callable[[str], dict[str, str]]


def to(page: Page, screen: str) -> None:
    page.get_by_text("Set up").click()
    page.get_by_role("navigation").get_by_role("link", name=screen).click()
    expect(page.get_by_role("heading", name=screen, level=1)).to_be_visible()


def a_course(product: Product, bearer: Bearer) -> str:
    code, today = f"H{uuid.uuid4().hex[:7]}".upper(), date.today()
    run = {"year": "2026-27", "start": str(today - timedelta(days=60)),
           "end": str(today + timedelta(days=200)), "weeks": 22, "students": 30}  # fmt: skip
    amir = DeskUser(product, bearer("administrator"))
    with amir.web:
        said = {"name": "Past", "runs": [run]}
        amir.until_answered("PUT", f"/api/courses/{code}", json=said)
    return code


def test_history_comes_in_by_a_table_and_its_files(
    people: People, product: Product, bearer: Bearer
):
    people.expects("404")
    course, title = a_course(product, bearer), f"Culture {uuid.uuid4().hex[:6]}"
    name = f"{course.lower()}.pdf"
    amir = people.staff("Amir Administrator")
    to(amir, "History import")
    sent = (
        HEAD
        + a_row(course, title, name, "1-9")
        + a_row("NOWHERE", f"More {title}", "", "20-29", ",")
    )

    table = FilePayload(name="history.csv", mimeType="text/csv", buffer=sent.encode())
    amir.get_by_label("Readings as CSV").set_input_files(table)
    expect(amir.get_by_text("Row 3, CourseCode")).to_be_visible()
    found = {"a row of no course": violations(amir)}
    amir.get_by_label("CourseCode in row 3").fill(course)
    press(amir, "Look through it again")
    expect(amir.get_by_text("2 new, 0 changed, 0 as they were, 0 refused.")).to_be_visible()
    press(amir, "Apply")
    # The look through it says of the files what the applied table says: that waits for nothing.
    expect(amir.get_by_text("history.csv was applied")).to_be_visible()
    expect(
        amir.get_by_text("1 without a file count, and their links open nothing.")
    ).to_be_visible()
    files = [
        FilePayload(name=one, mimeType="application/pdf", buffer=pdf(title, 12))
        for one in (name, f"not-{name}")
    ]
    amir.get_by_label("PDFs of the readings").set_input_files(files)

    became = amir.get_by_role("list", name="What became of the files").get_by_role("listitem")
    expect(became.filter(has_text="it is in and is being checked for")).to_be_visible()
    stranger = became.filter(has_text=f"No imported reading waits for a file named not-{name}.")
    expect(stranger).to_be_visible()
    found["what became of the files"] = violations(amir)
    became.first.get_by_role("link").click()
    expect(panel(amir, "Scans")).to_contain_text(name)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_what_the_night_takes_is_seen_beforehand_and_offered_back(people: People, product: Product):
    table = Table(Dynamo(product.aws("dynamodb"), product.table))
    late = of_weeks_ago(product, table, **delivered(40))
    amir = people.staff("Amir Administrator")
    to(amir, "Clean-up")

    rule = panel(amir, "The files of a copy made for a patron")
    expect(row(amir, late.id)).to_be_visible()
    expect(rule.get_by_text("30 days after delivery")).to_be_visible()
    found = {"what would go": violations(amir)}
    start(product, "Cleanup")
    amir.reload()

    last = panel(amir, "The last night").get_by_text("The files of a copy made for a patron")
    expect(last).to_be_visible()
    expect(row(amir, late.id)).to_have_count(0)
    found["what went"] = violations(amir)
    amir.goto(f"/requests/{late.id}")
    expect(amir.get_by_role("button", name="Bring files back").first).to_be_visible()
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_an_address_that_bounced_is_lifted(people: People, product: Product, bearer: Bearer):
    amir_by_hand, dan = (DeskUser(product, bearer(who)) for who in ("administrator", "digitiser"))
    with dan.web, amir_by_hand.web:
        email = an_address()
        request = rejected(dan, email)
        bounced(product, email, settled(dan, request, "sent")["id"])
        rests = until(
            lambda: [one for one in suppressed(amir_by_hand) if one["request"] == request]
        )[0]
        amir = people.staff("Amir Administrator")
        to(amir, "Letters")
        one = amir.get_by_role("listitem").filter(
            has=amir.locator(f"a[href='/requests/{request}']")
        )
        expect(one.get_by_text(rests["shown"])).to_be_visible()
        found = violations(amir)

        one.get_by_role("button", name="Write to it again").click()

        expect(one).to_have_count(0)
        assert [left for left in suppressed(amir_by_hand) if left["request"] == request] == []
    assert found == []
