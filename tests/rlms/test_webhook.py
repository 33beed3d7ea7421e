"""The generic webhook: the specification's own vector, its rules, its events, and real HTTP."""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it has none
import pytest

from chalicelib.domain.calls import Call, Delivery
from chalicelib.domain.facts import Rejection
from chalicelib.domain.intake import Asked, NothingToDo, SetAside, Withdrawn, receive
from chalicelib.domain.openings import Link
from chalicelib.domain.request import Kind, Phase, Request, State
from chalicelib.domain.telling import Permanent
from chalicelib.rlms import _webhook_events as events
from chalicelib.rlms._caller import Caller, in_bytes
from chalicelib.rlms.webhook import ADAPTER, Webhook, signature
from tests.domain.a_request import NOON, a_request
from tests.rlms.test_caller import NAME, THERE, Lists, serving

DOCS = Path(__file__).parents[2] / "docs"
#: As the specification's own libraries test themselves.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_" + base64.b64encode(b"another key of 32 characters ...").decode()
ID, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
LINK = "https://desk.example/l/a-token"


def then(seconds: int = 0) -> Webhook:
    """The adapter, so many seconds after the vector was signed."""
    return replace(ADAPTER, clock=lambda: datetime.fromtimestamp(AT + seconds, UTC))


def sent(body: bytes = BODY, signed: str = SIGNED, at: object = AT, message: str = ID) -> Delivery:
    headers = {"Webhook-Id": message, "webhook-timestamp": str(at), "webhook-signature": signed}
    return Delivery("POST", "/api/webhooks/webhook", {}, headers, body)


def an_event(kind: str = "created", message: str = ID, **said: Any) -> Delivery:
    usual = {"id": "r-7", "item": "i-9", "title": "Harbours of the east"}
    told = {"type": f"scandesk.request.{kind}", "timestamp": "2026-11-21T11:10:12Z",
            "data": usual | said}  # fmt: skip
    return sent(json.dumps(told).encode(), message=message)


def test_the_specifications_own_vector_is_trusted():
    assert then().trust(sent(), [SECRET])
    assert then().trust(sent(), [SECRET.removeprefix("whsec_")])


def test_our_own_signature_is_the_specifications():
    key = base64.b64decode(SECRET.removeprefix("whsec_"))

    assert signature(key, ID, str(AT), BODY) == SIGNED


@pytest.mark.parametrize(
    "delivery",
    [
        sent(body=BODY + b" "),
        sent(message="msg_other"),
        sent(at=AT + 1),
        sent(signed="v1,AAAA"),
        sent(signed=SIGNED.removeprefix("v1,")),
        sent(signed=SIGNED.replace("v1,", "v2,")),
        sent(signed=""),
        sent(message=""),
        sent(at=""),
        sent(at="soon"),
        sent(at="１６１４２６５３３０"),
        sent(at="-1"),
        sent(at="9" * 400),
        sent(signed="v1,\ud800"),
    ],
)
def test_whatever_was_touched_is_not_trusted(delivery):
    assert not then().trust(delivery, [SECRET])


@pytest.mark.parametrize("signed", [f"v1,AAAA {SIGNED}", f"{SIGNED} v1a,AAAA", f"v9,x {SIGNED}"])
def test_of_several_signatures_one_is_enough(signed):
    assert then().trust(sent(signed=signed), [SECRET])


def test_of_several_secrets_one_is_enough():
    assert then().trust(sent(), [OTHER, "not base64!", "", SECRET])
    assert not then().trust(sent(), [OTHER, "whsec_"])


@pytest.mark.parametrize(
    ("seconds", "trusted"), [(300, True), (301, False), (-300, True), (-301, False)]
)
def test_a_signature_holds_five_minutes_either_way(seconds, trusted):
    assert then(seconds).trust(sent(), [SECRET]) is trusted


