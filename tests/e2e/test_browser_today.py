"""Today in a browser: whom to chase, and charts of weeks that are nothing alike."""

import json
import re
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, asked, panel, row, violations

JULY, SEPTEMBER = date(2026, 7, 6), date(2026, 9, 21)


def waiting(product: Product, dan: DeskUser, title: str, **said: Any) -> str:
    """A request on which Dan works, and which waits for this."""
    request = asked(product, title, course="HIST2041")
    dan.act(request, "assign")
    dan.act(request, "progress")
    answer = dan.act(request, "wait", **said)
    assert answer.status_code == 200, answer.text
    return request


def test_whom_to_chase_is_counted_with_the_first_day_and_opens_as_a_list_of_its_own(
    people: People, product: Product, dan: DeskUser
):
    due = {"waits_for": "permission", "chase_on": "2026-01-05"}
    waiting(product, dan, "Wallabies to be chased", **due)
    later = {"waits_for": "permission", "chase_on": "2099-01-05"}
    waiting(product, dan, "Wallabies that may wait", **later)
    page = people.staff()
    page.goto("/today")
    waited = panel(page, "What is waited for").get_by_role("listitem")

    expect(waited.filter(has_text="Permission")).to_contain_text("ask again 5 Jan")
    assert violations(page) == []
    page.get_by_role("link", name=re.compile(r"^\d+ to be chased")).click()

    expect(row(page, "Wallabies to be chased")).to_be_visible()
    expect(row(page, "Wallabies that may wait")).to_have_count(0)
    expect(page.get_by_label("Waiting for")).to_have_value("chase")


def with_weeks(page: Page, weeks: dict[date, dict[str, int]]) -> None:
    """Today as if so many had come in these weeks."""
    told: dict[str, Any] = page.request.get("/api/dashboard").json()
    told["weeks"] = [
        {
            "week": str(start),
            "came": [
                {"rlms": name.lower(), "label": name, "count": count}
                for name, count in came.items()
            ],
            "linked": 0,
            "days": None,
        }
        for start, came in weeks.items()
    ]
    body = json.dumps(told)

    def some(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=body)

    page.route("**/api/dashboard*", some)


def width(bar: Locator) -> float:
    box = bar.bounding_box()
    assert box
    return box["width"]


def test_a_september_leaves_the_other_weeks_legible_and_says_so(people: People):
    page = people.staff()
    quiet = SEPTEMBER - timedelta(weeks=1)
    with_weeks(page, {quiet: {"Leganto": 3}, SEPTEMBER: {"Leganto": 450, "Talis": 150}})

    page.goto("/today")

    chart = panel(page, "Requests by week and source")
    few, many = (chart.get_by_role("row").filter(has_text=said) for said in ("14 Sep", "21 Sep"))
    expect(few.get_by_role("cell").first).to_have_text("3")
    expect(many.get_by_role("cell").first).to_have_text("600")
    expect(chart).to_contain_text("Long bars are shortened; the figures are right.")
    room = width(many.get_by_role("cell").nth(1))
    leganto, talis = (width(many.get_by_title(name)) for name in ("Leganto: 450", "Talis: 150"))
    assert abs(leganto + talis - room) < 3
    assert abs(leganto / talis - 3) < 0.1
    # The square root: 3 of 600 are a fourteenth, where they would be a two-hundredth.
    assert 12 < room / width(few.get_by_title("Leganto: 3")) < 17
    expect(many).to_contain_text("Leganto: 450, Talis: 150")
    assert violations(page) == []


def test_weeks_that_are_alike_are_drawn_as_they_are(people: People):
    page = people.staff()
    with_weeks(page, {JULY: {"Leganto": 20}, SEPTEMBER: {"Leganto": 60}})

    page.goto("/today")

    chart = panel(page, "Requests by week and source")
    expect(chart.get_by_title("Leganto: 60")).to_be_visible()
    expect(chart).not_to_contain_text("Long bars are shortened")
    bars = [width(chart.get_by_title(f"Leganto: {count}")) for count in (20, 60)]
    assert abs(bars[1] / bars[0] - 3) < 0.1


def test_the_charts_look_back_a_year_where_that_is_chosen(people: People):
    page = people.staff()
    page.goto("/today")
    chart = panel(page, "Requests by week and source")
    expect(page.get_by_label("How far back")).to_have_value("12")

    with page.expect_response("**/api/dashboard?weeks=53") as answer:
        page.get_by_label("How far back").select_option(label="The last 53 weeks")

    assert len(answer.value.json()["weeks"]) == 53
    page.reload()
    expect(page.get_by_label("How far back")).to_have_value("53")
    expect(chart.get_by_role("row").or_(chart.get_by_text("No request came."))).not_to_have_count(0)


def test_where_a_longer_look_back_fails_the_last_figures_stay_with_the_way_back(people: People):
    people.expects("500")
    page = people.staff()
    page.route("**/api/dashboard?weeks=53", lambda route: route.fulfill(status=500))
    page.goto("/today")
    span = page.get_by_label("How far back")

    span.select_option(label="The last 53 weeks")

    expect(page.get_by_role("alert")).to_contain_text("The desk could not answer.")
    expect(panel(page, "Requests by week and source")).to_be_visible()
    span.select_option(label="The last 12 weeks")
    expect(page.get_by_role("alert")).to_have_count(0)
