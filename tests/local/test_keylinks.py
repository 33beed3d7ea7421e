"""The local KeyLinks asks and looks as a client of the DCS does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chalicelib.library import api_users
from local import keylinks, keylinks_polling
from local.deploy import SECRETS
from tests.local.conftest import Square


@dataclass
class Desk:
    """Stands where the desk's DCS API is: keeps what was asked, and shows what it is told to."""

    asked: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    refuses: str = ""
    number: int = 7

    async def submit(self, request: Request) -> Response:
        self.asked.append(dict(request.query_params))
        self.headers = dict(request.headers)
        if self.refuses:
            return JSONResponse({"status-message": self.refuses}, 400)
        return JSONResponse({"status": "Success", "request-id": self.number})

    async def content(self, request: Request) -> Response:
        return JSONResponse({"content-items": self.items})


@dataclass
class Town:
    web: httpx.Client
    desk: Desk


@pytest.fixture
def town(square: Square, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    desk = Desk()
    monkeypatch.setattr(keylinks_polling, "REST", 0.0)
    square.town = Starlette(
        routes=[
            Route("/dcs/v2/SubmitRequest", desk.submit, methods=["POST"]),
            Route("/dcs/v2/GetCourseContent", desk.content),
            *keylinks.routes(tmp_path, square.url, square.url),
        ]
    )
    with httpx.Client(base_url=square.url, timeout=10) as web:
        yield Town(web, desk)


def ask(town: Town, **said: str) -> httpx.Response:
    form = {"item": "item1", "chapter": "Census, Map, Museum", "pages": "167-190"} | said
    return town.web.post("/local/keylinks/request", json=form)


def shown(town: Town) -> dict[str, Any]:
    found = town.web.get("/local/keylinks/items.json", params={"item": "item1"}).json()
    asked: dict[str, Any] = found["items"][0]["request"]
    return asked


def item(status: str, number: int = 7) -> dict[str, Any]:
    return {
        "request-id": number,
        "previous-year-id": None,
        "content-status": status,
        "content-URL": "",
        "rejection-message": "",
        "notes": "",
    }


def test_it_sends_all_arguments_in_the_address_and_signs_in_as_the_desk_knows_it(
    town: Town,
) -> None:
    answer = ask(town, needed_by="2027-01-31")

    assert answer.json()["number"] == 7
    assert town.desk.asked[0]["pageRange"] == "167-190"
    assert town.desk.asked[0]["requiredByDate"] == "2027-01-31T00:00:00Z"
    keys = {"keylinks": town.desk.headers["ocp-apim-subscription-key"]}
    user = api_users.known([SECRETS["dcs/users"]], town.desk.headers["authorization"], keys)
    assert user
    assert user.system == "keylinks"


def test_it_shows_what_it_finds_when_it_looks(town: Town) -> None:
    ask(town)
    assert shown(town)["status"] == "New request"

    town.desk.items = [item("Rejected") | {"rejection-message": "Not held", "notes": "Sorry."}]

    found = shown(town)
    assert (found["status"], found["rejection"], found["notes"]) == (
        "Rejected",
        "Not held",
        "Sorry.",
    )


def test_a_request_that_got_a_new_id_at_rollover_is_found_by_the_old_one(town: Town) -> None:
    ask(town)
    town.desk.items = [item("Completed", 9) | {"previous-year-id": 7, "content-URL": "/l/x"}]

    assert (shown(town)["number"], shown(town)["link"]) == (9, "/l/x")


def test_a_new_id_after_the_same_content_forgets_what_was_before(town: Town) -> None:
    ask(town)
    town.desk.items = [item("Rejected") | {"rejection-message": "Not held"}]
    assert shown(town)["rejection"] == "Not held"
    town.desk.number = 8

    town.web.post("/local/keylinks/request-again", json={"item": "item1"})

    assert town.desk.asked[0] == town.desk.asked[1]
    found = shown(town)
    assert (found["number"], found["status"], found["rejection"]) == (8, "New request", "")


def test_a_refusal_is_told_in_the_desks_own_words_and_leaves_no_request(town: Town) -> None:
    town.desk.refuses = "An ISN is required."

    refused = ask(town)

    assert (refused.status_code, refused.json()["error"]) == (400, "An ISN is required.")
    assert "Send the same once more" not in town.web.get("/local/keylinks").text


def test_its_page_holds_no_script_or_style_of_its_own(town: Town) -> None:
    page = town.web.get("/local/keylinks")

    assert "unsafe" not in page.headers["content-security-policy"]
    assert "<style" not in page.text
    assert " style=" not in page.text


def test_its_page_works_without_its_script(town: Town) -> None:
    form = {"item": "item1", "chapter": "Maps"}

    assert town.web.post("/local/keylinks/request", data=form).status_code == 303
    assert town.desk.asked[0]["extractTitle"] == "Maps"
