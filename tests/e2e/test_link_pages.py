"""The stable link on the deployed stack: what readers see, what counts, and whom it keeps out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from chalicelib.aws.dynamo import Cancelled, Dynamo, Put
from chalicelib.aws.links import Links
from chalicelib.aws.sessions import Sessions
from chalicelib.aws.table import Table, head
from chalicelib.domain.people import Person, Role
from chalicelib.domain.reading import ReadingCopy
from chalicelib.domain.request import Purpose, Request
from chalicelib.domain.rules import Outcome, Ruling
from local.people import PEOPLE
from local.product import Product
from local.steps.reading import ENDED
from local.steps.working import ready
from local.story import until
from local.titles import Title
from local.visitors import Staff, Visitor
from tests.e2e.screens import People, opened, violations

READ = "I have read this notice: open the text"
LOOKS: dict[str, dict[str, Any]] = {
    "as usual": {},
    "in the dark": {"color_scheme": "dark"},
    "on a phone": {"viewport": {"width": 390, "height": 800}},
}
TODAY = datetime.now(UTC).date()
SESSION = "__Host-scandesk"


@pytest.fixture(scope="module")
def dynamo(product: Product) -> Dynamo:
    return Dynamo(product.aws("dynamodb"), product.table)


@pytest.fixture(scope="module")
def staff(product: Product) -> Staff:
    return of_the_desk(product, "digitiser")


def of_the_desk(product: Product, who: str) -> Staff:
    visitor = Visitor(product.url)
    visitor.sign_in(who, visitor.open("/auth/start"))
    return Staff(visitor)


@pytest.fixture(scope="module")
def publish(staff: Staff) -> Callable[[], tuple[str, str]]:
    """Publishes a text of its own: the request's id, and its link."""

    def published() -> tuple[str, str]:
        known = Title.new("Imagined Communities", 240)
        staff.say("POST", "/api/works", known.record)
        asked = {**ENDED, "isn": known.isbn, "pages": "1-24"}
        request_id = staff.say("POST", "/api/requests", asked)["request"]["id"]
        ready(staff, request_id, "A text", 24)
        return request_id, str(staff.act(request_id, "publish")["request"]["link"]["url"])

    return published


def altered(dynamo: Dynamo, request_id: str, **known: object) -> Request:
    """The request as it would be after other days, or by another rule.

    As a version of its own, so that what the desk writes at that moment does not undo it.
    """
    while True:
        before = Table(dynamo).bare(request_id)
        known["version"] = before.version + 1
        request = replace(before, **known)  # type: ignore[arg-type]  # names of fields
        try:
            dynamo.write(Put(head(request), where={"version": before.version}))
        except Cancelled:
            continue
        return request


def for_one_patron(dynamo: Dynamo, request_id: str, views: int) -> None:
    ruling = Ruling(
        book=1, place=1, name="Patrons", outcome=Outcome(views=views), on=datetime.now(UTC)
    )
    altered(dynamo, request_id, purpose=Purpose.PATRON, ruling=ruling)


def ending(dynamo: Dynamo, request_id: str, last: date) -> None:
    """Its opening ends on that day."""
    link = Table(dynamo).bare(request_id).link
    assert link is not None
    openings = tuple(replace(one, end=last) for one in link.openings)
    altered(dynamo, request_id, link=replace(link, openings=openings))


def made(product: Product, link: str) -> None:
    """Waits until there is a copy to read; whoever works at the desk uses no view."""
    dan = Visitor(product.url)
    page = dan.sign_in("digitiser", dan.open(link))
    until("the copy is made", lambda: dan.send(page.forms[0]).status, lambda one: one == 200, "200")


def test_two_hundred_readers_with_a_hundred_views_left_get_exactly_a_hundred(
    product: Product, dynamo: Dynamo, publish: Callable[[], tuple[str, str]]
) -> None:
    request_id, link = publish()
    made(product, link)
    for_one_patron(dynamo, request_id, views=100)
    # Its sheet names no course: that copy is another, and is asked for by whoever comes first.
    made(product, link)
    sessions, now = Sessions(dynamo), datetime.now(UTC)
    students = [Person(f"s{n}", f"Student {n}", roles=frozenset({Role.READER})) for n in range(200)]
    cookies = [sessions.open(one, now) for one in students]

    def opens(cookie: str) -> tuple[int, bool]:
        headers = {"Cookie": f"{SESSION}={cookie}", "Origin": product.url}
        answer = httpx.post(link, headers=headers, timeout=120)
        return answer.status_code, "X-Amz-Signature" in answer.text

    with ThreadPoolExecutor(8) as crowd:
        came = list(crowd.map(opens, cookies))

    assert came.count((200, True)) == 100
    assert came.count((403, False)) == 100
    assert Links(dynamo).used(link.rpartition("/")[2]) == 100


