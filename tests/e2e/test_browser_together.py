"""Two people on one request: each sees the other, what changed meanwhile, and what was typed."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import SOON, People, asked, panel, press, said, violations

Bearer = Callable[[str], dict[str, str]]
A_MINUTE = 60_000
LOOKS: dict[str, dict[str, Any]] = {"light": {}, "dark": {"color_scheme": "dark"}}


def on(people: People, request: str, name: str, **look: Any) -> Page:
    page = people.staff(name, **look)
    page.goto(f"/requests/{request}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def wanted(product: Product, bearer: Bearer, title: str) -> str:
    """A request on which Dan works, and for which Ada's approval is wanted."""
    request = asked(product, title)
    dan = DeskUser(product, bearer("digitiser"))
    with dan.web:
        # Only then do the rules say whether an approval is wanted.
        until = time.monotonic() + SOON / 1_000
        while dan.read(request)["request"]["not_yet_known"]:
            assert time.monotonic() < until
            time.sleep(0.3)
        dan.act(request, "assign")
        dan.act(request, "progress")
        if dan.read(request)["request"]["approval"] == "none":
            dan.act(request, "want-approval")
    return request


@pytest.mark.parametrize("look", LOOKS)
def test_two_on_one_request_see_each_other_and_what_is_done(
    people: People, product: Product, bearer: Bearer, look: str
):
    request = wanted(product, bearer, "Two at once")
    ada = on(people, request, "Ada Approver")
    dan = on(people, request, "Dan Digitiser", **LOOKS[look])
    seen = dan.get_by_text("Ada Approver is here too, since")
    expect(seen).to_be_visible()

    press(ada, "Work on")

    # The page asks every twenty seconds.
    expect(seen).to_contain_text("Work on", timeout=A_MINUTE)
    expect(ada.get_by_text("Dan Digitiser is here too, since")).to_be_visible(timeout=A_MINUTE)
    assert violations(dan) == []


def test_whoever_leaves_is_seen_no_more(people: People, product: Product):
    request = asked(product, "One leaves")
    ada = on(people, request, "Ada Approver")
    dan = on(people, request, "Dan Digitiser")
    expect(dan.get_by_text("Ada Approver is here too")).to_be_visible()

    ada.get_by_role("navigation").get_by_role("link", name="Queue").click()
    with dan.expect_response("**/here"):
        dan.reload()

    expect(dan.get_by_role("heading", level=1)).to_be_visible()
    # Should her last word be overtaken, the desk believes the one before for a minute.
    expect(dan.get_by_text("Ada Approver is here too")).to_have_count(0, timeout=2 * A_MINUTE)


def test_who_is_here_is_no_part_of_the_history(people: People, product: Product):
    request = asked(product, "Nothing lasting")
    on(people, request, "Ada Approver")
    dan = on(people, request, "Dan Digitiser")
    expect(dan.get_by_text("Ada Approver is here too")).to_be_visible()

    expect(dan.get_by_role("region", name="History")).not_to_contain_text("Ada Approver")


def test_a_form_keeps_what_was_typed_and_shows_what_another_changed(
    people: People, product: Product, bearer: Bearer
):
    people.expects("409")
    request = wanted(product, bearer, "Changed meanwhile")
    ada = on(people, request, "Ada Approver")
    dan = on(people, request, "Dan Digitiser")
    press(dan, "Add a note")
    dan.get_by_role("textbox", name="Note", exact=True).fill("The spine is broken.")
    press(ada, "Work on")
    ada.get_by_label("CC number").fill("CC-4711")
    press(ada, "Work on")
    said(ada, "Work on")

    press(dan, "Add a note")

    dialogue = dan.get_by_role("dialog")
    expect(dialogue.get_by_role("list", name="Changed meanwhile")).to_contain_text("Ada Approver")
    changes = dialogue.get_by_role("list", name="What is different now")
    expect(changes).to_contain_text("Clearance: nothing → CC-4711")
    expect(dialogue.get_by_role("textbox", name="Note")).to_have_value("The spine is broken.")
    assert violations(dan) == []

    press(dan, "Try again on the new version")
    said(dan, "Add a note")
    expect(dan.get_by_role("region", name="Notes")).to_contain_text("The spine is broken.")


def test_sending_again_undoes_nothing_that_another_changed_in_the_same_form(
    people: People, product: Product, bearer: Bearer
):
    people.expects("409")
    request = wanted(product, bearer, "The same form twice")
    here, there = (on(people, request, "Dan Digitiser") for _ in range(2))
    press(here, "Set dates")
    here.get_by_label("First day").fill("2027-01-11")
    press(there, "Set dates")
    there.get_by_label("Last day").fill("2027-03-26")
    press(there, "Set dates")
    said(there, "Set dates")

    press(here, "Set dates")

    changes = here.get_by_role("list", name="What is different now")
    expect(changes).to_contain_text("Last day: nothing → 26 Mar 2027")
    expect(here.get_by_label("First day")).to_have_value("2027-01-11")
    expect(here.get_by_label("Last day")).to_have_value("2027-03-26")

    press(here, "Try again on the new version")
    said(here, "Set dates")
    expect(panel(here, "What the desk works on")).to_contain_text("from 11 Jan 2027 to 26 Mar 2027")


def test_the_answers_of_a_licence_check_stay_too(people: People, product: Product, bearer: Bearer):
    people.expects("409")
    request = wanted(product, bearer, "A licence check meanwhile")
    ada = on(people, request, "Ada Approver")
    dan = on(people, request, "Dan Digitiser")
    press(dan, "Record licence check")
    dialogue = dan.get_by_role("dialog")
    dialogue.get_by_role("textbox", name="Note").fill("Seen on the CLA site.")
    press(ada, "Work on")
    ada.get_by_label("CC number").fill("CC-4712")
    press(ada, "Work on")
    said(ada, "Work on")

    press(dan, "Record licence check")

    expect(dialogue.get_by_role("list", name="What is different now")).to_contain_text("CC-4712")
    expect(dialogue.get_by_role("textbox", name="Note")).to_have_value("Seen on the CLA site.")
    press(dan, "Try again on the new version")
    said(dan, "Record licence check")


def test_a_click_without_a_form_says_what_changed_and_works_at_the_next(
    people: People, product: Product
):
    people.expects("409")
    request = asked(product, "Assigned twice")
    here, there = (on(people, request, "Dan Digitiser") for _ in range(2))
    # This page would look again by itself.
    as_it_was = here.request.get(f"/api/requests/{request}").text()
    stale = [as_it_was]
    here.route(
        f"**/api/requests/{request}",
        lambda route: route.fulfill(body=stale[0]) if stale else route.continue_(),
    )
    press(there, "Tags")
    there.get_by_role("textbox", name="Tags").fill("urgent")
    press(there, "Tags")
    said(there, "Tags")

    # Only once it was clicked upon does the page see what stands now.
    here.on("request", lambda one: stale.clear() if one.url.endswith("/assign") else None)
    press(here, "Assign to me")

    expect(here.get_by_role("list", name="What is different now")).to_contain_text("urgent")
    press(here, "Assign to me")
    said(here, "Assign to me")
