"""The doors of what came back: SES's reports by a queue, and the addresses that are left alone."""

import json
import sys
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may, query, whoever
from chalicelib.handlers.problems import problems

mail_feedback = Blueprint(__name__)

# The template puts the true address in place of this; Chalice only wants some.
QUEUE = "arn:aws:sqs:us-east-1:000000000000:feedback"


@mail_feedback.on_sqs_message(queue_arn=QUEUE, batch_size=10, name="mail_feedback")
def came_back(event: Any) -> dict[str, Any]:
    """Follows each report; what is early or fails comes again, what cannot be is logged."""
    from http import HTTPStatus

    from chalicelib.handlers.relay import outcome

    again = [
        one["messageId"]
        for one in event.to_dict()["Records"]
        if outcome(follow, one["body"]) >= HTTPStatus.INTERNAL_SERVER_ERROR
    ]
    return {"batchItemFailures": [{"itemIdentifier": one} for one in again]}


def log_line(line: dict[str, str]) -> None:
    """One line of JSON for an outcome, as the sender writes them."""
    print(json.dumps(line), file=sys.stderr, flush=True)


def follow(body: str) -> None:
    """One report; one line of the log says what came of it, and names no address."""
    from chalicelib import wiring, wiring_delivery
    from chalicelib.domain import feedback

    heard = feedback.read(body)
    if heard is None:
        return log_line({"outcome": "not-followed", "kind": "feedback"})
    told = {"kind": heard.kind, "message": heard.message[:80]}
    # The older shape of a report has no tags; then the letter's own id has to do.
    if heard.stage not in ("", wiring_delivery.stage()):
        return log_line({"outcome": "another-stage", **told})
    came = wiring_delivery.returned().follow(heard, wiring.clock())
    return log_line({"outcome": came, **told})


@mail_feedback.route("/api/suppressed", methods=["GET"])
@problems
@may(Role.ADMINISTRATOR)
def suppressed() -> Response:
    """The addresses that are not written to any more, since when and why; none in full."""
    from chalicelib import wiring_delivery
    from chalicelib.handlers import letter_view

    found, after = wiring_delivery.returned().page(after=query("cursor") or None)
    return answer({"suppressed": [letter_view.left_alone(one) for one in found], "next": after})


@mail_feedback.route("/api/suppressed/{id}/lift", methods=["POST"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def lift(id: str) -> Response:
    """Letters may go to this address again; who lifted it stands in the request's history."""
    from chalicelib import wiring, wiring_delivery
    from chalicelib.handlers import letter_view

    lifted = wiring_delivery.returned().lift(id, whoever(), wiring.clock())
    return answer({"lifted": letter_view.left_alone(lifted)})