def test_one_link_opens_for_another_run_and_each_is_closed_alone(
    product: Product, staff: Staff, publish: Callable[[], tuple[str, str]]
) -> None:
    request_id, link = publish()
    amir = of_the_desk(product, "administrator")
    code = f"OPEN{request_id[:4]}"
    run = {"year": "2026-27", "start": str(TODAY - timedelta(9)), "end": str(TODAY + timedelta(9)),
           "resits_until": str(TODAY + timedelta(40))}  # fmt: skip
    amir.say("PUT", f"/api/courses/{code}", {"name": "Another course", "runs": [run]})
    student = Visitor(product.url)
    student.sign_in("student", student.open(link))

    opened = staff.act(request_id, "add-opening", course=code, year="2026-27")
    first, second = opened["request"]["link"]["openings"]
    staff.act(request_id, "close-opening", opening=first["number"], note="Taught no more.")
    page = student.open(second["url"])

    assert opened["request"]["link"]["url"] == link
    assert (second["course"], second["end"]) == (code, str(TODAY + timedelta(40)))
    assert "Another course" in page.words
    made(product, second["url"])
    assert student.send(page.forms[0]).status == 200
    shown = staff.detail(request_id)["request"]["link"]
    assert [one["standing"] for one in shown["openings"]] == ["closed", "open"]
    assert (shown["opened"], shown["openings"][1]["opened"]) == (1, 1)


@pytest.fixture
def reader(people: People) -> Callable[..., Page]:
    """A student's browser at an address, signed in by the pages that are there for it."""

    def at(link: str, **look: Any) -> Page:
        page = people.somebody(**look)
        page.goto(link)
        page.get_by_role("button", name="Sofia Student").click()
        page.wait_for_url(link)
        return page

    return at


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_of_a_link_keeps_anybody_out(
    people: People, reader: Callable[..., Page], staff: Staff, dynamo: Dynamo, product: Product,
    publish: Callable[[], tuple[str, str]], look: str,
) -> None:  # fmt: skip
    request_id, link = publish()
    for refusal in ("403", "404", "401", "410"):
        people.expects(refusal)
    outside = people.somebody(**LOOKS[look])
    outside.goto(link)
    found = {"sign-in": violations(outside)}
    outside.goto("/auth/callback?state=none&code=none")
    expect(outside.get_by_role("heading", name="You are not signed in")).to_be_visible()
    found["sign-in failed"] = violations(outside)
    page = reader(link, **LOOKS[look])
    found["notice"] = violations(page)
    opened(page)
    found["ready"] = violations(page)

    def seen(name: str, heading: str, address: str = link) -> None:
        page.goto(address)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        found[name] = violations(page)

    ending(dynamo, request_id, TODAY + timedelta(3))
    seen("warned", "Census, Map, Museum")
    expect(page.get_by_text("for 3 more days")).to_be_visible()
    altered(dynamo, request_id, reading=(ReadingCopy("of-another-day", "reading/old.pdf"),))
    page.get_by_role("button", name=READ).click()
    expect(page.get_by_role("heading", name="Being prepared")).to_be_visible()
    found["being prepared"] = violations(page)
    # Whoever makes the copy writes it into the request, over what is altered here meanwhile.
    made(product, link)
    for_one_patron(dynamo, request_id, views=0)
    seen("used up", "Opened as often as allowed")
    ending(dynamo, request_id, TODAY - timedelta(3))
    seen("over", "No longer open")
    staff.act(request_id, "archive", note="For now.")
    seen("archived", "Not available at present")
    seen("unknown", "This link leads nowhere", f"{link[:-4]}zzzz")

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_its_policy_is_strict_and_the_bucket_is_nothing_but_where_a_link_leads(
    product: Product, reader: Callable[..., Page], publish: Callable[[], tuple[str, str]]
) -> None:
    page, asked, policies = reader(publish()[1]), [], []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("response", lambda answer: policies.append(answer.headers["content-security-policy"]))

    opened(page)
    address = str(page.get_by_role("link", name="Open the PDF").get_attribute("href"))

    (policy,) = set(policies)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    for rule in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    for loose in ("unsafe", "script-src", "connect-src", "frame-src", "*", "http"):
        assert loose not in policy
    assert set(asked) == {urlsplit(product.url).netloc}
    assert urlsplit(address).netloc == urlsplit(product.scans_url).netloc
    assert urlsplit(address).netloc != urlsplit(product.url).netloc
    assert httpx.get(address, timeout=60).content.startswith(b"%PDF")


def test_a_token_that_was_cut_altered_or_made_elsewhere_gets_one_and_the_same_page(
    product: Product, publish: Callable[[], tuple[str, str]]
) -> None:
    link = publish()[1]
    other = "B" if link.endswith("A") else "A"
    tried = [link[:-1], f"{link}A", link[:-1] + other, f"{product.url}/l/{'Z' * 32}",
             f"{product.url}/l/{link.rpartition('/')[2].swapcase()}"]  # fmt: skip

    with httpx.Client(base_url=product.url, timeout=60) as stranger:
        answers = [stranger.get(one) for one in tried]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert PEOPLE["student"].name not in answers[0].text
