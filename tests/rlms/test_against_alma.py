"""Leganto's adapter over real HTTP, against the local Alma: its shapes, its errors, its faults."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.calls import Call, Delivery, Talk
from chalicelib.domain.intake import Asked, Withdrawn, receive
from chalicelib.domain.request import Phase, Rejection, Request
from chalicelib.domain.telling import TryAgain
from chalicelib.rlms._caller import Caller
from chalicelib.rlms.leganto import ADAPTER
from local.alma import KEY
from local.deliveries import SECRET
from tests.local.conftest import Town

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
#: The stand-in is on this machine, which a deployment has to say.
INSIDE = ("localhost", "127.0.0.1")
LINK = "https://desk.example/l/a-token"
ORIENTALISM, DEBT, GRAEBER = "5933190090002212", "5933190030002212", "5933190120002212"


def a_caller(town: Town, key: Callable[[str, bool], str] = lambda name, fresh: KEY) -> Caller:
    hosts = {"leganto": f"{town.url}/local/alma"}
    return Caller({"leganto": ADAPTER}, hosts, key, lambda: NOW, INSIDE)


def told(town: Town, place: int = 0) -> Delivery:
    """What the desk was told; an echo comes a moment after the call that it echoes."""
    until = time.monotonic() + 5
    while len(town.desk.told) <= place and time.monotonic() < until:
        time.sleep(0.02)
    body, signature = town.desk.told[place]
    delivery = Delivery("POST", "/", {}, {"X-Exl-Signature": signature}, body)
    assert ADAPTER.trust(delivery, [SECRET])
    return delivery


def asked_for(town: Town, citation: str = ORIENTALISM, **said: Any) -> Request:
    """A request as the desk has it after the event and the enrichment."""
    form = {"citation": citation, "pages": "vii-xxi, 31-49", "chapter": "The Scope"} | said
    assert town.web.post("/local/leganto/request", json=form).is_success
    heard = ADAPTER.read(told(town))
    assert isinstance(heard, Asked)
    return receive(heard, "leganto", "ABCD2345", 7, NOW).request


def converse(town: Town, talk: Talk) -> dict[str, Any]:
    """Play a talk against Alma, and answer what it ends with."""
    caller = a_caller(town)
    try:
        call = next(talk)
        while True:
            reply = caller("leganto", call)
            if trouble := ADAPTER.judge(call, reply):
                raise trouble
            call = talk.send(reply)
    except StopIteration as end:
        return dict(end.value)


def placed(town: Town, request: Request) -> Request:
    """The request with its one place on a list known."""
    (citation,) = converse(town, ADAPTER.enrich(request))["citations"]
    return replace(request, theirs={**request.theirs, **citation["theirs"]})


def shown(town: Town, citation: str = ORIENTALISM) -> dict[str, Any]:
    found = town.web.get("/local/leganto/lists.json", params={"citation": citation}).json()
    items: list[dict[str, Any]] = [one for each in found["lists"] for one in each["citations"]]
    return items[0]


def made(town: Town, match: str) -> list[str]:
    calls = town.web.get("/local/alma/log.json", params={"match": match}).json()["calls"]
    return [f"{call['method']} {call['status']}" for call in calls]


def test_the_event_is_read_with_its_pages_from_figures_and_comment(town):
    request = asked_for(town)

    assert (request.extract.pages, request.extract.page_count) == ("vii-xxi, 31-49", 34)
    assert request.title == "The Scope"


def test_who_asked_for_which_course_and_what_is_found_out(town):
    request = asked_for(town)

    learnt = converse(town, ADAPTER.enrich(request))

    assert (learnt["name"], learnt["email"]) == ("Amara Okafor", "a.okafor@northgate.example")
    assert [one["course_code"] for one in learnt["citations"]] == ["HIST2041"]
    assert learnt["isn"] == "0-394-74067-X"


def test_a_title_on_two_lists_is_left_to_choose(town):
    request = asked_for(town, DEBT)

    learnt = converse(town, ADAPTER.enrich(request))

    assert {one["course_code"] for one in learnt["citations"]} == {"HIST2041", "POLI3015"}


def test_the_list_shows_that_it_is_in_progress(town):
    request = placed(town, asked_for(town))

    converse(town, ADAPTER.report(request, Phase.WORKING, ""))

    assert shown(town)["status"] == "InProcess"


def test_the_list_shows_the_link_and_almas_request_is_closed(town):
    request = placed(town, asked_for(town))

    converse(town, ADAPTER.report(request, Phase.LIVE, LINK))

    item = shown(town)
    assert (item["status"], item["link"]) == ("Complete", LINK)
    assert item["request"]["state"] == "closed"


def test_telling_the_same_twice_changes_nothing_the_second_time(town):
    request = placed(town, asked_for(town))
    converse(town, ADAPTER.report(request, Phase.LIVE, LINK))
    before = made(town, "^(POST|PUT|DELETE)")

    converse(town, ADAPTER.report(request, Phase.LIVE, LINK))

    assert made(town, "^(POST|PUT|DELETE)") == before


def test_a_rejection_is_shown_on_the_list_and_comes_back_as_an_echo(town):
    request = placed(town, asked_for(town))
    rejection = Rejection("x", "Not held", "Sorry.", NOW, theirs="CannotBeFulfilled")

    converse(town, ADAPTER.report(replace(request, rejection=rejection), Phase.REFUSED, ""))

    item = shown(town)
    assert (item["status"], item["link"], item["request"]["state"]) == (
        "Declined", None, "cancelled",
    )  # fmt: skip
    assert ADAPTER.read(told(town, 1)) == Withdrawn(f"44NGU_INST/{request.theirs['request_id']}")


def test_rejecting_what_is_gone_already_is_no_trouble(town):
    request = placed(town, asked_for(town))
    converse(town, ADAPTER.report(request, Phase.REFUSED, ""))

    converse(town, ADAPTER.report(request, Phase.REFUSED, ""))

    assert made(town, "^DELETE") == ["DELETE 204", "DELETE 400"]


@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"status": 429, "retry_after": 3}, {"drop_after": True}]
)
def test_a_passing_fault_is_tried_again_and_then_nothing_is_done_twice(town, fault):
    request = placed(town, asked_for(town))
    next_step = {"match": "^POST .*op=next_step", "times": 1} | fault
    town.web.post("/local/alma/faults", json={"next": [next_step]})
    with pytest.raises((TryAgain, ValueError)):
        converse(town, ADAPTER.report(request, Phase.LIVE, LINK))

    converse(town, ADAPTER.report(request, Phase.LIVE, LINK))

    assert shown(town)["request"]["state"] == "closed"
    assert made(town, "^POST").count("POST 200") == 2


def test_a_key_that_was_changed_is_read_again_once(town):
    request = asked_for(town)
    caller = a_caller(town, lambda name, fresh: KEY if fresh else "the-old-one")

    reply = caller("leganto", next(ADAPTER.enrich(request)))

    assert reply.ok


def test_a_key_that_stays_wrong_is_something_that_passes(town):
    caller = a_caller(town, lambda name, fresh: "wrong")
    call = Call("GET", "/almaws/v1/users/aokafor")

    assert isinstance(ADAPTER.judge(call, caller("leganto", call)), TryAgain)


def test_nobody_at_the_other_end_is_something_that_passes():
    caller = Caller(
        {"leganto": ADAPTER}, {"leganto": "http://127.0.0.1:9"}, lambda *_: KEY, lambda: NOW, INSIDE
    )

    with pytest.raises(TryAgain):
        caller("leganto", Call("GET", "/almaws/v1/users/aokafor"))
