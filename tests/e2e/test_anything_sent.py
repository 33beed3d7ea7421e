"""Whatever is sent to the deployed API: it is answered in words, and nothing signed is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from local.product import Product
from tests.e2e import mischief
from tests.e2e.desk_user import an_event, signed
from tests.e2e.sending import Sender

Bearer = Callable[[str], dict[str, str]]
#: How many of the odd things each place gets; all of them take an hour.
EACH = 3


@pytest.fixture(scope="module")
def sender(product: Product, bearer: Bearer) -> Iterator[Sender]:
    body = an_event("Fuzz")
    headers = signed(body)
    asked = httpx.post(f"{product.url}/api/webhooks/leganto", content=body, headers=headers)
    one = Sender(product, bearer("digitiser"), asked.json()["request"])
    yield one
    one.web.close()


def test_what_is_typed_into_forms(sender: Sender):
    things = [*mischief.words(), *mischief.SHAPES]

    assert sender.broken(mischief.in_forms(things, EACH)) == []


def test_what_is_typed_into_the_request_form(sender: Sender):
    assert sender.broken(mischief.on_the_request_form(mischief.words(), EACH)) == []


def test_what_is_typed_into_the_forms_of_administrators(sender: Sender, bearer: Bearer):
    things = [*mischief.SHAPES, *mischief.words()]
    sender.headers = bearer("administrator")

    broken = sender.broken(mischief.in_forms(things, EACH))

    sender.headers = bearer("digitiser")
    assert broken == []


def test_what_is_said_with_actions(sender: Sender):
    things = [*mischief.words(), *mischief.SHAPES]

    assert sender.broken(mischief.in_actions(things, EACH)) == []


def test_what_stands_in_queries(sender: Sender):
    assert sender.broken(mischief.in_queries(mischief.words(), EACH * 2)) == []


def test_what_stands_in_paths(sender: Sender):
    assert sender.broken(mischief.in_paths(mischief.words(), EACH * 2)) == []


def test_what_stands_in_headers(sender: Sender):
    assert sender.broken(mischief.in_headers(mischief.words(), EACH * 2)) == []


@pytest.mark.parametrize("body", mischief.BODIES, ids=lambda body: str(body[:30]))
def test_what_was_signed_and_is_no_event_is_kept_byte_for_byte(sender: Sender, body: bytes):
    answer = sender.send(mischief.delivered(body))

    assert (answer.status_code, answer.json()["outcome"]) == (202, "set-aside")
    kept = sender.send(("GET", f"/api/set-aside/{answer.json()['kept']}", {})).json()
    assert kept["raw"] == body.decode("utf-8", "replace")
    assert kept["delivery"]["bytes"] == len(body)


def test_every_odd_event_is_taken_and_stands_at_the_desk_or_aside(sender: Sender):
    things = [*mischief.words(), *mischief.SHAPES]
    calls = [mischief.delivered(body) for body in mischief.in_events(things, EACH * 2)]

    with ThreadPoolExecutor(4) as senders:
        answers = list(senders.map(sender.send, calls))

    assert {answer.status_code for answer in answers} <= {200, 202}
    for told in (answer.json() for answer in answers):
        stands = f"requests/{told['request']}" if told.get("request") else ""
        aside = f"set-aside/{told['kept']}" if told.get("kept") else ""
        assert told["outcome"] == "ignored" or stands or aside
    received = {one.json()["request"] for one in answers if one.json().get("request")}
    lost = [one for one in received if not is_there(sender, one)]
    assert lost == []


def is_there(sender: Sender, request_id: str) -> bool:
    return sender.send(("GET", f"/api/requests/{request_id}", {})).status_code == 200


def test_the_largest_title_that_may_be_sent_is_received(sender: Sender):
    body = an_event("x" * 255 * 1_000)

    assert sender.send(mischief.delivered(body)).status_code == 202


@pytest.mark.parametrize("header", ["", "x", "é", "=" * 5_000, "local-leganto-secret"])
def test_what_is_signed_otherwise_is_not_looked_at(sender: Sender, header: str):
    headers = {"X-Exl-Signature": header.encode("utf-8")}

    answer = sender.send(("POST", "/api/webhooks/leganto", {"content": b"{", "headers": headers}))

    assert answer.status_code == 401
