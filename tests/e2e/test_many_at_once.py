"""Proved on the deployed stack: nothing is doubled, nothing is lost, whoever dies in between."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx

from local.product import Product
from tests.e2e.desk_user import DeskUser, an_event, signed

REQUESTS = 100
Bearer = Callable[[str], dict[str, str]]


def delivered(product: Product, body: bytes) -> httpx.Response:
    address = f"{product.url}/api/webhooks/leganto"
    return httpx.post(address, content=body, headers=signed(body), timeout=120)


def test_fifty_identical_deliveries_at_once_are_one_request(product: Product, dan: DeskUser):
    body = an_event("Fifty at once")

    with ThreadPoolExecutor(50) as senders:
        answers = list(senders.map(lambda _: delivered(product, body), range(50)))

    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["request"] for answer in answers}) == 1
    found = dan.web.get("/api/requests", params={"view": "open", "q": "Fifty at once"}).json()
    assert found["total"] == 1


def test_eight_people_writing_to_one_request_lose_no_word(product: Product, dan: DeskUser):
    request_id = delivered(product, an_event("Eight at once")).json()["request"]

    def write(person: int) -> None:
        for number in range(5):
            assert dan.act(request_id, "note", note=f"{person}/{number}").status_code == 200

    with ThreadPoolExecutor(8) as people:
        list(people.map(write, range(8)))

    notes = [one["note"] for one in dan.read(request_id)["history"] if one["action"] == "note"]
    assert sorted(notes) == sorted(f"{p}/{n}" for p in range(8) for n in range(5))


def test_killed_workers_lose_and_double_nothing(product: Product, dan: DeskUser):
    """kill -9, again and again, while a hundred requests are assigned and then rejected."""
    asked = [asked_on_the_list(product, number) for number in range(REQUESTS)]
    wait_until(lambda: all_known(dan, asked), "every request knows its place on the list")

    with killing(product):
        for_each(asked, lambda one: dan.act(one[1], "assign"))
    wait_until(lambda: told(product, asked, "InProcess"), "every list shows In process")
    with killing(product):
        for_each(asked, lambda one: dan.act(one[1], "reject", reason="not-held"))
    wait_until(lambda: told(product, asked, "Declined"), "every list shows Declined")

    heard = statuses_told(product)
    assert [heard[citation] for citation, _ in asked] == [["InProcess", "Declined"]] * REQUESTS
    # Other tests leave messages behind for a system whose address nobody configured.
    left = dan.web.get("/api/undelivered").json()["messages"]
    assert [one for one in left if one["request"] in {name for _, name in asked}] == []


def asked_on_the_list(product: Product, number: int) -> tuple[str, str]:
    """A new item of the reading list, asked for: its citation and the request that came of it."""
    item = {"title": f"Killed while telling {number}", "mms_id": f"99{number:06d}7702212"}
    added = httpx.post(f"{product.url}/local/leganto/citation", json=item, timeout=60).json()
    citation = added["citation"]
    ask = {"citation": citation}
    sent = httpx.post(f"{product.url}/local/leganto/request", json=ask, timeout=60).json()
    return citation, sent["delivery"]["answer"]["request"]


def all_known(dan: DeskUser, asked: list[tuple[str, str]]) -> bool:
    rows = dan.web.get("/api/requests", params={"view": "new", "limit": 200}).json()["requests"]
    known = {row["id"] for row in rows if "not-yet-known" not in row["badges"]}
    return known >= {request_id for _, request_id in asked}


def told(product: Product, asked: list[tuple[str, str]], status: str) -> bool:
    heard = statuses_told(product)
    return all(status in heard[citation] for citation, _ in asked)


def statuses_told(product: Product) -> dict[str, list[str]]:
    """The statuses that each citation was given, as Alma saw them come."""
    log = httpx.get(f"{product.url}/local/alma/log.json", timeout=60).json()["calls"]
    heard: dict[str, list[str]] = defaultdict(list)
    for call in log:
        if call["method"] == "PUT" and "/citations/" in call["path"] and call["status"] == 200:
            heard[call["path"].rpartition("/")[2]].append(call["body"]["status"]["value"])
    return heard


def for_each(asked: list[tuple[str, str]], does: Callable[[tuple[str, str]], httpx.Response]):
    with ThreadPoolExecutor(4) as people:
        answers = list(people.map(does, asked))
    assert {answer.status_code for answer in answers} == {200}


class killing:
    """Meanwhile every worker of every function is killed, so many times and then no more."""

    TIMES, SECONDS_BETWEEN = 5, 3.0

    def __init__(self, product: Product) -> None:
        self._product, self.killed = product, 0
        self._thread = threading.Thread(target=self._kill)

    def _kill(self) -> None:
        for _ in range(self.TIMES):
            time.sleep(self.SECONDS_BETWEEN)
            self.killed += self._product.kill_workers()

    def __enter__(self) -> "killing":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        assert self.killed


def wait_until(holds: Callable[[], bool], what: str, seconds: float = 480) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"{what}: not within {seconds} s"
        time.sleep(1)