def test_how_long_it_holds_is_the_librarys_to_say():
    strict = replace(ADAPTER.chosen({"tolerance": "10"}), clock=then(11).clock)

    assert not strict.trust(sent(), [SECRET])
    with pytest.raises(ValueError, match="tolerance"):
        ADAPTER.chosen({"tolerance": "for ever"})
    with pytest.raises(ValueError, match="colour"):
        ADAPTER.chosen({"colour": "red"})


def test_a_request_is_heard_with_all_that_was_said():
    heard = ADAPTER.read(an_event(
        kind="created", isn="9780199535569", work_title="A history of ports", pages="10-25",
        course_code="HIS101", start="2026-09-21", end="2027-06-30", needed_by="2026-12-01",
        notes=["With the maps.", 7], requester_id="jo", requester_name="Jo",
        requester_email="jo@example.edu",
    ))  # fmt: skip

    assert isinstance(heard, Asked)
    assert (heard.key, heard.lane, heard.theirs) == ("r-7", "i-9", {"id": "r-7"})
    assert heard.original.notes == ("With the maps.", "7")
    assert (heard.dates.start, heard.dates.end) == (date(2026, 9, 21), date(2027, 6, 30))
    assert heard.original.needed_by == date(2026, 12, 1)
    assert heard.requester.email == "jo@example.edu"
    assert ("Pages", "10-25") in heard.original.fields
    assert receive(heard, "webhook", "ABCD2345", 7, NOON).request.extract.pages == "10-25"


def test_the_same_request_told_in_two_messages_is_one():
    first, again = (ADAPTER.read(an_event(message=one)) for one in ("msg_1", "msg_2"))

    assert first.key == again.key == "r-7"


def test_a_request_without_an_id_is_known_by_its_message():
    heard = [ADAPTER.read(an_event(message=one, id="")) for one in ("msg_1", "msg_1", "msg_2")]

    assert [one.key for one in heard] == ["msg_1", "msg_1", "msg_2"]


def test_a_withdrawal_names_the_request():
    assert ADAPTER.read(an_event("withdrawn")) == Withdrawn("r-7")


def test_a_kind_of_request_is_heard():
    assert ADAPTER.read(an_event(kind="created")).kind is Kind.DIGITISATION
    assert ADAPTER.read(kinded("new-edition")).kind is Kind.NEW_EDITION
    assert isinstance(ADAPTER.read(kinded("lunch")), SetAside)


@pytest.mark.parametrize(
    ("said", "asked"), [({}, False), ({"clearance": True}, True), ({"clearance": "yes"}, False)]
)
def test_copyright_clearance_may_be_asked_for_with_a_request(said, asked):
    heard = ADAPTER.read(an_event(**said))

    assert isinstance(heard, Asked)
    assert heard.clearance is asked


def test_what_was_cleared_is_told_in_a_word_of_its_own_and_without_a_link():
    cleared = a_request(kind=Kind.CLEARANCE, state=State.COMPLETE, theirs={"id": "r-7"})

    (call,) = ADAPTER.report(cleared, Phase.LIVE, "")

    assert isinstance(call.body, dict)
    assert (call.body["data"]["status"], call.body["data"]["link"]) == ("cleared", None)


def kinded(kind: str) -> Delivery:
    told = {"type": "scandesk.request.created", "data": {"id": "1", "title": "x", "kind": kind}}
    return sent(json.dumps(told).encode())


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"type": 7}', b'{"type": "scandesk.request.created"}', b'{"data": {}}',
             b'{"type": "scandesk.request.created", "data": {"id": "1"}}']
)  # fmt: skip
def test_what_was_signed_and_cannot_be_understood_is_set_aside(body):
    if body == b'{"type": 7}':
        assert isinstance(ADAPTER.read(sent(body)), NothingToDo)
        return
    assert isinstance(ADAPTER.read(sent(body)), SetAside)


def test_another_event_is_none_of_the_desks_business():
    assert isinstance(ADAPTER.read(an_event("sneezed")), NothingToDo)


