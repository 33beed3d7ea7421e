"""The local Alma answers, and refuses, as Alma does."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.local.conftest import Town

AWS = "/local/alma/almaws/v1"
LIST = "/courses/231739800002212/reading-lists/5933190800002212"
BOOK = f"{LIST}/citations/5933190090002212"


def call(town: Town, method: str, path: str, body: Any = None) -> httpx.Response:
    key = {"Authorization": "apikey local-alma-key"}
    return town.web.request(method, AWS + path, headers=key, json=body)


def error(answer: httpx.Response) -> tuple[int, str]:
    assert answer.json()["errorsExist"] is True
    return answer.status_code, answer.json()["errorList"]["error"][0]["errorCode"]


def requested(town: Town) -> str:
    said = {"citation": "5933190090002212", "pages": "1-10"}
    made = town.web.post("/local/leganto/request", json=said).json()
    return f"/users/aokafor/requests/{made['request_id']}"


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_a_call_without_its_key_is_refused(town: Town) -> None:
    answer = town.web.get(f"{AWS}/users/aokafor")

    assert error(answer) == (401, "UNAUTHORIZED")


def test_the_preferred_address_of_a_user_is_not_the_first(town: Town) -> None:
    emails = call(town, "GET", "/users/aokafor").json()["contact_info"]["email"]

    assert [one["preferred"] for one in emails] == [False, True]


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/users/nobody", "401890"),
        ("GET", "/users/aokafor/requests/1", "401694"),
        ("DELETE", "/users/aokafor/requests/1?reason=CannotBeFulfilled", "401694"),
        ("POST", "/users/aokafor/requests/1?op=next_step", "401907"),
        ("POST", "/users/aokafor/requests/1?op=something", "401666"),
        ("POST", "/users/aokafor/requests/abc?op=next_step", "402205"),
        ("GET", "/bibs/1", "402203"),
        ("GET", "/courses?q=colour~red", "401666"),
        ("GET", "/courses?limit=101", "401666"),
    ],
)
def test_what_cannot_be_is_refused_with_almas_code(
    town: Town, method: str, path: str, code: str
) -> None:
    assert error(call(town, method, path)) == (400, code)


def test_a_user_without_requests_has_no_list_of_them_at_all(town: Town) -> None:
    assert call(town, "GET", "/users/tbrandt/requests").json() == {"total_record_count": 0}


@pytest.mark.parametrize(
    "asked",
    [
        "code~hist2041",
        "searchable_ids~NGU-HIST2041",
        "name~empire",
        "instructors~tbrandt",
        "code~HIST AND name~trade",
    ],
)
def test_a_course_is_found_by_its_fields(town: Town, asked: str) -> None:
    found = call(town, "GET", f"/courses?q={asked}").json()

    assert [one["code"] for one in found["course"]] == ["HIST2041"]


def test_only_the_full_view_of_a_list_has_its_citations(town: Town) -> None:
    brief, full = call(town, "GET", LIST).json(), call(town, "GET", f"{LIST}?view=full").json()

    assert "citations" not in brief
    assert len(full["citations"]["citation"]) == 9


def test_the_same_title_stands_on_two_lists(town: Town) -> None:
    other = "/courses/231739810002212/reading-lists/5933190810002212"
    both = [
        call(town, "GET", f"{one}?view=full").json()["citations"]["citation"]
        for one in (LIST, other)
    ]

    titles = [{one["metadata"]["mms_id"] for one in citations} for citations in both]

    assert len(titles[0] & titles[1]) == 1


def test_a_put_replaces_the_whole_citation(town: Town) -> None:
    before = call(town, "GET", BOOK).json()

    said = {"status": {"value": "Complete"}, "metadata": {"title": "Orientalism"}}
    after = call(town, "PUT", BOOK, {**said, "source1": "http://desk/l/x"}).json()

    assert "copyrights_status" in before
    assert "copyrights_status" not in after
    assert after["source1"] == "http://desk/l/x"
    assert after["status"] == {"value": "Complete", "desc": "Complete"}
    assert after["leganto_permalink"] == before["leganto_permalink"]
    assert after == call(town, "GET", BOOK).json()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"metadata": {"title": "x"}}, "401664"),
        ({"status": {"value": "Complete"}}, "401664"),
        ({"status": {"value": "Finished"}, "metadata": {"title": "x"}}, "401666"),
        (None, "401664"),
    ],
)
def test_a_put_without_status_and_metadata_is_refused(town: Town, body: Any, code: str) -> None:
    before = call(town, "GET", BOOK).json()

    refused = call(town, "PUT", BOOK, body)

    assert error(refused) == (400, code)
    assert call(town, "GET", BOOK).json() == before


def test_two_steps_on_a_request_is_closed_and_gone(town: Town) -> None:
    path = requested(town)

    steps = [call(town, "POST", f"{path}?op=next_step") for _ in range(3)]

    assert steps[0].json()["task_name"] == "Document Delivery"
    assert steps[1].status_code == 200
    assert error(steps[2]) == (400, "401907")
    assert error(call(town, "GET", path)) == (400, "401694")


def test_a_cancelled_request_comes_back_as_an_echo(town: Town) -> None:
    path = requested(town)

    answer = call(town, "DELETE", f"{path}?reason=CannotBeFulfilled&note=No&notify_user=false")

    assert (answer.status_code, answer.content) == (204, b"")
    assert eventually(lambda: len(town.desk.told) == 2)
    assert b'"REQUEST_CANCELED"' in town.desk.told[1][0]
    assert error(call(town, "GET", path)) == (400, "401694")


def test_a_reason_out_of_no_code_table_cancels_nothing(town: Town) -> None:
    path = requested(town)
    rows = call(town, "GET", "/conf/code-tables/RequestCancellationReasons").json()["row"]

    refused = call(town, "DELETE", f"{path}?reason=not-held")

    assert "CannotBeFulfilled" in [row["code"] for row in rows]
    assert error(refused) == (400, "401666")
    assert call(town, "GET", path).status_code == 200


def test_a_fault_is_had_as_often_as_it_was_asked_for(town: Town) -> None:
    fault = {"match": "GET .*/bibs", "status": 503, "times": 2, "retry_after": 1}
    town.web.post("/local/alma/faults", json={"next": [fault]})

    answers = [call(town, "GET", "/bibs/9910990002212") for _ in range(3)]

    assert [one.status_code for one in answers] == [503, 503, 200]
    assert answers[0].headers["retry-after"] == "1"
    assert answers[0].headers["content-type"].startswith("application/xml")


def test_a_dropped_answer_leaves_the_work_done(town: Town) -> None:
    path = requested(town)
    fault = {"match": "next_step", "drop_after": True}
    town.web.post("/local/alma/faults", json={"next": [fault]})

    with pytest.raises(httpx.RemoteProtocolError):
        call(town, "POST", f"{path}?op=next_step")

    assert call(town, "GET", path).json()["task_name"] == "Document Delivery"


def test_every_call_is_written_down_in_order(town: Town) -> None:
    call(town, "GET", "/users/nobody")
    call(town, "PUT", BOOK, {"status": {"value": "InProcess"}, "metadata": {"title": "x"}})

    calls = town.web.get("/local/alma/log.json").json()["calls"]

    assert [(one["method"], one["status"]) for one in calls] == [("GET", 400), ("PUT", 200)]
    assert calls[1]["body"]["status"] == {"value": "InProcess"}
    last = town.web.get("/local/alma/log.json", params={"after": calls[0]["seq"]}).json()["calls"]
    assert last == calls[1:]
