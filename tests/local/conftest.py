"""The stand-ins served for real, beside a desk that writes down what it is told."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from local import alma, cla, inbox, issuer, leganto

MAIL = {
    "MessageId": "m-1",
    "Source": "desk@northgate.example",
    "To": ["a.okafor@northgate.example"],
    "CC": [],
    "BCC": [],
    "Subject": "Your scan",
    "BodyText": "Here it is.",
    "BodyHtml": "<p>Here it is.</p>",
    "Timestamp": 1795300000.5,
    "Type": "v2.SendEmail",
}


@dataclass
class Desk:
    """Stands where the desk's webhook is: keeps every delivery, and refuses as often as asked."""

    told: list[tuple[bytes, str]] = field(default_factory=list)
    refusals: int = 0

    async def hear(self, request: Request) -> Response:
        self.told.append((await request.body(), request.headers["x-exl-signature"]))
        if self.refusals:
            self.refusals -= 1
            return Response(status_code=503)
        return JSONResponse({"id": "ABCD1234"})


@dataclass
class Cloud:
    """Stands where the local cloud keeps the mails it was given."""

    silent: bool = False

    async def mails(self, request: Request) -> Response:
        if self.silent:
            return Response(status_code=500)
        return JSONResponse({"messages": {"000000000000": [MAIL]}})


@dataclass
class Town:
    """Everything local, at one address."""

    web: httpx.Client
    url: str
    desk: Desk
    cloud: Cloud
    state: Path


class Square:
    """One server for all tests, on which each builds a town of its own: starting one takes long."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.town = Starlette()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.town(scope, receive, send)


@pytest.fixture(scope="session")
def square() -> Iterator[Square]:
    free = socket.create_server(("127.0.0.1", 0))
    square = Square(f"http://127.0.0.1:{free.getsockname()[1]}")
    server = uvicorn.Server(uvicorn.Config(square, log_level="critical", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
    thread.start()
    yield square
    server.should_exit = True
    thread.join()


@pytest.fixture
def town(square: Square, tmp_path: Path) -> Iterator[Town]:
    desk, cloud = Desk(), Cloud()
    routes: list[BaseRoute] = [
        Route("/api/webhooks/leganto", desk.hear, methods=["POST"]),
        Route("/_ministack/ses/messages", cloud.mails),
    ]
    for stand_in in (alma, leganto, issuer, inbox, cla):
        routes += stand_in.routes(tmp_path, square.url, square.url)
    square.town = Starlette(routes=routes)
    with httpx.Client(base_url=square.url, timeout=10) as web:
        yield Town(web, square.url, desk, cloud, tmp_path)
