"""Several at once, where colleagues, the network and the list itself do not hold still."""

import re
import time

from playwright.sync_api import Page, Route, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, asked, press, row, violations

#: The list looks again every five seconds, and on a busy machine later.
A_MINUTE = 60_000


def choosing(people: People, word: str, titles: list[str]) -> Page:
    page = people.staff()
    page.goto(f"/?q={word}")
    for title in titles:
        page.get_by_role("checkbox", name=f"Choose {title}").check()
    return page


def pressed(page: Page, label: str) -> None:
    chosen = page.get_by_role("toolbar", name="Chosen requests")
    chosen.get_by_role("button", name=label, exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_tagging_together_keeps_the_tags_that_a_colleague_gives_meanwhile(
    people: People, product: Product, dan: DeskUser
):
    people.expects("409")
    request = asked(product, "Bettongs of two minds")
    dan.act(request, "tag", tags=["outdated"])
    page = choosing(people, "bettongs", ["Bettongs of two minds"])
    expect(row(page, "Bettongs")).to_contain_text("outdated")
    pressed(page, "Tags")
    dan.act(request, "tag", tags=["of a colleague"])

    page.get_by_role("textbox", name="Tags").fill("of mine")
    press(page, "Tags")

    expect(page.get_by_role("dialog").get_by_text("Done")).to_be_visible()
    assert dan.read(request)["request"]["tags"] == ["of a colleague", "of mine"]


def test_reassigning_together_leaves_what_a_colleague_decided_meanwhile(
    people: People, product: Product, dan: DeskUser
):
    people.expects("409")
    request = asked(product, "Pademelons released")
    dan.act(request, "assign")
    page = choosing(people, "pademelons", ["Pademelons released"])
    pressed(page, "Reassign")
    dan.act(request, "release")

    press(page, "Reassign")

    outcome = page.get_by_role("dialog").get_by_role("listitem")
    expect(outcome).to_have_attribute("data-done", "false")
    after = dan.read(request)
    assert after["request"]["assignee"] is None
    assert "reassign" not in [one["action"] for one in after["history"]]


def test_a_run_is_seen_to_its_end_and_can_be_stopped(people: People, product: Product):
    titles = [f"Bandy-bandy {n}" for n in range(3)]
    for title in titles:
        asked(product, title)
    held: list[Route] = []
    page = choosing(people, "bandy", titles)
    page.route("**/actions/tag", lambda route: held.append(route))
    pressed(page, "Tags")
    page.get_by_role("textbox", name="Tags").fill("snakes")
    with page.expect_request("**/actions/tag"):
        press(page, "Tags")

    page.keyboard.press("Escape")
    press(page, "Stop")
    held[0].continue_()

    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Stopped before this one")).to_have_count(2)
    expect(dialog.get_by_text("Done")).to_have_count(1)
    assert len(held) == 1
    press(page, "Close")
    # What was done is chosen no more; what was not can be tried again.
    expect(page.get_by_role("toolbar", name="Chosen requests")).to_contain_text("2 chosen")


def test_where_no_answer_came_it_is_said_that_nobody_can_tell(people: People, product: Product):
    people.heard.add("ERR_FAILED")
    asked(product, "Mulgaras offline")
    page = choosing(people, "mulgaras", ["Mulgaras offline"])
    page.route("**/actions/tag", lambda route: route.abort())
    pressed(page, "Tags")
    page.get_by_role("textbox", name="Tags").fill("small")

    press(page, "Tags")

    outcome = page.get_by_role("dialog").get_by_role("listitem")
    expect(outcome).to_contain_text("The desk cannot be reached.")
    expect(outcome).to_contain_text("It is not known whether this one was done.")


def test_what_left_the_list_is_chosen_no_more(people: People, product: Product, dan: DeskUser):
    gone = asked(product, "Planigale that goes")
    asked(product, "Planigale that stays")
    page = choosing(people, "planigale", ["Planigale that goes"])
    expect(page.get_by_role("toolbar", name="Chosen requests")).to_contain_text("1 chosen")
    dan.act(gone, "assign")
    dan.act(gone, "reject", reason="not-held")
    expect(row(page, "Planigale that goes")).to_have_count(0, timeout=A_MINUTE)

    page.get_by_role("link", name="Planigale that stays").focus()
    page.keyboard.press("a")

    expect(page.get_by_role("dialog", name="1 request")).to_be_visible()


def test_a_form_that_could_not_be_known_is_said_and_opens_no_later_unasked(
    people: People, product: Product
):
    people.expects("403")
    refused = asked(product, "Dunnarts refused")
    asked(product, "Dunnarts read")
    page = people.staff()
    page.goto("/?q=dunnarts")
    problem = '{"title": "Not for you.", "status": 403}'
    page.route(
        re.compile(f"/api/requests/{refused}$"),
        lambda route: route.fulfill(
            status=403, content_type="application/problem+json", body=problem
        ),
    )

    page.get_by_role("link", name="Dunnarts refused").focus()
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("Not for you.")
    page.get_by_role("checkbox", name="Choose Dunnarts refused").uncheck()
    page.get_by_role("checkbox", name="Choose Dunnarts read").check()

    offers = page.get_by_role("toolbar", name="Chosen requests").get_by_role("button", name="Tags")
    expect(offers).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def of_patrons(dan: DeskUser, titles: list[str]) -> list[str]:
    """Requests for one person, whose address is known, which Dan has taken."""
    found = []
    for title in titles:
        known = {
            "title": title, "purpose": "patron", "requester_name": "Pat Patron",
            "requester_email": "pat@university.example", "pages": "1-5",
        }  # fmt: skip
        told = dan.until_answered("POST", "/api/requests", json=known).json()
        found.append(str(told["request"]["id"]))
        dan.act(found[-1], "assign")
    return found


def actions(dan: DeskUser, request: str) -> list[str]:
    return [event["action"] for event in dan.read(request)["history"]]


def test_a_rejection_together_shows_its_letter_and_is_taken_back_while_it_waits(
    people: People, product: Product, dan: DeskUser
):
    titles = ["Potoroos long-nosed", "Potoroos long-footed"]
    requests = of_patrons(dan, titles)
    page = choosing(people, "potoroos", titles)
    pressed(page, "Reject")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").select_option(value="not-held")
    dialog.get_by_label("Note for the requester").fill("Volume 2 is here.")

    press(page, "Preview the letter")

    expect(dialog).to_contain_text("The letter is shown as for the first of 2: Potoroos")
    expect(dialog).to_contain_text("To Pat Patron <pat@university.example>")
    expect(dialog.locator("pre")).to_contain_text("Volume 2 is here.")
    dialog.get_by_label("E-mail the requester").check()
    press(page, "Reject")
    expect(dialog.get_by_text("Done")).to_have_count(2)
    expect(dialog.get_by_role("button", name="Close").last).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(dialog.get_by_text("Reopen: done.")).to_have_count(2)
    expect(dialog.get_by_role("button", name="Undo")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Close").last).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    # The bar of what was chosen is gone, with the button that the dialogue came from.
    expect(page.locator("#content")).to_be_focused()
    until = time.monotonic() + A_MINUTE / 1_000
    # The letter's own turn finds a moment later that it is taken back.
    while not all("letter-taken-back" in actions(dan, request) for request in requests):
        assert time.monotonic() < until, [actions(dan, request) for request in requests]
        time.sleep(0.5)


def test_a_rejection_together_is_no_longer_taken_back_after_a_minute(
    people: People, product: Product, dan: DeskUser
):
    of_patrons(dan, ["Potoroos too late"])
    page = people.staff()
    page.clock.install()
    page.goto("/?q=potoroos")
    page.get_by_role("checkbox", name="Choose Potoroos too late").check()
    pressed(page, "Reject")
    page.get_by_label("Reason").select_option(value="not-held")
    press(page, "Reject")
    expect(page.get_by_role("dialog").get_by_text("Done")).to_be_visible()

    page.clock.run_for(40_000)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.clock.run_for(30_000)

    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
