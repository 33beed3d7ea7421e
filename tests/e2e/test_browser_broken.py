"""What does not arrive, or breaks, takes no more of the page with it than its own part."""

import re

from playwright.sync_api import expect

from local.product import Product
from tests.e2e.screens import People, asked, press, row, violations

WORDS = "This part of the desk could not be shown."


def test_a_screen_that_did_not_arrive_is_said_and_the_others_stand(
    people: People, product: Product
):
    title = "Census, Map, Museum of the day"
    asked(product, title)
    people.heard |= {"ERR_FAILED", "dynamically imported module", "error boundary"}
    dan = people.staff()
    dan.route(re.compile(r"/assets/Approvals-.*\.js"), lambda route: route.abort())

    dan.get_by_role("link", name="Approvals").click()

    expect(dan.get_by_role("alert")).to_contain_text(WORDS)
    assert violations(dan) == []
    dan.get_by_role("link", name="Queue", exact=True).click()
    expect(row(dan, title).first).to_be_visible()
    dan.unroute_all()
    dan.get_by_role("link", name="Approvals").click()
    press(dan, "Load the page again")
    expect(dan.get_by_role("heading", name="Approvals", level=1)).to_be_visible()


def test_a_form_that_did_not_arrive_leaves_the_list_where_it_is(people: People, product: Product):
    title = "Census, Map, Museum of the night"
    asked(product, title)
    people.heard |= {"ERR_FAILED", "dynamically imported module", "error boundary"}
    dan = people.staff()
    dan.route(re.compile(r"/assets/NewRequest-.*\.js"), lambda route: route.abort())

    press(dan, "New request")

    expect(dan.get_by_role("alert")).to_contain_text(WORDS)
    expect(row(dan, title).first).to_be_visible()
