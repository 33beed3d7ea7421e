"""What an OpenID Connect issuer publishes, read over HTTP and kept in the process.

A document is read again after an hour, or when it is wanted again, but once a minute at most; while
the issuer does not answer, the one that was kept is served however old it is.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from chalicelib.domain.errors import Busy, NotTrusted

Document = dict[str, Any]
Words = Mapping[str, str]
Ask = Callable[[str, Words, Words], tuple[int, bytes]]

FRESH = timedelta(hours=1)
PAUSE = timedelta(minutes=1)
SECONDS = 5
LARGEST = 1024 * 1024


def ask(url: str, form: Words, headers: Words) -> tuple[int, bytes]:
    """GET, or POST where there is a form; no redirect is followed; OSError where nobody answers."""
    at = urlsplit(url)
    kind = HTTPSConnection if at.scheme == "https" else HTTPConnection
    sent = {"accept": "application/json", **headers}
    if form:
        sent["content-type"] = "application/x-www-form-urlencoded"
    with closing(kind(at.netloc, timeout=SECONDS)) as line:
        path = f"{at.path or '/'}?{at.query}" if at.query else at.path or "/"
        line.request("POST" if form else "GET", path, urlencode(form) if form else None, sent)
        reply = line.getresponse()
        return reply.status, reply.read(LARGEST)


def safe(url: str) -> bool:
    """https, or http on this very machine; anything else is never called."""
    at = urlsplit(url)
    here = at.hostname in {"localhost", "127.0.0.1", "::1"}
    return bool(at.hostname) and (at.scheme == "https" or (at.scheme == "http" and here))


@dataclass(frozen=True, slots=True)
class Kept:
    """A document, when it was read, and when it was last asked for."""

    document: Document
    read_on: datetime
    asked_on: datetime


class Documents:
    """JSON from the issuer: `said` asks at once, `read` keeps what it was told."""

    def __init__(self, ask: Ask = ask) -> None:
        self._ask = ask
        self._kept: dict[str, Kept] = {}

    def read(self, url: str, now: datetime, again: bool = False) -> Document:
        """The document kept, unless it is old or wanted again."""
        kept = self._kept.get(url)
        if kept is None:
            return self._keep(url, now)
        due = again or now - kept.read_on > FRESH
        if not due or now - kept.asked_on < PAUSE:
            return kept.document
        try:
            return self._keep(url, now)
        except (Busy, NotTrusted):
            self._kept[url] = Kept(kept.document, kept.read_on, now)
            return kept.document

    def _keep(self, url: str, now: datetime) -> Document:
        document = self.said(url)
        self._kept[url] = Kept(document, now, now)
        return document

    def said(self, url: str, form: Words | None = None, headers: Words | None = None) -> Document:
        """The JSON object that the issuer answers; Busy if it cannot, NotTrusted if it will not."""
        try:
            status, text = self._ask(url, form or {}, headers or {})
        except (OSError, HTTPException) as error:
            raise Busy("The university's sign-in does not answer.") from error
        if status >= 500 or status == 429:
            raise Busy("The university's sign-in does not answer.")
        try:
            answer: object = json.loads(text)
        except ValueError:
            answer = None
        if status != 200 or not isinstance(answer, dict):
            raise NotTrusted("The university's sign-in refused this.", instead="Sign in again.")
        return answer
