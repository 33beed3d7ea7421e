"""The queue as a team uses it: narrowed, kept as a view, chosen from, and by keyboard alone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, asked, picture, press, row, violations

HEADINGS = {
    "ID": "id",
    "Status": "status",
    "Requester": "requester",
    "Course": "course",
    "Title": "title",
    "Needed by": "needed_by",
    "Assigned to": "assignee",
    "Added on": "added_on",
}


def searched(page: Page, word: str) -> None:
    page.get_by_role("searchbox", name="Search requests").fill(word)
    expect(page).to_have_url(re.compile(f"q={word}"))


def test_a_filter_lives_in_the_address_and_is_kept_as_a_view(people: People, product: Product):
    for title in ("Quokkas of the south", "Quokkas of the north"):
        asked(product, title)
    page = people.staff()
    searched(page, "quokkas")
    expect(row(page, "Quokkas of the")).to_have_count(2)

    press(page, "Filters")
    page.get_by_label("Assigned to").select_option(label="Me")
    expect(page.get_by_text("Nothing here fits these filters.")).to_be_visible()
    page.get_by_label("Assigned to").select_option(label="Nobody yet")
    expect(page).to_have_url(re.compile("assignee=nobody"))
    expect(row(page, "Quokkas of the")).to_have_count(2)
    press(page, "Save this view")
    page.get_by_label("Name").fill("Quokkas")
    press(page, "Save")
    expect(page.get_by_role("status").filter(has_text="The view is saved.")).to_be_visible()

    page.goto("/")
    page.get_by_role("navigation", name="Saved views").get_by_role("link", name="Quokkas").click()
    expect(row(page, "Quokkas of the")).to_have_count(2)
    press(page, "Forget this view")
    expect(page.get_by_role("button", name="Save this view")).to_be_visible()


def test_several_are_tagged_together_and_each_says_what_became_of_it(
    people: People, product: Product
):
    for title in ("Numbats by day", "Numbats by night"):
        asked(product, title)
    page = people.staff()
    searched(page, "numbats")
    expect(row(page, "Numbats by")).to_have_count(2)

    for title in ("Numbats by day", "Numbats by night"):
        page.get_by_role("checkbox", name=f"Choose {title}").check()
    chosen = page.get_by_role("toolbar", name="Chosen requests")
    expect(chosen).to_contain_text("2 chosen")
    found = {"chosen": violations(page)}
    chosen.get_by_role("button", name="Tags").click()
    page.get_by_role("textbox", name="Tags").fill("marsupials")
    press(page, "Tags")

    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Done")).to_have_count(2)
    picture(page, "together")
    found["outcomes"] = violations(page)
    dialog.get_by_role("button", name="Close").last.click()
    expect(row(page, "Numbats by").filter(has_text="marsupials")).to_have_count(2)
    assert found == {"chosen": [], "outcomes": []}


def test_the_list_is_walked_searched_and_opened_by_keyboard_alone(people: People, product: Product):
    for title in ("Bilbies first", "Bilbies second"):
        asked(product, title)
    page = people.staff()
    expect(row(page, "Bilbies")).to_have_count(2)

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search requests")).to_be_focused()
    page.keyboard.type("bilbies")
    expect(page).to_have_url(re.compile("q=bilbies"))
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(row(page, "Bilbies")).to_have_count(2)
    page.keyboard.press("Tab")
    page.get_by_role("heading", name="Academic requests").click()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Bilbies second")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Bilbies first")).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name="Choose Bilbies first")).to_be_checked()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    # The dialogue gives back the focus an instant later, which must not come after the key.
    expect(page.get_by_role("link", name="Bilbies first")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Bilbies second")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Bilbies second")).to_be_visible()


def test_the_key_a_assigns_the_row_that_one_stands_on(people: People, product: Product):
    asked(product, "Potoroos unassigned")
    page = people.staff()
    searched(page, "potoroos")
    expect(row(page, "Potoroos unassigned")).to_be_visible()
    page.get_by_role("heading", name="Academic requests").click()

    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Potoroos unassigned")).to_be_focused()
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="1 request")
    dialog.get_by_role("button", name="Assign").click()

    expect(dialog.get_by_text("Done")).to_be_visible()
    press(page, "Close")
    expect(row(page, "Potoroos unassigned")).to_contain_text("Dan Digitiser")


def test_several_are_assigned_then_rejected_together_and_leave_the_queue(
    people: People, product: Product
):
    # What the desk itself finds out meanwhile may come first; then it is tried on that.
    people.expects("409")
    for title in ("Wombats for one", "Wombats for two"):
        asked(product, title)
    page = people.staff()
    searched(page, "wombats")
    expect(row(page, "Wombats for")).to_have_count(2)

    for title in ("Wombats for one", "Wombats for two"):
        page.get_by_role("checkbox", name=f"Choose {title}").check()
    chosen = page.get_by_role("toolbar", name="Chosen requests")
    dialog = page.get_by_role("dialog", name="2 requests")
    chosen.get_by_role("button", name="Assign").click()
    dialog.get_by_role("button", name="Assign").click()
    expect(dialog.get_by_text("Done")).to_have_count(2)
    press(page, "Close")
    expect(row(page, "Wombats for").filter(has_text="Dan Digitiser")).to_have_count(2)
    for title in ("Wombats for one", "Wombats for two"):
        page.get_by_role("checkbox", name=f"Choose {title}").check()
    chosen.get_by_role("button", name="Reject").click()
    dialog.get_by_role("combobox", name="Reason").select_option(index=1)
    dialog.get_by_role("button", name="Reject").click()

    expect(dialog.get_by_text("Done")).to_have_count(2)
    press(page, "Close")
    expect(row(page, "Wombats for")).to_have_count(0)


def test_every_heading_sorts_the_list_both_ways(people: People, product: Product):
    for title in ("Dingoes alpha", "Dingoes omega"):
        asked(product, title)
    page = people.staff()
    searched(page, "dingoes")
    expect(row(page, "Dingoes")).to_have_count(2)

    for heading, sort in HEADINGS.items():
        column = page.get_by_role("columnheader", name=heading)
        for way, said in (("ascending", sort), ("descending", f"-{sort}")):
            if heading != "Added on" or way == "ascending":
                column.get_by_role("button").click()
                expect(page).to_have_url(re.compile(f"sort={said}(&|$)"))
            else:
                # Newest first is how the list is anyway, so the address need not say it.
                column.get_by_role("button").click()
            expect(column).to_have_attribute("aria-sort", way)
            expect(page.locator("[aria-busy=true]")).to_have_count(0)
            if heading == "Title":
                first = "Dingoes alpha" if way == "ascending" else "Dingoes omega"
                expect(page.locator("tbody a").first).to_have_text(first)


def test_a_number_is_found_with_its_hyphens_or_without(
    people: People, product: Product, bearer: Callable[[str], dict[str, str]]
):
    known = {"isn": "9780141439518", "title": "Kowari by its number"}
    dan = DeskUser(product, bearer("digitiser"))
    with dan.web:
        dan.until_answered("POST", "/api/requests", json=known).raise_for_status()
    page = people.staff()

    for number in ("978-0-14-143951-8", "9780141439518"):
        page.goto("/?view=active")
        page.get_by_role("searchbox", name="Search requests").fill(number)
        expect(page).to_have_url(re.compile(f"q={number}"))
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        expect(row(page, "Kowari by its number")).to_be_visible()


def test_filters_come_back_with_the_address(people: People, product: Product):
    asked(product, "Echidnas waiting", isbn="9780007136551")
    page = people.staff()

    page.goto("/?q=echidnas&verdict=over&waiting=book&source=leganto&needed_by=2099-01-01")

    expect(page.get_by_text("Nothing here fits these filters.")).to_be_visible()
    expect(page.get_by_role("button", name="Filters: 4")).to_be_visible()
    expect(page.get_by_label("Extent")).to_have_value("over")
    expect(page.get_by_label("Waiting for")).to_have_value("book")
    press(page, "Take all filters off")
    expect(row(page, "Echidnas waiting")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?q=echidnas$"))


def test_a_view_that_takes_no_filters_is_whole_and_says_where_they_count(
    people: People, product: Product
):
    asked(product, "Bilbies of every state")
    page = people.staff()

    page.goto("/?view=all&q=bilbies&course=NOSUCH99&sort=title")

    expect(row(page, "Bilbies of every state")).to_be_visible()
    page.get_by_role("searchbox").fill("bilbies of")
    expect(page).to_have_url(re.compile(r"q=bilbies\+of"))
    expect(page.get_by_text("This list takes no filters")).to_be_visible()
    page.get_by_role("link", name="Show what is open with them").click()
    expect(page.get_by_text("Nothing here fits these filters.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?course=NOSUCH99&q=bilbies\+of$"))
    press(page, "Take all filters off")
    expect(row(page, "Bilbies of every state")).to_be_visible()
    expect(page.get_by_text("This list takes no filters")).to_have_count(0)


def test_a_requests_page_leads_to_the_open_requests_for_its_record(
    people: People, product: Product
):
    asked(product, "Quolls of one record", isbn="9780007136568")
    asked(product, "Quolls of another", isbn="9780007136575")
    page = people.staff()
    searched(page, "quolls")
    row(page, "Quolls of one record").get_by_role("link").click()

    page.get_by_role("link", name="Open requests for this record").click()

    expect(row(page, "Quolls of one record")).to_be_visible()
    expect(page.get_by_text("Only requests for one record")).to_be_visible()
    expect(row(page, "Quolls of another")).to_have_count(0)


def test_today_finds_a_request_among_all(people: People, product: Product):
    asked(product, "Bandicoots from today")
    page = people.staff()
    page.goto("/today")

    page.get_by_role("searchbox", name="Search all requests").fill("bandicoots")
    page.keyboard.press("Enter")

    expect(row(page, "Bandicoots from today")).to_be_visible()
    expect(page).to_have_url(re.compile("view=all"))


def test_today_counts_what_waits_and_leads_there(people: People, product: Product):
    asked(product, "Something new for today")
    found: dict[str, list[str]] = {}
    for look in ("light", "dark"):
        page = people.staff(color_scheme=look)
        page.get_by_role("link", name="Today", exact=True).click()
        expect(page.get_by_role("heading", name="My work")).to_be_visible()
        found[look] = violations(page)
        if look == "light":
            picture(page, "today")

    page.get_by_role("link", name="New requests").click()

    expect(page.get_by_role("button", name="New only")).to_have_attribute("aria-pressed", "true")
    assert found == {"light": [], "dark": []}
