"""Today on the deployed stack: each count is as many as stand in the list that it opens."""

import json
import time
import uuid
from datetime import date, timedelta
from typing import Any

import httpx

from local import talis_asking
from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser, signed
from tests.e2e.live import uploaded
from tests.e2e.screens import asked

#: The list that each count opens, as the console asks for it.
LISTS = {
    "new": "/api/requests?view=new",
    "mine": "/api/requests?assignee=me",
    "nobody": "/api/requests?assignee=nobody",
    "active": "/api/requests?view=active",
    "waiting": "/api/requests?waiting=any",
    "chase": "/api/requests?waiting=chase",
    "approval": "/api/approvals?status=wanted",
    "closing": "/api/closing",
    "undelivered": "/api/undelivered",
    "set_aside": "/api/requests?view=set-aside",
}
#: What `one_of_each` adds to them, at least: the desk itself may find more to be done.
MORE = {
    "new": 1, "mine": 4, "nobody": 1, "active": 3, "waiting": 2, "chase": 1, "approval": 1,
    "closing": 1, "undelivered": 1, "set_aside": 1,
}  # fmt: skip
TALIS = {
    "rft.atitle": "Harbours of today", "rft.btitle": "A history of ports", "rft.spage": "1",
    "rft.epage": "12", "rfe.code": "HIST2041", "svc.trackback": "https://nowhere.example/told",
}  # fmt: skip
PATIENCE = 120


def done(dan: DeskUser, request: str, action: str, **said: Any) -> None:
    answer = dan.act(request, action, **said)
    assert answer.status_code == 200, (action, answer.text)


def in_progress(product: Product, dan: DeskUser) -> str:
    request = asked(product, f"Counted {uuid.uuid4().hex[:6]}")
    done(dan, request, "assign")
    done(dan, request, "progress")
    return request


def closing_soon(dan: DeskUser) -> None:
    """A live link whose last day is next week."""
    book = Title.new("Closing next week", 240)
    dan.until_answered("POST", "/api/works", json=book.record).raise_for_status()
    known = {"isn": book.isbn, "pages": "1-12", "course": "HIST2041"}
    request = str(dan.until_answered("POST", "/api/requests", json=known).json()["request"]["id"])
    done(dan, request, "set-dates", end=str(date.today() + timedelta(days=7)))
    done(dan, request, "verify-licence", basis="cla-he", coverage="covered")
    done(dan, request, "confirm-extent")
    done(dan, request, "select-scan", scan=uploaded(dan, request))
    done(dan, request, "publish")


def one_of_each(product: Product, dan: DeskUser) -> None:
    asked(product, "Counted as new")
    for chase in (date.today() - timedelta(days=1), date.today() + timedelta(days=30)):
        done(dan, in_progress(product, dan), "wait", waits_for="book", chase_on=str(chase))
    done(dan, in_progress(product, dan), "want-approval")
    closing_soon(dan)
    heard = talis_asking.post(product.url, TALIS)
    number = int(heard["answer"]["id"].rpartition("/")[2])
    rows = dan.until_answered("GET", "/api/requests?view=new").json()["requests"]
    done(dan, next(one["id"] for one in rows if one["number"] == number), "assign")
    broken = f'{{"id": "{uuid.uuid4().hex}", "action": "REQUEST", "event": {{"value": '.encode()
    door = f"{product.url}/api/webhooks/leganto"
    httpx.post(door, content=broken, headers=signed(broken), timeout=60).raise_for_status()


def counted(dan: DeskUser) -> dict[str, int]:
    counts: dict[str, int] = dan.until_answered("GET", "/api/dashboard").json()["counts"]
    return {name: counts[name] for name in LISTS}


def listed(dan: DeskUser) -> dict[str, int]:
    return {name: length(dan, path) for name, path in LISTS.items()}


def length(dan: DeskUser, path: str) -> int:
    """How many stand in a list, read to its end."""
    told, found = dan.until_answered("GET", path).json(), 0
    while True:
        found += next(len(rows) for rows in told.values() if isinstance(rows, list))
        if not told["next"]:
            return found
        more = {"cursor": told["next"]}
        told = dan.web.get(httpx.URL(path).copy_merge_params(more)).raise_for_status().json()


def test_each_count_of_today_is_as_many_as_stand_in_the_list_that_it_opens(
    product: Product, dan: DeskUser
) -> None:
    before = counted(dan)

    one_of_each(product, dan)

    until = time.monotonic() + PATIENCE
    # What was told to the outside is found to be undelivered a moment later.
    while (now := counted(dan)) != listed(dan) or any(
        now[name] < before[name] + more for name, more in MORE.items()
    ):
        assert time.monotonic() < until, json.dumps([before, now, listed(dan)])
        time.sleep(1)
