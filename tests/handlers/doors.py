"""Knocking at the desk's HTTP doors in a test: events as the gateway sends them, and a browser."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from chalice.app import Chalice, Request, Response

from chalicelib.handlers import http

R = TypeVar("R")


def an_event(
    method: str = "GET",
    path: str = "/api/me",
    *,
    route: str = "",
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> dict[str, Any]:
    """An event of a REST API whose BinaryMediaTypes are */*: every body comes in base64."""
    at = urlsplit(path)
    sent = dict(headers or {})
    return {
        "path": at.path,
        "httpMethod": method,
        "headers": sent or None,
        "multiValueHeaders": {name: [value] for name, value in sent.items()} or None,
        "multiValueQueryStringParameters": parse_qs(at.query, keep_blank_values=True) or None,
        "pathParameters": dict(params) if params else None,
        "stageVariables": None,
        "body": None if body is None else base64.b64encode(body).decode(),
        "isBase64Encoded": body is not None,
        "requestContext": {
            "httpMethod": method,
            "resourcePath": route or at.path,
            "requestId": "request-17",
        },
    }


def during(event: dict[str, Any], do: Callable[[], R]) -> R:
    """What `do` answers while this request is the current one."""
    answers: list[R] = []

    def once(request: Any) -> Response:
        answers.append(do())
        return Response(None)

    http.hear(Request(event), once)
    return answers[0]


@dataclass(frozen=True)
class Reply:
    """What came back; headers in lower case, Set-Cookie always a list."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def knock(app: Chalice, *args: Any, **kwargs: Any) -> Reply:
    """One request through the whole of Chalice; the arguments are those of `an_event`."""
    return reply_of(app(an_event(*args, **kwargs), None))


def reply_of(said: dict[str, Any]) -> Reply:
    single = {name.lower(): value for name, value in said["headers"].items()}
    several = {name.lower(): value for name, value in said["multiValueHeaders"].items()}
    first = single.pop("set-cookie", None)
    cookies = several.get("set-cookie", []) + ([first] if first else [])
    return Reply(said["statusCode"], single, cookies, said["body"])


class Browser:
    """Keeps cookies as a browser does, and sends what a page of the desk sends with them."""

    def __init__(self, app: Chalice, home: str) -> None:
        self._app = app
        self.cookies: dict[str, str] = {}
        self.home = home

    def ask(self, method: str, path: str, **other: str) -> Reply:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": kept, "Origin": self.home, "X-Scandesk": "1"}
        headers |= {name.replace("_", "-"): value for name, value in other.items()}
        reply = knock(self._app, method, path, headers={k: v for k, v in headers.items() if v})
        for line in reply.cookies:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
            if "Max-Age=0" in line:
                del self.cookies[name]
        return reply
