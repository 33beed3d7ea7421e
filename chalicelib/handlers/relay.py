"""The way out's doors: a bell that wakes the sender, and the table's stream that rings it.

Neither holds up what stands behind something poisonous: it is logged by its kind and place only,
and skipped. The rows are the truth, so the sweep finds a lane again, and the night's rebuilding the
words. Where the table was only busy, the stream comes again from there, so that no word is missing.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.handlers.http import answer
from chalicelib.handlers.problems import problems

relay = Blueprint(__name__)

Record = Mapping[str, Any]

# The template puts the true addresses in place of these; Chalice only wants some.
BELL = "arn:aws:sqs:us-east-1:000000000000:bell"
STREAM = "arn:aws:dynamodb:us-east-1:000000000000:table/desk/stream/now"
#: Seconds kept for the last call, for giving the lane back and for the answer.
RESERVE = 20.0
BUSY = HTTPStatus.SERVICE_UNAVAILABLE


@relay.on_sqs_message(queue_arn=BELL, batch_size=10, name="relay_bell")
def relay_bell(event: Any) -> dict[str, Any]:
    """Tells what is due in each lane that was rung; a lane that fails is rung again, alone."""
    from chalicelib import wiring

    def tell(lane: str) -> None:
        left = event.context.get_remaining_time_in_millis() / 1000
        wiring.relay().run(lane, left - RESERVE)

    return tell_each(event.to_dict()["Records"], tell)


@relay.on_dynamodb_record(stream_arn=STREAM, name="relay_stream")
def relay_stream(event: Any) -> dict[str, Any]:
    """Rings for messages that became due, and keeps the words by which requests are found."""
    from chalicelib import wiring

    return follow_each(event.to_dict()["Records"], wiring.queue(), wiring.words())


def tell_each(records: Iterable[Record], tell: Callable[[str], object]) -> dict[str, Any]:
    """Each lane once; the bells of those that failed, as SQS wants to hear it."""
    lanes: dict[str, list[str]] = {}
    for record in records:
        lanes.setdefault(record["body"], []).append(record["messageId"])
    failed = [bells for lane, bells in lanes.items() if not survived(tell, lane)]
    return {"batchItemFailures": [{"itemIdentifier": one} for bells in failed for one in bells]}


def follow_each(records: Iterable[Record], bell: Any, words: Any) -> dict[str, Any]:
    """What each change of a row asks for; the bell is rung at the end.

    Answers where the stream is to begin again, as Lambda wants to hear it.
    """
    lanes: dict[int, list[str]] = {}
    again: list[dict[str, str]] = []

    def follow(record: Record) -> None:
        before, after = bell.changed(record)
        if lane := bell.lane(before, after):
            lanes.setdefault(bell.seconds(before, after), []).append(lane)
        words.follow(before, after)

    for record in records:
        if outcome(follow, record) == BUSY:
            again.append({"itemIdentifier": record["dynamodb"]["SequenceNumber"]})
            break
    for seconds, waiting in lanes.items():
        survived(partial(bell.ring, seconds=seconds), waiting)
    return {"batchItemFailures": again}


def survived(act: Callable[[Any], object], on: Any) -> bool:
    """Whether it went well."""
    return outcome(act, on) < HTTPStatus.BAD_REQUEST


def outcome(act: Callable[[Any], object], on: Any) -> int:
    """How it went, as a status; what went wrong is caught and logged where everything is."""

    @problems
    def tried() -> Response:
        act(on)
        return answer({})

    status: int = tried().status_code
    return status
