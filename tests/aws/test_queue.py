"""The bell, and what rings it."""

from typing import Any

import pytest

from chalicelib.aws.notation import marshal
from chalicelib.aws.queue import Bell
from tests.conftest import a_client


class Queue:
    """Keeps what was sent; ten at a time, as SQS has it."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> None:
        assert len(Entries) <= 10
        assert len({one["Id"] for one in Entries}) == len(Entries)
        self.sent += [(one["MessageBody"], one["DelaySeconds"]) for one in Entries]


@pytest.fixture
def queue() -> Queue:
    return Queue()


@pytest.fixture
def bell(queue: Queue) -> Bell:
    return Bell(queue, "http://queue")


def a_row(**known: Any) -> dict[str, Any]:
    return {"pk": "lane#leganto#9", "what": "message", "status": "due"} | known


def test_each_lane_is_rung_once(bell, queue):
    bell.ring(["a", "b", "a"])

    assert queue.sent == [("a", 0), ("b", 0)]


def test_any_number_of_lanes_is_rung(bell, queue):
    bell.ring([str(n) for n in range(25)])

    assert len(queue.sent) == 25


def test_no_lane_rings_nothing(bell, queue):
    bell.ring([])

    assert queue.sent == []


def test_a_bell_may_ring_after_a_while(bell, queue):
    bell.ring(["a"], 5.2)

    assert queue.sent == [("a", 5)]


def test_what_has_longer_to_wait_is_left_to_the_sweep(bell, queue):
    bell.ring(["a"], 7_200)

    assert queue.sent == []


def test_a_real_queue_takes_it(cloud):
    client = a_client("sqs", cloud)
    url = client.create_queue(QueueName="bell")["QueueUrl"]

    Bell(client, url).ring(["lane#leganto#9"])

    (heard,) = client.receive_message(QueueUrl=url)["Messages"]
    assert heard["Body"] == "lane#leganto#9"


@pytest.mark.parametrize(
    ("before", "after", "lane"),
    [
        (None, a_row(), "lane#leganto#9"),
        (a_row(status="undelivered"), a_row(), "lane#leganto#9"),
        (a_row(), a_row(next_try="later"), ""),
        (a_row(), a_row(status="sent"), ""),
        (a_row(), None, ""),
        (None, {"pk": "request#A", "what": "head", "status": "due"}, ""),
    ],
)
def test_a_lane_is_rung_for_what_became_due(bell, before, after, lane):
    assert bell.lane(before, after) == lane


@pytest.mark.parametrize(
    ("before", "after", "seconds"),
    [
        (None, a_row(facts={"letter": "reject", "after": "60"}), 60),
        (None, a_row(), 0),
        # Sent again by a person, it waits no second time.
        (a_row(status="undelivered"), a_row(facts={"letter": "reject", "after": "60"}), 0),
    ],
)
def test_a_letter_that_may_be_taken_back_is_rung_when_it_is_due(bell, before, after, seconds):
    assert bell.seconds(before, after) == seconds


def test_a_stream_record_is_read_out_of_its_notation(bell):
    record = {"dynamodb": {"NewImage": marshal(a_row())}}

    assert bell.changed(record) == (None, a_row())
