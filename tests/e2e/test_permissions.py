"""On the deployed stack: CLA is asked of each title once, and said to be down where it is."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser

COVERED, EXCLUDED = "9780691090108", "9781612194196"
ALONE = "9781408855652"


@pytest.fixture
def mood(product: Product) -> Iterator[Callable[[str], None]]:
    """Tell the service how it is; afterwards it is well again."""

    def be(word: str) -> None:
        httpx.post(f"{product.url}/local/cla/mood", json={"mood": word}).raise_for_status()

    yield be
    be("well")


def unasked(dan: DeskUser) -> str:
    """The number of a title that CLA was never asked about."""
    book = Title.new("Nobody asked about it", 240)
    dan.until_answered("POST", "/api/works", json=book.record)
    return book.isbn


def started(dan: DeskUser, isn: str) -> str:
    said = {"isn": isn, "pages": "1-12", "course": "HIST2041"}
    answer = dan.until_answered("POST", "/api/requests", json=said)
    return str(answer.json()["request"]["id"])


def answered(
    dan: DeskUser, request_id: str, is_so: Callable[[Any], bool], seconds: float = 90
) -> Any:
    """The answers of the licence check, once they are as they should be."""
    until = time.monotonic() + seconds
    while True:
        answers = dan.read(request_id)["request"]["answers"]
        if answers["coverage"] and is_so(answers):
            return answers
        assert time.monotonic() < until, answers
        time.sleep(0.5)


def is_known(answers: Any) -> bool:
    return bool(answers["coverage"]["value"] != "not-known")


def asked_of(product: Product, isn: str) -> int:
    return len(httpx.get(f"{product.url}/local/cla/calls.json?isn={isn}").json()["calls"])


def test_a_title_is_asked_about_once_for_all_its_requests(dan, product):
    first = answered(dan, started(dan, COVERED), is_known)
    before = asked_of(product, COVERED)

    second = answered(dan, started(dan, COVERED), is_known)

    assert (first["coverage"]["value"], first["coverage"]["source"]) == ("covered", "api")
    assert [one["allowed"] for one in second["permissions"]["uses"]] == ["allowed"] * 3
    assert second["coverage"]["valid_until"] > second["coverage"]["checked_on"]
    assert asked_of(product, COVERED) == before


def test_an_excluded_title_gets_no_link_under_the_licence(dan):
    request_id = started(dan, EXCLUDED)
    answered(dan, request_id, is_known)

    done = dan.act(request_id, "verify-licence", basis="cla-he")

    assert done.json()["request"]["answers"]["lacks"] == "The licence excludes this title."
    assert dan.act(request_id, "publish").status_code == 422


def test_a_service_that_is_down_is_said_and_check_again_asks_it_once_more(dan, mood):
    mood("down")
    request_id = started(dan, unasked(dan))
    answers = answered(dan, request_id, lambda one: True)
    assert answers["coverage"]["value"] == "not-known"
    assert "503" in answers["coverage"]["evidence"]
    dan.act(request_id, "verify-licence", basis="cla-he")
    assert "not known" in dan.read(request_id)["request"]["answers"]["lacks"]

    mood("well")
    dan.act(request_id, "check-again")

    assert answered(dan, request_id, is_known)["coverage"]["value"] == "covered"
    assert dan.read(request_id)["request"]["answers"]["lacks"] == ""


def test_a_service_that_is_too_slow_is_said_as_well(dan, mood):
    mood("slow")
    request_id = started(dan, unasked(dan))

    answers = answered(dan, request_id, lambda one: True)

    assert answers["coverage"]["value"] == "not-known"
    assert "did not answer" in answers["coverage"]["evidence"]


def test_nonsense_is_never_a_yes_and_nobody_is_left_with_an_errand(dan, mood):
    mood("nonsense")
    request_id = started(dan, unasked(dan))

    answers = answered(dan, request_id, lambda one: True)

    assert answers["coverage"]["value"] == "not-known"
    assert "no answer" in answers["coverage"]["evidence"]
    waiting = dan.until_answered("GET", "/api/undelivered").json()["messages"]
    assert [one for one in waiting if one["request"] == request_id] == []


def test_whoever_asks_about_a_title_is_answered_at_once_and_knows_more_in_a_moment(dan):
    first = dan.until_answered("GET", f"/api/permissions?isn={ALONE}").json()
    until = time.monotonic() + 90
    while (now := dan.until_answered("GET", f"/api/permissions?isn={ALONE}").json())[
        "standing"
    ] != "known":
        assert time.monotonic() < until, now
        time.sleep(0.5)

    assert first["standing"] in ("asked", "known")
    assert now["coverage"] == "covered"
