"""An administrator sets the desk up: words a letter, reorders rules, reads packs and people."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, choose, panel, press, violations
from tests.e2e.test_history import the_request

Bearer = Callable[[str], dict[str, str]]
MAIL = "iframe[title='The letter as a mail program shows it']"


def a_request(product: Product, bearer: Bearer, title: str, course: str = "") -> str:
    dan = DeskUser(product, bearer("digitiser"))
    with dan.web:
        if course:
            dan.until_answered("POST", "/api/courses", json={"code": course, "name": "The sea"})
        said = {"title": "A book", "extract_title": title, "pages": "1-10"}
        more = {"course": course} if course else {}
        made = dan.until_answered("POST", "/api/requests", json=said | more).json()
        the_request(dan, title)
    return str(made["request"]["id"])


def to(page: Page, screen: str) -> None:
    page.get_by_text("Set up").click()
    page.get_by_role("navigation").get_by_role("link", name=screen).click()
    expect(page.get_by_role("heading", name=screen, level=1)).to_be_visible()


def test_a_letter_is_worded_and_previewed_with_a_real_request(
    people: People, product: Product, bearer: Bearer
):
    people.expects("400")
    title = f"Tides {uuid.uuid4().hex[:6]}"
    a_request(product, bearer, title)
    amir = people.staff("Amir Administrator")
    to(amir, "Letters")
    found = {"letters": violations(amir)}
    amir.get_by_role("link", name="A scan is ready").click()

    amir.get_by_label("Subject").fill("Ready for you: {{ nobody }}")
    press(amir, "Save the letter")
    expect(amir.get_by_text("Subject, line 1: There is no variable nobody")).to_be_visible()
    found["faults"] = violations(amir)
    amir.get_by_label("Subject").fill("Ready for you: {{ title }}")
    choose(amir, "With what a real request says", title, title)
    press(amir, "Preview the draft")
    expect(amir.get_by_text(f"Ready for you: {title}")).to_be_visible()
    expect(amir.locator(MAIL)).to_have_attribute("sandbox", "allow-same-origin")
    mail = amir.frame_locator(MAIL)
    expect(mail.get_by_text(title)).to_be_visible()
    assert mail.locator("body").evaluate("(body) => body.style.padding") == "24px"
    found["preview"] = violations(amir)
    press(amir, "Save the letter")
    expect(panel(amir, "Versions").get_by_text("Amir Administrator").first).to_be_visible()

    press(amir, "Restore what ships")
    expect(amir.get_by_role("dialog")).to_contain_text("It stays among the versions.")
    found["restore"] = violations(amir)
    press(amir, "Restore it")
    expect(amir.get_by_label("Subject")).not_to_have_value("Ready for you: {{ title }}")
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def a_rule(name: str, course: str, approval: str) -> dict[str, Any]:
    asked = {"kind": "evaluation", "property": "course", "test": "is", "value": course}
    return {"name": name, "clauses": [asked], "outcome": {"approval": approval}}


def in_force(product: Product, bearer: Bearer, *rules: dict[str, Any]) -> int:
    """The version under which these rules come first."""
    admin = DeskUser(product, bearer("administrator"))
    with admin.web:
        stands = admin.until_answered("GET", "/api/rules").json()
    draft = stands["book"] | {"rules": [*rules, *stands["book"]["rules"]]}
    seen = bearer("administrator") | {"If-Match": f'"{stands["version"]}"'}
    httpx.put(f"{product.url}/api/rules", json=draft, headers=seen, timeout=60).raise_for_status()
    return int(stands["version"]) + 1


def test_two_rules_change_places_and_a_dry_run_says_whose_verdict_changes(
    people: People, product: Product, bearer: Bearer
):
    code = f"S{uuid.uuid4().hex[:8]}".upper()
    first, second = f"Ask first for {code}", f"Never ask for {code}"
    a_request(product, bearer, f"The coast of {code}", code)
    own = [a_rule(first, code, "needed"), a_rule(second, code, "not-needed")]
    version = in_force(product, bearer, *own)
    amir = people.staff("Amir Administrator")
    to(amir, "Rules")
    found = {"rules": violations(amir)}

    press(amir, f"Move down: {first}")
    press(amir, "Try it on the last year")

    changed = amir.get_by_role("row").filter(has_text=f"The coast of {code}")
    expect(changed.get_by_role("cell")).to_have_text(
        [re.compile("."), re.compile(first), re.compile(second)]
    )
    press(amir, f"Edit: {first}")
    found["dry run, one rule open"] = violations(amir)
    press(amir, "Save as the next version")
    said = f"Version {version + 1} is saved"
    expect(amir.get_by_role("status").filter(has_text=said)).to_be_visible()
    expect(amir.get_by_role("heading", level=2).first).to_have_text(second)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_a_rule_is_rewritten_one_added_one_removed_and_what_was_is_read_still(
    people: People, amir: DeskUser, product: Product, bearer: Bearer
):
    code = f"S{uuid.uuid4().hex[:8]}".upper()
    kept, gone, new = (f"{one} for {code}" for one in ("Kept", "Gone", "New"))
    version = in_force(product, bearer, a_rule(kept, code, "needed"), a_rule(gone, code, "needed"))
    page = people.staff("Amir Administrator")
    to(page, "Rules")

    press(page, f"Edit: {kept}")
    rule = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=kept))
    rule.get_by_label("Value").fill(f"{code}B")
    rule.get_by_role("combobox", name="Approval", exact=True).select_option("No approval needed")
    press(page, f"Remove: {gone}")
    press(page, "Add a rule")
    page.get_by_label("Name").last.fill(new)
    page.get_by_label("What is asked").last.select_option("Course")
    page.get_by_label("Value").last.fill(code)
    press(page, "Save as the next version")

    expect(page.get_by_role("status").filter(has_text=f"Version {version + 1} is")).to_be_visible()
    stands = amir.until_answered("GET", "/api/rules").json()
    rules = {one["name"]: one for one in stands["book"]["rules"]}
    assert (rules[kept]["clauses"][0]["value"], rules[kept]["outcome"]["approval"]) == (
        f"{code}B",
        "not-needed",
    )
    assert (gone in rules, stands["book"]["rules"][-1]["name"]) == (False, new)

    page.get_by_text(f"Show version {version}", exact=True).click()
    was = page.get_by_role("list", name=f"Rules of version {version}")
    expect(was.get_by_role("listitem").filter(has_text=gone)).to_contain_text(f"Course is {code}")
    expect(was.get_by_role("listitem").filter(has_text=kept)).to_contain_text("Approval needed")
    assert violations(page) == []


def test_packs_and_people_are_read_and_keep_nobody_out(people: People):
    amir = people.staff("Amir Administrator", color_scheme="dark")

    to(amir, "Policy packs")
    expect(amir.get_by_text("10 % of the pages of the whole").first).to_be_visible()
    found = {"packs": violations(amir)}
    to(amir, "People")
    mine = amir.get_by_role("row").filter(has_text="Amir Administrator")
    expect(mine.get_by_text("Administrator", exact=True)).to_be_visible()
    found["people"] = violations(amir)
    for screen, seen in (("Letters", "A scan is ready"), ("Rules", "More than the licence allows")):
        to(amir, screen)
        expect(amir.get_by_text(seen).first).to_be_visible()
        found[f"{screen} in the dark"] = violations(amir)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}
