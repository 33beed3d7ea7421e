"""The one place where what went wrong becomes an HTTP answer: RFC 9457 problem details.

Every refusal says what is wrong and what to do instead. What nobody foresaw is logged by its type
and its place only: the words of an exception may hold a name or a title.
"""

import json
import re
import sys
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from pathlib import PurePath
from typing import Any, ParamSpec

from chalice.app import Chalice, ChaliceViewError, Response

from chalicelib.domain import errors
from chalicelib.domain.errors import DeskError
from chalicelib.handlers import http

P = ParamSpec("P")

STATUS: dict[type[DeskError], int] = {
    DeskError: 400,
    errors.NotUnderstood: 400,
    errors.BadCursor: 400,
    errors.TooLarge: 413,
    errors.NotTrusted: 401,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.Unknown: 404,
    errors.Refused: 409,
    errors.Blocked: 422,
    errors.VersionNotSaid: 428,
    errors.ChangedMeanwhile: 409,
    errors.NotOpen: 403,
    errors.Busy: 503,
}
# What HTTP wants said beside the problem itself.
BESIDE: dict[int, dict[str, str]] = {
    401: {"www-authenticate": "Bearer"},
    503: {"retry-after": "5"},
}
USUAL = frozenset({"type", "title", "status", "detail", "instead", "kind"})
OURS = "chalicelib"


def problems(route: Callable[P, Response]) -> Callable[P, Response]:
    """Outermost around every route, above @may: whatever is raised below becomes a problem."""

    @wraps(route)
    def answered(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return route(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  # the one place: nobody is left unanswered
            return told(error)

    return answered


def what_chalice_refuses(app: Chalice) -> None:
    """Makes Chalice's own refusals (405, a broken event) problems too, and the request known.

    app.py calls this once; `http.hear` comes first, so that all below know the request.
    """
    app.register_middleware(http.hear, "http")
    app.register_middleware(_in_our_words, "http")


def problem(
    status: int, title: str, detail: str, instead: str, *, kind: str = "", **facts: object
) -> Response:
    """A problem; its type is its kind (or its title) as an address; facts stand beside the rest."""
    usual = {
        "type": f"/problems/{kebab(kind or title)}",
        "title": title,
        "status": status,
        "detail": detail,
        "instead": instead,
    }
    headers = {"content-type": "application/problem+json", **BESIDE.get(status, {})}
    return http.answer({**facts, **usual}, status, headers)


def told(error: Exception) -> Response:
    """Any error there can be, as the problem it is for whoever asked."""
    if isinstance(error, DeskError):
        return _refusal(error)
    if isinstance(error, ChaliceViewError):
        return _by_status(error.STATUS_CODE, str(error))
    if _is_from_pydantic(error):
        return _fields(error)
    return _unforeseen(error)


def kebab(words: str) -> str:
    """NotAllowed and "Not allowed" are both not-allowed."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", words)
    return re.sub(r"[^a-z0-9]+", "-", apart.lower()).strip("-")


def status_of(error: DeskError) -> int:
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _refusal(error: DeskError) -> Response:
    status = status_of(error)
    facts = {name: fact for name, fact in error.facts.items() if name not in USUAL}
    return problem(
        status, error.title, error.detail, error.instead, kind=type(error).__name__, **facts
    )


def _by_status(status: int, detail: str) -> Response:
    instead = "Check the address, the method and what was sent."
    return problem(status, HTTPStatus(status).phrase, detail, instead)


def _is_from_pydantic(error: Exception) -> bool:
    """Told by its name: importing pydantic here would cost every cold start."""
    kind = type(error)
    return kind.__name__ == "ValidationError" and kind.__module__.startswith("pydantic")


def _fields(error: Any) -> Response:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    fields = [{"field": ".".join(map(str, one["loc"])), "words": one["msg"]} for one in found]
    named = ", ".join(field["field"] for field in fields if field["field"])
    return problem(
        422,
        "Something in the form is not right",
        f"Look again at: {named}." if named else "What was sent does not fit together.",
        "Mend the fields named here and send it again.",
        fields=fields,
    )


def _unforeseen(error: Exception) -> Response:
    reference = http.reference()
    line = {
        "level": "error",
        "what": "unforeseen",
        "error": type(error).__name__,
        "at": where(error),
        "request": reference,
    }
    print(json.dumps(line), file=sys.stderr, flush=True)
    return problem(
        500,
        "Something broke at the desk",
        f"This is our mistake, not yours. Its reference is {reference}.",
        "Try again; if it stays so, send the reference to the desk.",
        reference=reference,
    )


def where(error: BaseException) -> str:
    """The last line of our own code that the error passed through, as file:line."""
    place, trace = "unknown", error.__traceback__
    while trace is not None:
        parts = PurePath(trace.tb_frame.f_code.co_filename).parts
        if OURS in parts:
            place = f"{'/'.join(parts[parts.index(OURS) :])}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _in_our_words(request: Any, answer_it: Callable[[Any], Response]) -> Response:
    """Chalice's own refusals have exactly the members Code and Message; nothing of ours has."""
    response = problems(answer_it)(request)
    if not isinstance(response.body, dict) or set(response.body) != {"Code", "Message"}:
        return response
    ours = _by_status(response.status_code, str(response.body["Message"]))
    ours.headers = {**response.headers, **ours.headers}
    return ours
