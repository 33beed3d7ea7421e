"""What every HTTP door shares: what was said, by whom, and how the desk answers.

`hear` is the middleware that remembers the request of the moment (problems.py registers it), so
that no handler passes it around. It is a context variable and not `app.current_request`, which
is one attribute for all threads.
"""

import base64
import dataclasses
import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date, datetime
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from chalice.app import Request, Response

from chalicelib.domain.errors import NotAllowed, NotSignedIn, NotUnderstood, TooLarge
from chalicelib.domain.people import Person, Role

P = ParamSpec("P")
R = TypeVar("R")
Headers = Mapping[str, str | list[str]]

# Chalice refuses no content type then; every route reads the true bytes for itself.
ANY = ["*/*"]
LARGEST = 256 * 1024
SESSION = "__Host-scandesk"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
VERSION = re.compile(r'(?:W/)?"([0-9]{1,15})"')
SHUT = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}


@dataclasses.dataclass(slots=True)
class Turn:
    """One request while it is answered, and who made it once that is known."""

    request: Request
    person: Person | None = None


_turn: ContextVar[Turn | None] = ContextVar("turn", default=None)


def hear(request: Request | None, answer_it: Callable[[Any], Response]) -> Response:
    """The middleware: this request is the current one until it is answered, and then logged."""
    began, before = time.perf_counter(), _turn.set(Turn(request) if request else None)
    try:
        response = answer_it(request)
        _log(response.status_code, time.perf_counter() - began)
        return response
    finally:
        _turn.reset(before)


def _log(status: int, seconds: float) -> None:
    """One line a request. Its door, and never its path: paths hold tokens."""
    now = _turn.get()
    line = {
        "what": "answered",
        "method": now.request.method if now else "",
        "door": str(now.request.context.get("resourcePath") or "") if now else "",
        "status": status,
        "ms": round(seconds * 1000),
        "reference": reference(),
    }
    print(json.dumps(line), file=sys.stderr, flush=True)


def turn() -> Turn:
    """The turn of the moment; a mistake of ours where no request is being answered."""
    now = _turn.get()
    if now is None:
        raise RuntimeError("no request is being answered: did app.py call what_chalice_refuses?")
    return now


def request() -> Request:
    return turn().request


def reference() -> str:
    """What a person can quote and the log holds: the gateway's id of this request."""
    now = _turn.get()
    return str(now.request.context.get("requestId") or "none") if now else "none"


# -- what was said -------------------------------------------------------------------------------


def raw_body() -> bytes:
    """The true bytes as they were sent, whatever the gateway made of them; 256 KB at most."""
    body: str | bytes = request().raw_body
    sent = body.encode() if isinstance(body, str) else body
    if len(sent) > LARGEST:
        raise TooLarge(f"{len(sent)} bytes were sent; the desk takes {LARGEST}.", bytes=LARGEST)
    return sent


def said() -> dict[str, Any]:
    """The JSON object in the body; an empty body says nothing and is the empty object."""
    sent = raw_body()
    if not sent.strip():
        return {}
    try:
        body = json.loads(sent, parse_constant=_no_number)
        # A lone surrogate reads well and can be written nowhere.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("The body is not JSON that can be read.") from error
    if not isinstance(body, dict):
        raise NotUnderstood("The body is JSON, but not an object: {...} is expected.")
    return body


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def header(name: str) -> str | None:
    """A header in whatever case it was sent; None if it was not."""
    found: str | None = request().headers.get(name)
    return found


def query(name: str, default: str = "") -> str:
    """A parameter of the query string: the last one, if it was sent twice."""
    sent = request().query_params
    return default if sent is None else str(sent.get(name, default))


def cookie(name: str) -> str:
    """A cookie's value, or nothing. Several Cookie headers (HTTP/2 splits them) are one."""
    several = request().to_original_event().get("multiValueHeaders") or {}
    lines = [line for key, sent in several.items() if key.lower() == "cookie" for line in sent]
    for pair in "; ".join(lines or [header("cookie") or ""]).split(";"):
        key, _, value = pair.partition("=")
        if key.strip() == name:
            return value.strip()
    return ""


