"""The list of approvals over HTTP: filters, pages, and what a person may do with each line."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app import app
from chalicelib import wiring
from chalicelib.domain.facts import Clearance, Dates
from chalicelib.domain.people import Role
from chalicelib.domain.request import Approval, Change, Event, Request, State
from chalicelib.domain.rules import Ruling
from chalicelib.domain.works import Extract, Work
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import NOON, SCAN, shelved, signed_in
from tests.handlers.shelved import a_request as published

NATURE = Work(id="j1", title="Nature", issn="00280836")


@pytest.fixture(autouse=True)
def table(sign_in: SignIn) -> SignIn:
    return sign_in


def listed(query: str = "", role: Role = Role.APPROVER) -> Reply:
    return knock(app, "GET", f"/api/approvals{query}", headers=signed_in(role))


def ids(reply: Reply) -> list[str]:
    assert reply.status == 200, reply.text
    return [one["id"] for one in reply.json["approvals"]]


def kept(name: str, approval: Approval = Approval.WANTED, minutes: int = 0, **known: Any) -> None:
    """A request whose approval stands so, written as the desk writes it."""
    usual: dict[str, Any] = {
        "id": name, "state": State.ACTIVE, "link": None, "scans": (), "selected": "",
        "added_on": NOON + timedelta(minutes=minutes),
    }  # fmt: skip
    bare: Request = shelved(published(**usual | known))
    after = replace(bare, approval=approval, version=bare.version + 1)
    wiring.table().save(bare, Change(after, Event(after.version, NOON, "dan", "Dan", "note")))


def test_what_is_wanted_is_what_is_listed_first() -> None:
    kept("A")
    kept("B", Approval.APPROVED)
    kept("C", Approval.REFUSED, state=State.REJECTED)
    kept("D", state=State.CANCELLED)

    assert ids(listed()) == ["A"]
    assert ids(listed("?status=approved")) == ["B"]
    assert ids(listed("?status=refused")) == ["C"]
    assert sorted(ids(listed("?status=any"))) == ["A", "B", "C"]


def test_find_looks_into_what_is_wanted_at_once() -> None:
    kept("A", title="Consideration")
    kept("B", title="Frustration")

    assert ids(listed("?q=frustr")) == ["B"]


@pytest.mark.parametrize("status", ["wanted", "any"])
def test_pages_follow_one_another_newest_first(status: str) -> None:
    for minute, name in enumerate("ABC"):
        kept(name, minutes=minute)

    first = listed(f"?status={status}&limit=2")
    rest = listed(f"?status={status}&limit=2&cursor={first.json['next']}")

    assert (ids(first), ids(rest), rest.json["next"]) == (["C", "B"], ["A"], None)


def test_filter_by_this_record_shows_that_record_alone_and_says_why() -> None:
    kept("A", work=NATURE, extract=Extract(volume="12", issue="3"))
    kept("B", work=NATURE, extract=Extract(volume="12"), minutes=1)
    kept("C", work=NATURE, extract=Extract(volume="13"), minutes=2)
    kept("D", Approval.APPROVED, minutes=3, work=NATURE, extract=Extract())

    reply = listed("?status=any&record=A")

    assert [(one["id"], one["same"]) for one in reply.json["approvals"]] == [
        ("D", "The same journal, neither volume nor issue said"),
        ("B", "The same volume, no issue said"),
        ("A", "The same issue"),
    ]
    assert reply.json["record"] == {
        "request": "A", "words": "Nature, 00280836, volume 12, issue 3",
    }  # fmt: skip
    assert ids(listed("?record=A")) == ["B", "A"]


def test_a_record_whose_own_request_needs_no_approval_may_be_asked_for_too() -> None:
    kept("A", work=NATURE)
    shelved(published(id="B", link=None, work=NATURE))

    assert ids(listed("?record=B")) == ["A"]


def test_a_decision_is_shown_with_its_reason_and_its_days() -> None:
    cleared = Clearance(
        "open-access", "Gold.", label="Open Access", decided_by="Ada", end=date(2027, 3, 1)
    )
    kept("A", Approval.APPROVED, clearance=cleared)

    (row,) = listed("?status=approved").json["approvals"]

    assert (row["decision"]["reason_label"], row["decision"]["by"]) == ("Open Access", "Ada")
    assert (row["decision"]["until"], row["expires"]) == ("2027-03-01", "2027-03-01")


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        (Role.VIEWER, ["view"]),
        (Role.DIGITISER, ["view"]),
        (Role.APPROVER, ["view", "update-clearance", "update-expiry"]),
    ],
)
def test_view_is_everybodys_and_work_on_the_approvers(role: Role, actions: list[str]) -> None:
    kept("A", dates=Dates(end=date(2027, 1, 1)))

    (row,) = listed(role=role).json["approvals"]

    assert [one["action"] for one in row["actions"]] == actions
    assert row["actions"][0]["path"] == "/requests/A"


def test_update_expiry_is_offered_only_where_there_is_one() -> None:
    kept("A")

    (row,) = listed().json["approvals"]

    assert "update-expiry" not in [one["action"] for one in row["actions"]]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?status=odd", 400),
        ("?limit=0", 400),
        ("?limit=many", 400),
        ("?cursor=damaged", 400),
        ("?status=any&cursor=damaged", 400),
        ("?record=NONE0000", 404),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(query: str, status: int) -> None:
    reply = listed(query)

    assert (reply.status, bool(reply.json["instead"])) == (status, True)


def test_readers_see_no_approvals() -> None:
    assert listed(role=Role.READER).status == 403


def test_what_was_decided_about_a_file_is_shown_wherever_it_is_used() -> None:
    cleared = Clearance("open-access", label="Open Access", decided_by="Ada")
    kept("A", Approval.APPROVED, clearance=cleared, scans=(SCAN,))
    shelved(published(id="B", link=None, scans=(SCAN,)))

    reply = knock(
        app,
        path="/api/requests/B/decisions",
        route="/api/requests/{request_id}/decisions",
        params={"request_id": "B"},
        headers=signed_in(Role.VIEWER),
    )

    (one,) = reply.json["decisions"]
    assert (one["request"], one["decision"], one["reason_label"]) == (
        "A",
        "approved",
        "Open Access",
    )


def test_a_line_names_the_rule_that_wants_approval() -> None:
    ruling = Ruling(book=1, place=1, name="Too long", did="wanted", on=NOON)
    kept("A", ruling=ruling)

    (row,) = listed().json["approvals"]

    assert row["rule"] == "1. Too long"
