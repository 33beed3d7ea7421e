"""An administrator adds a reason and retires it; what it decided keeps its words."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local.product import Product
from tests.e2e.desk_user import DeskUser
from tests.e2e.screens import People, press, violations

Bearer = Callable[[str], dict[str, str]]
LIST = "Rejecting a request"


def a_request(dan: DeskUser) -> str:
    said = {"title": "A fragile book", "extract_title": "Tides", "pages": "1-10"}
    return str(dan.until_answered("POST", "/api/requests", json=said).json()["request"]["id"])


def code_of(dan: DeskUser, label: str) -> str:
    lists = dan.until_answered("GET", "/api/reasons").json()["lists"]
    return str(next(one["code"] for one in lists[0]["reasons"] if one["label"] == label))


def saved(page: Page) -> None:
    # What was said of the version before may still stand there.
    with page.expect_response(lambda one: one.request.method == "PUT") as answer:
        press(page, "Save as the next version")
    assert answer.value.ok
    expect(page.get_by_role("status").filter(has_text="is saved; it holds")).to_be_visible()


def offered(dan: DeskUser, request_id: str) -> list[str]:
    """The reasons that the desk offers for rejecting this request."""
    actions: list[dict[str, Any]] = dan.read(request_id)["actions"]
    form = next(one["schema"] for one in actions if one["action"] == "reject")
    return [one["title"] for one in form["properties"]["reason"]["oneOf"]]


@pytest.fixture
def admin(product: Product, bearer: Bearer) -> Iterator[DeskUser]:
    """Who changes the rules here; other tests find those that were."""
    admin = DeskUser(product, bearer("administrator"))
    with admin.web:
        before = admin.web.get("/api/rules").json()["book"]
        yield admin
        ruled(admin, before)


def ruled(admin: DeskUser, book: dict[str, Any]) -> None:
    """Have these rules in force."""
    shown = admin.web.get("/api/rules")
    headers = {"If-Match": shown.headers["etag"]}
    assert admin.web.put("/api/rules", json=book, headers=headers).status_code == 200


def decides_by(admin: DeskUser, code: str) -> None:
    """Have one rule that rejects for this reason what nobody asks for."""
    clause = {"kind": "evaluation", "property": "pages", "test": "more-than", "value": "99999"}
    outcome = {"approval": "reject", "reason": code}
    rule = {"name": "Far too long", "clauses": [clause], "outcome": outcome}
    ruled(admin, {"rules": [rule], "default": {"approval": "not-needed"}})


def test_a_reason_is_retired_and_old_requests_keep_its_words(
    people: People, product: Product, bearer: Bearer, admin: DeskUser
):
    people.expects("400")
    label = f"Too fragile {uuid.uuid4().hex[:6]}"
    amir = people.staff("Amir Administrator")
    amir.get_by_text("Set up").click()
    amir.get_by_role("navigation").get_by_role("link", name="Reasons").click()
    expect(amir.get_by_role("heading", name=LIST)).to_be_visible()
    press(amir, f"Add a reason: {LIST}")
    press(amir, "Save as the next version")
    expect(amir.get_by_text("say the reason in words").first).to_be_visible()
    found = {"a reason without words": violations(amir)}
    amir.get_by_label(f"{LIST}: reason").last.fill(label)
    press(amir, f"Move up: {label} ({LIST})")
    saved(amir)
    dan = DeskUser(product, bearer("digitiser"))
    with dan.web:
        old, new = a_request(dan), a_request(dan)
        code = code_of(dan, label)
        assert offered(dan, new)[-2] == label
        assert dan.act(old, "reject", reason=code).status_code == 200

        decides_by(admin, code)
        press(amir, f"Retire: {label} ({LIST})")
        found["retired"] = violations(amir)
        saved(amir)

        expect(amir.get_by_role("button", name=f"Bring back: {label} ({LIST})")).to_be_visible()
        refused = dan.act(new, "reject", reason=code)
        assert refused.json()["fields"] == [
            {"field": "reason", "words": f"“{label}” is retired; choose one that is offered"}
        ]
        assert label not in offered(dan, new)
    amir.goto("/rules")
    card = amir.get_by_role("listitem").filter(has_text="Far too long")
    expect(card.get_by_text("Its reason is retired")).to_be_visible()
    amir.goto(f"/requests/{old}")
    expect(amir.get_by_text(label).first).to_be_visible()
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}
