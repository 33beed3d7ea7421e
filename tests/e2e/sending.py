"""Sends odd calls to the deployed API, four at a time, and tells which were answered badly."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import httpx

from local.product import Product
from tests.e2e.mischief import Call

Judge = Callable[[httpx.Response], bool]


class Sender:
    """Sends odd calls as a person of every role there is."""

    def __init__(self, product: Product, headers: dict[str, str], request_id: str = "") -> None:
        self.web = httpx.Client(base_url=product.url, timeout=60, trust_env=False)
        self.headers, self.request_id = headers, request_id

    def send(self, call: Call) -> httpx.Response:
        method, path, more = call
        headers = {**self.headers, **more.get("headers", {})}
        if "{id}/actions/" in path:
            headers = {"If-Match": self.version(), **headers}
        path = path.replace("{id}", self.request_id)
        return self.web.request(method, path, **more | {"headers": headers})

    def version(self) -> str:
        """What stands now; where it is closed by now, of another request, which is active."""
        path = f"/api/requests/{self.request_id}"
        shown = self.web.get(path, headers=self.headers)
        if shown.json()["request"]["state"] not in ("new", "in-progress", "active"):
            made = self.web.post("/api/requests", json={"title": "Fuzz"}, headers=self.headers)
            self.request_id = made.json()["request"]["id"]
            return str(made.headers["etag"])
        return str(shown.headers["etag"])

    def answers(self, calls: Iterable[Call]) -> list[tuple[Call, httpx.Response]]:
        with ThreadPoolExecutor(4) as senders:
            return list(senders.map(lambda call: (call, self.send(call)), calls))

    def broken(self, calls: Iterable[Call], bad: Judge | None = None) -> list[str]:
        """The calls that were answered 5xx, or in no words of ours, as a person may read them."""
        wrong = bad or is_bad
        return [said(call, answer) for call, answer in self.answers(calls) if wrong(answer)]


def is_bad(answer: httpx.Response) -> bool:
    if answer.status_code >= 500:
        return True
    kind = answer.headers.get("content-type", "")
    return answer.status_code >= 400 and not kind.startswith(("application/problem", "text/html"))


def said(call: Call, answer: httpx.Response) -> str:
    method, path, more = call
    return f"{method} {path[:200]} {str(more)[:200]} -> {answer.status_code} {answer.text[:200]}"
