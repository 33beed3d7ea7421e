"""On the deployed stack: events in XML, the index of all lists, and what a list may ask first."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.message_rows import message, row
from chalicelib.aws.messages import Messages
from chalicelib.aws.recovery import SHELF
from chalicelib.domain.telling import Outgoing
from local.product import Product

Bearer = Callable[[str], dict[str, str]]
COMMONS, DIVERGENCE = "5933190100002212", "5933190010002212"


@pytest.fixture
def web(product: Product) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=product.url, timeout=60) as web:
        yield web


def added(web: httpx.Client, **about: Any) -> str:
    said = {"title": "On the desk's own lists", "course": "HIST2041"} | about
    return str(web.post("/local/leganto/citation", json=said).json()["citation"])


def requested(web: httpx.Client, citation: str, form: str = "json") -> str:
    said = {"citation": citation, "pages": "vii-xxi, 1-10"}
    sent = web.post(f"/local/leganto/request?format={form}", json=said).json()
    return str(sent["delivery"]["answer"]["request"])


def enriched(web: httpx.Client, who: dict[str, str], request_id: str) -> Any:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = web.get(f"/api/requests/{request_id}", headers=who).json()["request"]
        if found["theirs"].get("citation_id") or found["candidates"]:
            return found
        time.sleep(0.3)
    raise AssertionError("it was not found out in time")


def standings(web: httpx.Client, who: dict[str, str], citation: str) -> dict[str, list[Any]]:
    asked = {"rlms": "leganto", "citation": citation}
    told = web.get("/api/eligibility", params=asked, headers=who).raise_for_status().json()
    return {
        one["kind"]: [one["standing"], *(reason["code"] for reason in one["reasons"])]
        for one in told["kinds"]
    }


def walk(product: Product) -> None:
    """What the clock does every quarter of an hour."""
    start(product, "Sync")


def start(product: Product, function: str, **detail: object) -> None:
    """As the clock starts it, or with such a detail as a person does."""
    functions = product.aws("lambda")
    names = [one["FunctionName"] for one in functions.list_functions()["Functions"]]
    (name,) = [one for one in names if f"-{function}-" in one]
    event = {"version": "0", "account": "1", "region": "here", "detail": detail, "resources": [],
             "detail-type": "Scheduled Event", "source": "aws.events", "id": "1",
             "time": "2026-11-21T12:00:00Z"}  # fmt: skip
    ran = functions.invoke(FunctionName=name, Payload=json.dumps(event).encode())
    assert "FunctionError" not in ran, ran["Payload"].read()


def test_a_request_in_xml_is_completed_like_any_other(web, bearer):
    who = bearer("viewer")
    request_id = requested(web, added(web), "xml")

    found = enriched(web, who, request_id)

    assert found["extract"]["pages"] == "vii-xxi, 1-10"
    assert found["course"] == "HIST2041"


def test_after_a_walk_an_item_is_found_without_asking_for_every_list(web, bearer, product):
    who = bearer("viewer")
    walk(product)
    calls = web.get("/local/alma/log.json").json()["calls"]

    enriched(web, who, requested(web, DIVERGENCE))

    asked = {"after": calls[-1]["seq"], "match": "GET .*/courses"}
    paths = [one["path"] for one in web.get("/local/alma/log.json", params=asked).json()["calls"]]
    assert [path.rpartition("/")[2] for path in paths] == [DIVERGENCE]


def test_what_was_added_since_the_walk_is_found_all_the_same(web, bearer, product):
    walk(product)
    citation = added(web)

    found = enriched(web, bearer("viewer"), requested(web, citation))

    assert found["theirs"]["citation_id"] == citation


def test_a_list_may_ask_first_and_is_told_of_an_open_request(web, bearer):
    who = bearer("viewer")
    before = standings(web, who, COMMONS)

    enriched(web, who, requested(web, COMMONS))

    assert before == {"digitisation": ["offered"], "copyright-clearance": ["disabled", "no-file"]}
    assert standings(web, who, COMMONS)["digitisation"] == ["disabled", "open-request"]


def test_an_uploaded_file_may_be_cleared_but_not_digitised(web, bearer):
    citation = added(web, file_link="https://alma.example/file", volumes=0)

    assert standings(web, bearer("viewer"), citation) == {
        "digitisation": ["disabled", "no-item"],
        "copyright-clearance": ["offered"],
    }


def test_a_silent_alma_is_no_failure_of_ours(web, bearer):
    faults = [{"match": f"GET .*{COMMONS}", "status": 503, "times": 5}]
    web.post("/local/alma/faults", json={"next": faults})

    told = standings(web, bearer("viewer"), COMMONS)

    web.post("/local/alma/faults", json={"next": []})
    assert {tuple(one) for one in told.values()} == {("not-known", "not-known")}


def test_the_sweep_brings_forward_what_a_system_failed_to_take_before_it_was_well(product):
    now = datetime.now(UTC)
    waits = Outgoing(
        id="m1", lane="lane#leganto#well-again", place="1", request="NONE0000", version=1,
        to="leganto", kind="status", at=now, tries=5, next_try=now + timedelta(hours=10),
        failed_on=now - timedelta(hours=1),
    )  # fmt: skip
    desk = Dynamo(product.aws("dynamodb"), product.table)
    desk.put(row(waits))
    Messages(desk).well_again("leganto", now - timedelta(minutes=1))

    start(product, "Sweep")

    moved = desk.get(waits.lane, waits.place)
    desk.delete(waits.lane, waits.place)
    assert moved
    assert message(moved).next_try < now + timedelta(minutes=2)
    assert list(desk.all(SHELF, index="shelf")) == []
