"""The local Talis: what it sends, how it checks what it is told, and its API."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chalicelib.domain.calls import Delivery
from chalicelib.domain.facts import Rejection
from chalicelib.domain.intake import Asked
from chalicelib.domain.openings import Link
from chalicelib.domain.request import Phase
from chalicelib.rlms._caller import Caller
from chalicelib.rlms.talis import ADAPTER
from local import talis, talis_api, talis_asking
from tests.domain.a_request import NOON, a_request
from tests.local.conftest import Square

LINK = "https://desk.example/l/a-token"
TALIS = ADAPTER.chosen({
    "api_key": talis_asking.KEY, "client_id": talis_api.CLIENT,
    "short_code": talis_api.SHORT_CODE, "effective_user": talis_api.EFFECTIVE_USER,
})  # fmt: skip


class Desk:
    """Stands where the desk is: keeps the forms, and answers like it."""

    def __init__(self) -> None:
        self.told: list[bytes] = []

    async def hear(self, request: Request) -> Response:
        self.told.append(await request.body())
        answer = {"status": "REFERRED", "reason_code": "CopyPending", "id": "/request/7"}
        return JSONResponse(answer)


class Lists:
    """The local Talis, served, with a desk beside it."""

    def __init__(self, web: httpx.Client, url: str, desk: Desk) -> None:
        self.web, self.url, self.desk = web, url, desk

    def items(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.web.get("/local/talis/items.json").json()["items"]
        return found

    def ask(self) -> dict[str, Any]:
        said = {"item": self.items()[0]["id"], "chapter": "Census, Map, Museum", "pages": "167-190"}
        answer = self.web.post("/local/talis/request", json=said)
        assert answer.status_code == 201
        return dict(answer.json())

    def delivery(self) -> Delivery:
        return Delivery("POST", "/api/webhooks/talis", {}, {}, self.desk.told[-1])

    def asked(self) -> Asked:
        heard = TALIS.read(self.delivery())
        assert isinstance(heard, Asked)
        return heard

    def tell(self, phase: Phase, secret: str = talis_asking.SECRET, **known: Any) -> Any:
        """What the desk tells of the last request, over HTTP."""
        secrets = {"talis/webhook-secret": secret, "talis/client-secret": talis_api.CLIENT_SECRET}
        here = f"{self.url}/local/talis"
        hosts = {"talis": self.url, "talis/api": here, "talis/users": here}
        caller = Caller(
            {"talis": TALIS}, hosts, lambda name, fresh: secrets[name], lambda: NOON, ["127.0.0.1"]
        )
        request = a_request(rlms="talis", theirs=self.asked().theirs, **known)
        talk = TALIS.report(request, phase, LINK)
        try:
            call = next(talk)
            while True:
                reply = caller("talis", call)
                if trouble := TALIS.judge(call, reply):
                    return trouble
                call = talk.send(reply)
        except StopIteration as end:
            return end.value

    def standing(self) -> dict[str, Any]:
        return dict(self.items()[0]["request"])

    def calls(self, match: str) -> int:
        found = self.web.get("/local/talis/log.json", params={"match": match}).json()["calls"]
        return len(found)


@pytest.fixture
def lists(square: Square, tmp_path: Path) -> Iterator[Lists]:
    desk = Desk()
    square.town = Starlette(routes=[
        Route("/api/webhooks/talis/request/", desk.hear, methods=["POST"]),
        *talis.routes(tmp_path, square.url, square.url),
    ])  # fmt: skip
    with httpx.Client(base_url=square.url, timeout=10) as web:
        yield Lists(web, square.url, desk)


def test_what_it_sends_is_trusted_and_read(lists):
    lists.ask()

    assert TALIS.trust(lists.delivery(), [talis_asking.SECRET])
    assert lists.asked().original.title == "Census, Map, Museum"
    assert lists.asked().extract.pages == "167-190"


def test_its_page_shows_what_was_answered(lists):
    lists.ask()

    page = lists.web.get("/local/talis").text

    assert "Copy pending" in page
    assert "digitisation request 7" in page


def test_a_status_that_the_desk_signed_is_taken_in(lists):
    lists.ask()

    lists.tell(Phase.WORKING)

    assert lists.standing()["message"] == "The library is working on it."


def test_words_of_every_kind_pass_the_signature(lists):
    lists.ask()
    note = "Nicht möglich: 100 % ~ «zu viel» & more +\n李"

    lists.tell(Phase.REFUSED, rejection=Rejection("over-limit", "x", note, NOON))

    assert (lists.standing()["reason"], lists.standing()["message"]) == ("CopyLimitExceeded", note)


def test_a_wrong_secret_is_refused_with_200_and_changes_nothing(lists):
    lists.ask()

    trouble = lists.tell(Phase.LIVE, secret="another")

    assert "Signature does not match" in trouble.why
    assert lists.standing()["status"] == "REFERRED"


def test_another_key_is_refused_with_200(lists):
    said = {"t": "1", "status": "LIVE", "request": "7", "api_key": "x", "signature": "y"}

    answer = lists.web.post("/local/talis/trackback", data=said)

    assert (answer.status_code, answer.text) == (200, "API Key does not match")


def test_the_link_is_written_once_onto_the_item(lists):
    lists.ask()

    for _ in range(2):
        lists.tell(Phase.LIVE, link=Link("a-token", ()))

    assert lists.items()[0]["online_resource"] == {"source": "uri", "link": LINK}
    assert lists.standing()["link"].endswith("/l/a-token")
    assert lists.calls("^PATCH") == 1


def test_a_link_that_is_over_leaves_the_addresses(lists):
    lists.ask()
    lists.tell(Phase.LIVE, link=Link("a-token", ()))

    lists.tell(Phase.DELETED, link=Link("a-token", ()))

    assert lists.items()[0]["web_addresses"] == []


def test_a_referral_names_the_request_and_is_signed_anew(lists):
    record = lists.ask()["record"]

    lists.web.post("/local/talis/refer", json={"record": record, "message": "Please."})

    form = parse_qs(lists.desk.told[-1].decode())
    assert (form["svc.refer"], form["ctx_id"]) == (["true"], ["/request/7"])
    assert TALIS.trust(lists.delivery(), [talis_asking.SECRET])


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer none"}])
def test_its_api_takes_a_token(lists, headers):
    answer = lists.web.get("/local/talis/3/northgate/draft_items/x", headers=headers)

    assert answer.status_code == 401