def told(phase: Phase, **known: Any) -> Mapping[str, Any]:
    request = a_request(rlms="webhook", theirs={"id": "r-7"}, **known)
    call = next(ADAPTER.report(request, phase, LINK))
    assert isinstance(call.body, dict)
    return call.body


@pytest.mark.parametrize("phase", Phase)
def test_each_phase_is_an_event_of_its_own_after_the_published_schema(phase):
    event = told(phase)

    assert event["type"] == f"scandesk.request.{phase.value}"
    assert event["data"]["id"] == "r-7"
    jsonschema.validate(event, {**events.schema(), "anyOf": [{"$ref": "#/$defs/told"}]})


def test_the_link_is_told_while_there_is_something_behind_it():
    assert told(Phase.LIVE, link=Link("a-token"))["data"]["link"] == LINK
    assert told(Phase.DELETED, link=Link("a-token"))["data"]["link"] is None


def test_why_it_was_refused_is_told():
    rejection = Rejection("not-held", "The library does not hold it", "Sorry.", NOON)

    reason = told(Phase.REFUSED, rejection=rejection)["data"]["reason"]

    assert reason == {
        "code": "not-held", "label": "The library does not hold it", "note": "Sorry.",
    }  # fmt: skip


def test_why_staff_cancelled_it_is_told():
    why = Rejection("duplicate", "The same was requested before", "", NOON)

    reason = told(Phase.WITHDRAWN, cancellation=why)["data"]["reason"]

    assert (reason["code"], reason["label"]) == ("duplicate", "The same was requested before")


def test_the_librarys_own_word_is_told():
    adapter = ADAPTER.chosen({"suspended": "on the shelf"})

    call = next(adapter.report(a_request(theirs={"id": "r-7"}), Phase.SUSPENDED, ""))

    assert call.body["data"]["status"] == "on the shelf"


def test_a_call_goes_out_signed_so_that_any_receiver_after_the_specification_takes_it():
    secrets = {"webhook/signing-secret": SECRET, "webhook/old-signing-secret": OTHER}
    call = in_bytes(Call("POST", "", {"test": 1}, message="ABCD2345-4-1"))

    out = ADAPTER.prepared(call, lambda name: secrets.get(name, ""), NOON)

    assert isinstance(out.body, bytes)
    arrived = Delivery("POST", "/", {}, out.headers, out.body)
    receiver = replace(ADAPTER, clock=lambda: NOON)
    assert out.headers["webhook-id"] == "ABCD2345-4-1"
    assert all(receiver.trust(arrived, [one]) for one in (SECRET, OTHER))


def test_nothing_goes_out_unsigned():
    with pytest.raises(Permanent, match="signing-secret"):
        ADAPTER.prepared(Call("POST", "", b""), lambda name: "", NOON)


def test_over_real_http_a_message_told_twice_has_one_id():
    lists = Lists()
    heard = serving(lists)
    next(heard)
    caller = Caller(
        {"webhook": ADAPTER}, {"webhook": f"http://{NAME}:{lists.port}/hooks/desk"},
        lambda name, fresh: SECRET, lambda: NOON, [NAME], lambda *_: [THERE],
    )  # fmt: skip
    request: Request = a_request(theirs={"id": "r-7"})
    call = replace(next(ADAPTER.report(request, Phase.WORKING, "")), message="ABCD2345-4-1")

    replies = [caller("webhook", call) for _ in range(2)]
    next(heard, None)

    assert [reply.status for reply in replies] == [200, 200]
    assert [path for _, path, _ in lists.asked] == ["/hooks/desk", "/hooks/desk"]


def test_the_published_schema_is_drawn_from_the_code():
    assert json.loads((DOCS / "webhook.schema.json").read_text()) == events.schema()


def test_what_the_schema_lets_in_is_a_request():
    jsonschema.Draft202012Validator.check_schema(events.schema())
    jsonschema.validate(json.loads(an_event().body), events.schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(kinded("lunch").body), events.schema())