def seen_version() -> int | None:
    """The version in If-Match: 7 for "7" or W/"7", None for * and where there is no such header."""
    sent = (header("if-match") or "*").strip()
    if sent == "*":
        return None
    found = VERSION.fullmatch(sent)
    if not found:
        raise NotUnderstood('If-Match holds the version that was seen, in quotes: "7".')
    return int(found[1])


def idempotency_key() -> str | None:
    """The sender's name for this very click, 200 characters at most; None if it has none."""
    sent = (header("idempotency-key") or "").strip()
    if len(sent) > 200:
        raise NotUnderstood("An Idempotency-Key has 200 characters at most.")
    return sent or None


# -- by whom -------------------------------------------------------------------------------------


def may(role: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Only somebody with this role gets in; ANYONE is an open door, where nobody is asked.

    The role stays on the function as `role`, through every wrapper, for the house test.
    """

    def guarded(route: Callable[P, R]) -> Callable[P, R]:
        @wraps(route)
        def guard(*args: P.args, **kwargs: P.kwargs) -> R:
            if role is not Role.ANYONE and not whoever().may(role):
                raise NotAllowed(f"This needs the role {role.value}.", role=role.value)
            return route(*args, **kwargs)

        guard.role = role  # type: ignore[attr-defined]  # a mark, read by the house test
        return guard

    return guarded


def whoever() -> Person:
    """Who makes this request: by Bearer token (scripts) or by session cookie (people)."""
    now = turn()
    if now.person is None:
        scheme, _, token = (header("authorization") or "").partition(" ")
        # A token that is no good is never made good by a cookie beside it.
        now.person = _by_token(token.strip()) if scheme.lower() == "bearer" else _by_cookie()
    return now.person


def _by_token(token: str) -> Person:
    from chalicelib import wiring

    issuer = wiring.oidc()
    return issuer.person(issuer.verify(token, wiring.clock()))


def _by_cookie() -> Person:
    from chalicelib import wiring

    value = cookie(SESSION)
    person = wiring.sessions().read(value, wiring.clock()) if value else None
    if person is None:
        raise NotSignedIn("This needs a sign-in, and there is none or it has ended.")
    if request().method not in SAFE:
        from_our_own_pages()
    return person


def from_our_own_pages() -> None:
    """A browser sends cookies from any page; only our own may do something with them.

    Forms cannot send headers of their own, so the header is asked for under /api/ alone.
    """
    from chalicelib import wiring

    ours = urlsplit(wiring.settings().public_url)
    if header("origin") != f"{ours.scheme}://{ours.netloc}":
        raise NotAllowed("This came from a page that is not the desk's.", instead=_FROM_CONSOLE)
    if request().path.startswith("/api/") and header("x-scandesk") != "1":
        raise NotAllowed("The header X-Scandesk: 1 is missing.", instead=_FROM_CONSOLE)


_FROM_CONSOLE = "Use the desk's own pages, or send a Bearer token instead of the cookie."


# -- the answer ----------------------------------------------------------------------------------


def answer(body: object, status: int = 200, headers: Headers | None = None) -> Response:
    """JSON, kept by no cache; dates, sets, dataclasses and models are written out."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return _answer(text, status, {**SHUT, "content-type": "application/json", **(headers or {})})


def html(
    body: str, status: int = 200, *, style: str = "", headers: Headers | None = None
) -> Response:
    """A page for people: no script, nothing from elsewhere, and forms only to ourselves.

    `style` is the exact text inside the page's one <style> element; no other is obeyed.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rules = {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'" if style else "'none'",
        "img-src": "'self' data:",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    page = {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in rules.items()),
        # With no-referrer a browser says "Origin: null" when it sends a form to ourselves.
        "referrer-policy": "same-origin",
    }
    return _answer(body, status, {**SHUT, **page, **(headers or {})})


def redirect(to: str, headers: Headers | None = None) -> Response:
    """Elsewhere, with a GET."""
    return _answer("", 303, {**SHUT, "location": to, **(headers or {})})


def _answer(text: str, status: int, headers: dict[str, Any]) -> Response:
    return Response(body=text, status_code=status, headers=headers)


def _plain(value: object) -> object:
    """What json does not know: moments in UTC end in Z, sets are sorted."""
    if isinstance(value, datetime | date):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    raise TypeError(f"an answer holds no {type(value).__name__}")
