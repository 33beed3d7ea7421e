"""Asking the state machine, and answering a task of it: which refusals pass and which do not."""

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib.aws.text_machine import NobodyWaits, StoreAway, TextMachine, TextStore, TextTask
from chalicelib.domain.telling import Permanent, TryAgain

WORK = {"request": "AB", "scan": "s1", "attempt": 1}


class Client:
    """Writes down each call, and refuses it where a test says so."""

    def __init__(self, refusal: Exception | None = None) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusal = refusal

    def __getattr__(self, name: str) -> Any:
        def called(**said: Any) -> None:
            self.calls.append((name, said))
            if self.refusal:
                raise self.refusal

        return called


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "StartExecution")


def test_an_attempt_is_an_execution_of_its_own_name() -> None:
    client = Client()

    TextMachine(client, "arn:machine").start("AB-s1-1", WORK)

    ((name, said),) = client.calls
    assert (name, said["stateMachineArn"], said["name"]) == (
        "start_execution", "arn:machine", "AB-s1-1",
    )  # fmt: skip
    assert json.loads(said["input"]) == {"work": WORK}


def test_an_attempt_that_was_begun_before_is_as_good_as_begun() -> None:
    client = Client(refused("ExecutionAlreadyExists"))

    TextMachine(client, "arn:machine").start("AB-s1-1", WORK)

    assert len(client.calls) == 1


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (refused("StateMachineDoesNotExist"), Permanent),
        (refused("AccessDeniedException"), Permanent),
        (refused("ThrottlingException"), TryAgain),
        (refused("ExecutionLimitExceeded"), TryAgain),
        (EndpointConnectionError(endpoint_url="https://states"), TryAgain),
    ],
)
def test_a_refusal_says_whether_trying_again_helps(
    refusal: Exception, error: type[Exception]
) -> None:
    with pytest.raises(error):
        TextMachine(Client(refusal), "arn:machine").start("AB-s1-1", WORK)


@pytest.mark.parametrize("code", ["TaskTimedOut", "TaskDoesNotExist"])
def test_a_task_that_was_given_up_has_nobody_who_waits(code: str) -> None:
    task = TextTask(Client(refused(code)), "a-token")

    for answer in (task.beat, lambda: task.done({}), lambda: task.failed("Failed", "why")):
        with pytest.raises(NobodyWaits):
            answer()


def test_a_task_is_answered_with_its_own_token() -> None:
    client = Client()
    task = TextTask(client, "a-token")

    task.beat()
    task.done({"text": "made"})
    task.failed("Unsuitable", "x" * 40_000)

    assert [name for name, _ in client.calls] == [
        "send_task_heartbeat", "send_task_success", "send_task_failure",
    ]  # fmt: skip
    assert {said["taskToken"] for _, said in client.calls} == {"a-token"}
    # Step Functions takes 32,768 signs of a cause.
    assert len(client.calls[2][1]["cause"]) == 1000


def test_a_store_that_does_not_answer_is_away(tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(b"%PDF")
    store = TextStore(Client(refused("SlowDown")), "scans")

    with pytest.raises(StoreAway):
        store.fetch("masters/AB/s1/x.pdf", tmp_path / "master.pdf")
    with pytest.raises(StoreAway):
        store.put("readable/AB/s1/x.pdf", tmp_path / "made.pdf")
