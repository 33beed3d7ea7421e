"""Letters on the deployed stack: whole mails, taken back, bounced, left alone, and written anew."""

import json
import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx

from local.product import Product
from tests.e2e.desk_user import DeskUser

Bearer = Callable[[str], dict[str, str]]
PATIENCE = 90


def until(look: Callable[[], Any]) -> Any:
    """What is seen, as soon as there is something to see."""
    end = time.monotonic() + PATIENCE
    while not (seen := look()):
        assert time.monotonic() < end, look
        time.sleep(0.3)
    return seen


def a_request(dan: DeskUser, email: str) -> str:
    """A request of a person with this address, which somebody has taken."""
    asked = {
        "title": f"A letter to {email}", "purpose": "patron", "requester_name": "Pat Patron",
        "requester_email": email, "pages": "1-5",
    }  # fmt: skip
    answer = dan.until_answered("POST", "/api/requests", json=asked)
    assert answer.status_code == 201, answer.text
    request: str = answer.json()["request"]["id"]
    return request


def rejected(dan: DeskUser, email: str) -> str:
    request = a_request(dan, email)
    answer = dan.act(request, "reject", reason="not-held", notify=True, note="Volume 2 is here.")
    assert answer.status_code == 200, answer.text
    return request


def an_address() -> str:
    return f"pat-{uuid.uuid4().hex[:10]}@university.example"


def mails(product: Product, email: str) -> list[Any]:
    address = f"{product.url}/local/inbox.json"
    return list(httpx.get(address, params={"to": email}, timeout=60).json()["mails"])


def letter_of(dan: DeskUser, request: str) -> Any:
    """The message row of its letter."""
    return next(one for one in dan.read(request)["messages"] if one["what"].startswith("mail"))


def settled(dan: DeskUser, request: str, status: str) -> Any:
    def seen() -> Any:
        one = letter_of(dan, request)
        return one if one["status"] == status else None

    return until(seen)


def report(product: Product, kind: str, email: str, message: str, **about: Any) -> None:
    """Publish what SES would, on the very topic it would publish it on."""
    topic = product.aws("cloudformation").describe_stacks(StackName="scandesk")["Stacks"][0]
    arn = next(one["OutputValue"] for one in topic["Outputs"] if one["OutputKey"] == "MailTopic")
    event = {
        "eventType": kind,
        kind.lower(): {"feedbackId": uuid.uuid4().hex, **about},
        "mail": {
            "messageId": uuid.uuid4().hex, "destination": [email],
            "tags": {"stage": ["local"], "lane": [message.partition("-")[0]], "message": [message]},
        },
    }  # fmt: skip
    product.aws("sns").publish(TopicArn=arn, Message=json.dumps(event))


def bounced(product: Product, email: str, message: str) -> None:
    recipient = {"emailAddress": email, "status": "5.1.1", "diagnosticCode": "550 user unknown"}
    report(
        product, "Bounce", email, message,
        bounceType="Permanent", bounceSubType="NoEmail", bouncedRecipients=[recipient],
    )  # fmt: skip


def test_a_letter_is_a_whole_mail_in_the_thread_of_its_request(
    product: Product, dan: DeskUser
) -> None:
    email = an_address()

    request = rejected(dan, email)

    (mail,) = until(lambda: mails(product, email))
    heads = until(lambda: mails(product, email)[0]["headers"])
    assert heads["References"] == f"<{request}@localhost>"
    assert heads["Auto-Submitted"] == "auto-generated"
    assert heads["Reply-To"] == "scanning@library.example"
    assert "Volume 2 is here." in mail["text"]
    assert "Volume 2 is here." in mail["html"]


def test_a_rejection_that_is_reopened_at_once_is_told_to_nobody(
    product: Product, dan: DeskUser
) -> None:
    email = an_address()
    request = rejected(dan, email)

    dan.act(request, "reopen")

    told = settled(dan, request, "superseded")
    assert "reopened before it went out" in told["outcome"]
    assert mails(product, email) == []
    history = dan.read(request)["history"]
    assert "letter-taken-back" in [one["action"] for one in history]


