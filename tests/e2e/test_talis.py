"""On the deployed stack: Talis asks many times at once, and is told only where it is set up."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from local import talis_asking
from local.product import Product
from local.titles import Title

Bearer = Callable[[str], dict[str, str]]
FORM = {
    "rft.atitle": "Harbours of the east", "rft.btitle": "A history of ports",
    "rft.spage": "1", "rft.epage": "12", "rfe.code": "HIST2041",
}  # fmt: skip


@pytest.fixture
def web(product: Product) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=product.url, timeout=60) as web:
        yield web


def number(heard: dict[str, Any]) -> int:
    """The request's number in an answer in their form."""
    assert heard["http"] == 200, heard
    return int(heard["answer"]["id"].rpartition("/")[2])


def rows(web: httpx.Client, who: dict[str, str], wanted: int) -> list[Any]:
    found = web.get("/api/requests?view=open", headers=who).json()["requests"]
    return [one for one in found if one["number"] == wanted]


def seen(look: Callable[[], Any], seconds: float = 30) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.3)
    raise AssertionError("it was not seen in time")


def assigned(web: httpx.Client, who: dict[str, str], request_id: str) -> None:
    def done() -> bool:
        version = web.get(f"/api/requests/{request_id}", headers=who).headers["etag"]
        headers = {**who, "If-Match": version}
        path = f"/api/requests/{request_id}/actions/assign"
        return web.post(path, headers=headers, json={}).is_success

    # The desk itself may write between our look and our word.
    seen(done)


def messages(web: httpx.Client, who: dict[str, str], request_id: str) -> list[Any]:
    told = web.get(f"/api/requests/{request_id}", headers=who).json()["messages"]
    return [one for one in told if "working" in one["what"] and one["status"] != "due"]


def test_twenty_of_the_same_form_at_once_are_one_request(web, product, bearer):
    form = {**FORM, "rft.btitle": "Asked twenty times"}
    with ThreadPoolExecutor(20) as senders:
        heard = list(senders.map(lambda _: talis_asking.post(product.url, form), range(20)))

    numbers = {number(one) for one in heard}

    assert len(numbers) == 1
    assert len(rows(web, bearer("viewer"), numbers.pop())) == 1


def test_a_status_comes_to_the_list_that_asked(web, bearer):
    known = {"title": "Nobody has it", "isbn": Title.new("Nobody has it").isbn}
    item = web.post("/local/talis/item", json=known).json()["item"]
    sent = web.post("/local/talis/request", json={"item": item, "pages": "167-190"}).json()
    who = bearer("digitiser")
    (row,) = rows(web, who, number(sent))

    assigned(web, who, row["id"])

    def told() -> Any:
        found = web.get("/local/talis/items.json", params={"item": item}).json()["items"]
        return found[0]["request"]["told"]

    assert [(one["status"], one["reason"]) for one in seen(told)] == [("REFERRED", "CopyPending")]


def test_nothing_is_told_at_an_address_that_only_a_form_names(web, product, bearer):
    elsewhere = {**FORM, "svc.trackback": "https://evil.example/trackback?t=1"}
    who = bearer("digitiser")
    (row,) = rows(web, who, number(talis_asking.post(product.url, elsewhere)))

    assigned(web, who, row["id"])

    (message,) = seen(lambda: messages(web, who, row["id"]))
    assert message["status"] == "undelivered"
    assert "https://evil.example" in message["outcome"]
