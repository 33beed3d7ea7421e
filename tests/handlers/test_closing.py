"""The links that close soon, page by page."""

from dataclasses import replace

import pytest

from app import app
from chalicelib import wiring
from chalicelib.aws.closings import closing
from chalicelib.domain.openings import Link
from tests.handlers.conftest import SignIn, forget
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import OPENING, TOKEN, a_request, in_days, shelved

DAYS = {"AAAA2345": 2, "BBBB2345": 5, "CCCC2345": 9, "DDDD2345": 80, "EEEE2345": 200}


@pytest.fixture(autouse=True)
def five_links(sign_in: SignIn) -> None:
    for number, (name, days) in enumerate(DAYS.items()):
        link = Link(TOKEN, (replace(OPENING, end=in_days(days)),))
        request = shelved(a_request(id=name, number=number, link=link))
        wiring.dynamo().transact(closing(None, request))


def ask(dan: dict[str, str], query: str = "") -> Reply:
    return knock(app, "GET", f"/api/closing{query}", headers=dan)


def test_the_next_to_close_comes_first_with_its_last_day(dan: dict[str, str]) -> None:
    said = ask(dan).json

    rows = [(row["id"], row["closes_on"]) for row in said["requests"]]
    assert rows == [(name, str(in_days(days))) for name, days in list(DAYS.items())[:4]]
    assert (said["total"], said["next"]) == (4, None)


def test_the_list_looks_as_far_ahead_as_today_counts(
    dan: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIVERY", '{"near_expiry_days": 7}')
    forget()

    rows = ask(dan).json["requests"]

    counted = knock(app, "GET", "/api/dashboard", headers=dan).json["counts"]["closing"]
    assert [row["id"] for row in rows] == ["AAAA2345", "BBBB2345"]
    assert counted == 2


def test_page_after_page_all_of_them_come_once(dan: dict[str, str]) -> None:
    first = ask(dan, "?days=300&limit=2").json
    second = ask(dan, f"?days=300&limit=2&cursor={first['next']}").json
    third = ask(dan, f"?days=300&limit=2&cursor={second['next']}").json

    pages = [[row["id"] for row in page["requests"]] for page in (first, second, third)]
    assert [name for page in pages for name in page] == list(DAYS)
    assert [page["total"] for page in (first, second, third)] == [None, None, None]
    assert third["next"] is None


@pytest.mark.parametrize("query", ["?cursor=nonsense", "?limit=0", "?limit=201", "?days=x"])
def test_what_is_no_page_is_said_in_words(dan: dict[str, str], query: str) -> None:
    reply = ask(dan, query)

    assert reply.status == 400
    assert reply.json["detail"]
