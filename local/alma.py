"""Alma's REST API to play with: its key, its errors, a log of every call, and faults on demand."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from local.alma_records import Answer, Call, Refused
from local.almaws import answer
from local.catalogue import stock
from local.deliveries import Deliveries, moment
from local.store import Store, Thing

KEY = "local-alma-key"
_HERE = "/local/alma"
_WORDS = {429: "PER_SECOND_THRESHOLD", 401: "UNAUTHORIZED"}


class Cut(Response):
    """An answer that never arrives whole: the connection is cut in the middle."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise more bytes than come."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"64")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class Alma:
    """One institution's Alma, on the same file as its reading lists."""

    def __init__(self, store: Store, deliveries: Deliveries) -> None:
        self._store = store
        self._deliveries = deliveries

    async def call(self, request: Request) -> Response:
        """Any call below /almaws/v1: the fault that was asked for, or the answer; then the log."""
        call = await _call(request)
        fault = await run_in_threadpool(self._fault, call)
        await asyncio.sleep(fault.get("delay", 0))
        if "status" in fault:
            response = _fault_response(fault)
        elif _key(request) != KEY:
            words = "API-key not defined or not configured to allow this API."
            response = _refusal(Refused("UNAUTHORIZED", words, 401))
        else:
            response = await run_in_threadpool(self._answer, call)
        await run_in_threadpool(self._write_down, call, response.status_code, fault)
        return Cut() if fault.get("drop_after") else response

    async def log(self, request: Request) -> Response:
        """Every call so far, oldest first; ?after=seq and ?match=regular expression narrow it."""
        after = int(request.query_params.get("after", "0"))
        wanted = re.compile(request.query_params.get("match", ""))
        calls = await run_in_threadpool(self._logged, after)
        chosen = [one for one in calls if wanted.search(f"{one['method']} {one['path']}")]
        return JSONResponse({"calls": chosen})

    async def faults(self, request: Request) -> Response:
        """Say what shall go wrong next: {"next": [{"match", "status", "times"}]}; [] is nothing."""
        said = (await request.json())["next"]
        for fault in said:
            re.compile(fault["match"])
        await run_in_threadpool(self._set_faults, said)
        return JSONResponse({"next": said})

    def _answer(self, call: Call) -> Response:
        try:
            with self._store.open() as drawers:
                said = answer(drawers, call)
        except Refused as refused:
            return _refusal(refused)
        self._echo(said)
        if said.body is None:
            return Response(status_code=said.status)
        return JSONResponse(said.body, said.status)

    def _echo(self, said: Answer) -> None:
        if said.event:
            event, user_request = said.event
            self._deliveries.tell(event, user_request["request_id"], user_request)

    def _fault(self, call: Call) -> Thing:
        line = f"{call.method} {_line(call)}"
        with self._store.open() as drawers:
            for fault in drawers.all("fault"):
                if re.search(fault["match"], line):
                    left = fault.get("times", 1) - 1
                    if left > 0:
                        drawers.put("fault", fault["key"], {**fault, "times": left})
                    else:
                        drawers.take("fault", fault["key"])
                    return fault
        return {}

    def _set_faults(self, said: list[Thing]) -> None:
        with self._store.open() as drawers:
            drawers.clear("fault")
            for place, fault in enumerate(said):
                drawers.put("fault", str(place), {**fault, "key": str(place)})

    def _write_down(self, call: Call, status: int, fault: Thing) -> None:
        entry = {
            "time": moment(),
            "method": call.method,
            "path": _line(call),
            "body": call.body,
            "status": status,
            "fault": fault.get("match"),
        }
        with self._store.open() as drawers:
            drawers.append("call", entry)

    def _logged(self, after: int) -> list[Thing]:
        with self._store.open() as drawers:
            calls = drawers.all("call", after)
        return [{"seq": one.pop("place"), **one} for one in calls]


def routes(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    """Alma under /local/alma: almaws/v1/..., log.json and faults."""
    store = Store(state / "alma.sqlite")
    with store.open() as drawers:
        stock(drawers, public)
    alma = Alma(store, Deliveries(store, public))
    every = ["GET", "POST", "PUT", "DELETE", "PATCH"]
    return [
        Route(f"{_HERE}/almaws/v1/{{rest:path}}", alma.call, methods=every),
        Route(f"{_HERE}/log.json", alma.log),
        Route(f"{_HERE}/faults", alma.faults, methods=["POST"]),
    ]


async def _call(request: Request) -> Call:
    path = request.url.path.removeprefix(f"{_HERE}/almaws/v1")
    query = {name: value for name, value in request.query_params.items() if name != "apikey"}
    return Call(request.method, path, query, _parsed(await request.body()))


def _parsed(body: bytes) -> Any:
    if not body:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")


def _line(call: Call) -> str:
    query = "&".join(f"{name}={value}" for name, value in call.query.items())
    return f"/almaws/v1{call.path}" + (f"?{query}" if query else "")


def _key(request: Request) -> str:
    header = request.headers.get("authorization", "")
    return header.removeprefix("apikey ") if header else request.query_params.get("apikey", "")


def _refusal(refused: Refused) -> Response:
    error = {"errorCode": refused.code, "errorMessage": refused.words, "trackingId": "E01-LOCAL"}
    body = {"errorsExist": True, "errorList": {"error": [error]}, "result": None}
    return JSONResponse(body, refused.status)


def _fault_response(fault: Thing) -> Response:
    status = int(fault["status"])
    code = fault.get("code") or _WORDS.get(status, "INTERNAL_SERVER_ERROR")
    words = fault.get("message", "Asked for by a test.")
    if status < 500:
        response = _refusal(Refused(code, words, status))
    else:
        # Alma's own failures arrive as XML even where JSON was asked for.
        response = Response(
            _XML.format(escape(code), escape(words)), status, media_type="application/xml"
        )
    if "retry_after" in fault:
        response.headers["Retry-After"] = str(fault["retry_after"])
    return response


_XML = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<web_service_result xmlns="http://com/exlibris/urm/general/xmlbeans">'
    "<errorsExist>true</errorsExist><errorList><error><errorCode>{}</errorCode>"
    "<errorMessage>{}</errorMessage></error></errorList></web_service_result>"
)