def test_a_refusal_that_its_approver_takes_back_at_once_is_told_to_nobody(
    product: Product, dan: DeskUser, ada: DeskUser
) -> None:
    email = an_address()
    request = a_request(dan, email)
    dan.act(request, "want-approval")
    ada.act(request, "refuse", reason="rejected-by-ccc", note="No licence.")

    ada.act(request, "reopen")

    told = settled(dan, request, "superseded")
    assert "reopened before it went out" in told["outcome"]
    assert mails(product, email) == []
    again = dan.read(request)["request"]
    assert (again["state"], again["approval"]) == ("in-progress", "wanted")


def test_a_bounce_reaches_staff_and_its_address_rests_until_it_is_lifted(
    product: Product, dan: DeskUser, amir: DeskUser
) -> None:
    email = an_address()
    request = rejected(dan, email)
    letter = settled(dan, request, "sent")

    bounced(product, email, letter["id"])

    back = settled(dan, request, "undelivered")
    assert "there is no such address" in back["outcome"]
    assert "mail-bounced" in [one["action"] for one in dan.read(request)["history"]]
    waiting = dan.until_answered("GET", "/api/undelivered").json()["messages"]
    assert letter["id"] in [one["id"] for one in waiting]

    again = f"/api/undelivered/{letter['id']}/actions/send-again"
    assert dan.until_answered("POST", again).status_code == 200
    refused = until(lambda: refusal(dan, request))
    assert "is not written to since" in refused["outcome"]
    assert len(mails(product, email)) == 1

    (rests,) = [one for one in suppressed(amir) if one["request"] == request]
    assert (rests["why"], email in str(rests)) == ("bounce", False)
    assert amir.until_answered("POST", f"/api/suppressed/{rests['id']}/lift").status_code == 200
    assert dan.until_answered("POST", again).status_code == 200
    settled(dan, request, "sent")
    until(lambda: len(mails(product, email)) == 2)


def refusal(dan: DeskUser, request: str) -> Any:
    one = letter_of(dan, request)
    return one if "not written to" in str(one["outcome"]) else None


def suppressed(amir: DeskUser) -> list[Any]:
    return list(amir.until_answered("GET", "/api/suppressed").json()["suppressed"])


def test_a_complaint_is_noted_and_the_letter_stays_sent(
    product: Product, dan: DeskUser, amir: DeskUser
) -> None:
    email = an_address()
    request = rejected(dan, email)
    letter = settled(dan, request, "sent")

    who = [{"emailAddress": email}]
    report(product, "Complaint", email, letter["id"], complainedRecipients=who)

    until(lambda: [one for one in suppressed(amir) if one["request"] == request])
    assert until(lambda: letter_of(dan, request)["outcome"]).startswith("Its reader complained")
    assert letter_of(dan, request)["status"] == "sent"


def test_a_letter_is_changed_seen_and_restored(dan: DeskUser, amir: DeskUser) -> None:
    path = "/api/letters/new-request"
    seen = amir.until_answered("GET", path)
    ours = {"subject": "Ours: {{ title }}", "text": "{{ title }}", "html": "<p>{{ title }}</p>"}
    version = int(seen.headers["etag"].strip('"'))

    def written(said: Any, version: int) -> httpx.Response:
        headers = {"If-Match": f'"{version}"'}
        return amir.until_answered("PUT", path, json=said, headers=headers)

    changed = written(ours, version)
    wrong = written(ours | {"text": "{% for n in range(10**9) %}x{% endfor %}"}, version + 1)
    restored = written({"restore": True}, version + 1)

    assert changed.json()["wording"] == ours
    assert (wrong.status_code, wrong.json()["faults"][0]["part"]) == (400, "text")
    assert restored.json()["wording"] == seen.json()["shipped"]


def test_a_mail_is_seen_before_it_is_sent(dan: DeskUser) -> None:
    email = an_address()
    request = a_request(dan, email)

    seen = dan.until_answered(
        "POST",
        f"/api/requests/{request}/letters/reject/preview",
        json={"note": "Volume 2 is here.", "reason": "not-held"},
    ).json()

    assert (seen["address"], seen["trouble"]) == (email, None)
    assert "Volume 2 is here." in seen["text"]
