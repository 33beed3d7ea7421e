"""On the deployed stack: a patron's copy by mail, by a link where that is too large, and shown."""

import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx

from local.deploy import WEBHOOK_SECRET
from local.paper import pdf
from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser

Bearer = Callable[[str], dict[str, str]]


def asked(product: Product, about: Title) -> str:
    """A patron's request by the generic webhook."""
    data = {
        "id": uuid.uuid4().hex, "purpose": "patron", "title": "The plates", "pages": "1-3",
        "work_title": about.title, "isn": about.isbn, "requester_id": "pat",
        "requester_name": "Pat Patron", "requester_email": f"{uuid.uuid4().hex[:8]}@ngu.example",
    }  # fmt: skip
    body = json.dumps({"type": "scandesk.request.created", "data": data}).encode()
    name, at = uuid.uuid4().hex, str(int(time.time()))
    key = base64.b64decode(WEBHOOK_SECRET.removeprefix("whsec_"))
    made = hmac.digest(key, f"{name}.{at}.".encode() + body, hashlib.sha256)
    headers = {
        "webhook-id": name, "webhook-timestamp": at,
        "webhook-signature": "v1," + base64.b64encode(made).decode(),
    }  # fmt: skip
    address = f"{product.url}/api/webhooks/webhook"
    answer = httpx.post(address, content=body, headers=headers, timeout=60)
    return str(answer.raise_for_status().json()["request"])


def until(look: Callable[[], Any], what: str, seconds: float = 120) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.5)
    raise AssertionError(what)


def ready(
    user: DeskUser, product: Product, file: bytes, called: str = "plates.pdf"
) -> tuple[str, str]:
    """A patron's request with a file to deliver and all checks done; its id and the address."""
    about = Title.new("Plates of the Old Harbour", 240)
    user.web.post("/api/works", json=about.record).raise_for_status()
    name = asked(product, about)
    until(lambda: not user.read(name)["request"]["not_yet_known"], "it was not found out")
    acts(user, name, "assign")
    acts(user, name, "progress")
    acts(user, name, "verify-licence", basis="s42a", note="She declared it.")
    acts(user, name, "confirm-extent", basis="s42a", note="Three plates of a whole book.")
    add(user, name, file, called)
    return name, user.read(name)["request"]["requester_detail"]["email"]


def acts(user: DeskUser, name: str, action: str, **said: Any) -> Any:
    answer = user.act(name, action, **said)
    assert answer.is_success, f"{action}: {answer.text[:400]}"
    return answer.json()["request"]


def add(user: DeskUser, name: str, file: bytes, called: str) -> None:
    said = {"name": called, "bytes": len(file), "note": "In colour."}
    form = user.web.post(f"/api/requests/{name}/delivery", json=said).raise_for_status().json()
    files = {"file": file}
    httpx.post(form["url"], data=form["fields"], files=files, timeout=60).raise_for_status()

    def settled() -> Any:
        (piece,) = user.read(name)["request"]["delivery"]["files"]
        return piece["status"] != "uploading" and piece

    piece = until(settled, "the file did not arrive")
    assert (piece["status"], piece["refused"]) == ("ready", None)


def mail_to(product: Product, address: str) -> Any:
    def look() -> Any:
        inbox = f"{product.url}/local/inbox.json"
        return httpx.get(inbox, params={"to": address}, timeout=60).json()["mails"]

    (mail,) = until(look, "no mail came")
    return mail


def test_a_patrons_copy_is_mailed_once_it_is_approved(
    product: Product, dan: DeskUser, ada: DeskUser
):
    # A rule wants an approver, because nobody counts what one person has had.
    name, address = ready(dan, product, pdf("The plates", 3))

    early = dan.act(name, "publish", how="attachment", note="She asked for it.")
    acts(ada, name, "approve", reason="automatic")
    done = acts(dan, name, "publish", how="attachment", note="She asked for it.")
    mail = mail_to(product, address)

    assert (early.status_code, "Approval is wanted" in early.text) == (422, True)
    assert done["delivery"]["delivered"]["how"] == "attachment"
    assert [one["name"] for one in mail["files"]] == ["plates.pdf"]
    assert "attached to this message" in mail["text"]


def test_what_is_too_large_for_a_mail_goes_by_the_link(
    product: Product, dan: DeskUser, ada: DeskUser
):
    large = b"\x89PNG\r\n\x1a\n" + b"0" * 6_000_000
    name, address = ready(dan, product, large, "plates.png")

    acts(ada, name, "approve", reason="automatic")
    done = acts(dan, name, "publish", how="attachment", note="She asked for it.")
    mail = mail_to(product, address)

    assert done["delivery"]["delivered"]["how"] == "link"
    assert "which may have 7 MB" in done["delivery"]["delivered"]["why"]
    assert done["link"]["url"] in mail["text"]
    assert "behind the link" in mail["text"]


def test_the_repository_has_it_once_and_no_more_when_it_is_taken_off(
    product: Product, dan: DeskUser, ada: DeskUser
):
    name, _ = ready(dan, product, pdf("The plates", 3))
    acts(ada, name, "approve", reason="automatic")

    def there() -> Any:
        held = httpx.get(f"{product.url}/local/repository.json", timeout=60).json()
        kept = [one for one in held["copies"] if one["id"] == name]
        told = [one["type"] for one in held["told"] if one["copy"] == name]
        return kept, told

    httpx.post(f"{product.url}/local/repository/fault", timeout=60).raise_for_status()
    done = acts(dan, name, "publish", how="inventory", note="For all to find.")
    until(lambda: sent(dan, name) == 1, "the repository was not told")
    kept, told = there()
    acts(dan, name, "archive", note="For now.")
    until(lambda: not there()[0], "it is still there")

    assert [one["link"] for one in kept] == [done["link"]["url"]]
    assert told == ["scandesk.copy.available"]
    assert there()[1] == ["scandesk.copy.available", "scandesk.copy.withdrawn"]


def sent(user: DeskUser, name: str) -> int:
    """How many messages to the repository were taken."""
    told = user.read(name)["messages"]
    taken = [one for one in told if "The repository was told" in (one["outcome"] or "")]
    return len([one for one in taken if one["status"] == "sent"])
