"""The doors of what came back: the queue's reports, and the addresses that are left alone."""

import json
from typing import Any

import pytest

from app import app
from chalicelib import wiring, wiring_delivery
from chalicelib.aws.message_rows import row
from chalicelib.domain.telling import Outgoing, Status
from chalicelib.handlers.mail_feedback import came_back
from tests.domain.test_feedback import JO, an_event
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import NOON

Headers = dict[str, str]


@pytest.fixture
def letter(sign_in: SignIn) -> Outgoing:
    one = Outgoing(
        id="A-1-1", lane="lane#mail#A", place="1#A-1-1", request="A", version=1, to="requester",
        kind="mail", at=NOON, next_try=NOON, status=Status.SENT, facts={"letter": "reject"},
    )  # fmt: skip
    wiring.dynamo().batch_write([row(one)])
    return one


def hear(*bodies: str) -> Any:
    records = [{"messageId": f"m{n}", "body": body} for n, body in enumerate(bodies)]
    return came_back({"Records": records}, None)


def ours(**other: Any) -> str:
    event = an_event(**other)
    event["mail"]["tags"]["stage"] = ["test"]
    return json.dumps(event)


def listed(who: Headers) -> Reply:
    return knock(app, "GET", "/api/suppressed", headers=who)


def lift(who: Headers, id: str) -> Reply:
    return knock(
        app, "POST", f"/api/suppressed/{id}/lift", route="/api/suppressed/{id}/lift",
        params={"id": id}, headers=who, body=b"",
    )  # fmt: skip


def test_a_bounce_is_followed_and_its_address_listed(amir, letter):
    assert hear(ours()) == {"batchItemFailures": []}

    (found,) = listed(amir).json["suppressed"]
    assert (found["shown"], found["why"], found["request"]) == ("j...@example.edu", "bounce", "A")
    assert JO not in listed(amir).text
    assert wiring_delivery.mail().refused(JO)


def test_a_report_without_tags_is_known_by_our_message_id(amir, letter):
    event = an_event()
    event["notificationType"] = event.pop("eventType")
    del event["mail"]["tags"]

    hear(json.dumps(event))

    assert len(listed(amir).json["suppressed"]) == 1


def test_a_lifted_address_is_written_to_again(amir, letter):
    hear(ours())
    (found,) = listed(amir).json["suppressed"]

    assert lift(amir, found["id"]).status == 200

    assert listed(amir).json["suppressed"] == []
    assert wiring_delivery.mail().refused(JO) == ""


def test_what_is_not_suppressed_is_unknown(amir):
    assert lift(amir, "none").status == 404


def test_only_what_may_work_later_comes_again(letter, capfd):
    early = Outgoing(
        id="B-1-1", lane="lane#mail#B", place="1", request="B", version=1, to="requester",
        kind="mail", at=NOON, next_try=NOON,
    )  # fmt: skip
    wiring.dynamo().batch_write([row(early)])
    waiting = json.loads(ours())
    waiting["mail"]["tags"] |= {"lane": ["B"], "message": ["B-1-1"]}
    stranger = json.loads(ours())
    stranger["mail"]["tags"]["message"] = ["A-9-9"]
    elsewhere = an_event()

    answered = hear("nonsense", json.dumps(stranger), json.dumps(waiting), json.dumps(elsewhere))

    assert answered == {"batchItemFailures": [{"itemIdentifier": "m2"}]}


def test_no_address_reaches_the_log(letter, capfd):
    hear(ours(), ours(), "nonsense")

    assert JO not in "".join(capfd.readouterr())


def test_a_digitiser_neither_lists_nor_lifts(sign_in):
    token = sign_in.token(sub="dan", name="Dan", groups=["scandesk-digitiser"])
    dan = {"Authorization": f"Bearer {token}"}

    assert [listed(dan).status, lift(dan, "x").status] == [403, 403]


def test_a_damaged_cursor_is_said(amir):
    answer = knock(app, "GET", "/api/suppressed?cursor=%00", headers=amir)

    assert answer.status == 400
