"""A reading list to play with, in the manner of Talis Aspire: ask, hear, refer, ask again."""

import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from local import talis_api, talis_asking, talis_told
from local.deliveries import moment
from local.pages import asset, page
from local.store import Drawers, Store, Thing, by_a_person, by_form
from local.talis_asking import COURSE, HERE, Wrong

#: As the product itself calls them on its pages.
WORDS = {
    "CopyPending": "Copy pending",
    "UserInitiatedReferral": "Referred by requester",
    "UnableToIdentifyRequestedResource": "Cannot identify resource",
    "AwaitingSourceAcquisition": "Source needs to be acquired",
    "NotHeldByLibrary": "Not held by the library",
    "ElectronicCopyAvailable": "Electronic copy available",
    "RequestNotPermissibleUnderRROLicence": "Not permissible under the licence",
    "CopyLimitExceeded": "Copy limit exceeded",
    "DuplicateRequest": "Duplicate request",
    "InvalidRequest": "Invalid request",
    "RightsClearanceRejected": "Rights clearance rejected",
    "RejectedByAdminDiscretion": "Rejected by the library",
    "WithdrawnByAdminDiscretion": "Withdrawn by the library",
}
ITEMS = (
    {"title": "Imagined Communities", "author": "Anderson, Benedict", "isbn": "9781784786755",
     "publisher": "Verso", "year": "2016"},
    {"title": "The Great Divergence", "author": "Pomeranz, Kenneth", "isbn": "9780691090108",
     "publisher": "Princeton University Press", "year": "2000"},
    {"title": "The Wretched of the Earth", "author": "Fanon, Frantz", "isbn": "9780802158635",
     "publisher": "Grove Press", "year": "2021"},
    {"title": "Past & Present", "author": "Thompson, E. P.", "issn": "0031-2746",
     "publisher": "Oxford University Press", "year": "1971"},
)  # fmt: skip


class Talis:
    """One reading list with its items, and all that was asked for them and told about them."""

    def __init__(self, store: Store, public: str) -> None:
        self._store = store
        self._public = public

    async def show(self, request: Request) -> Response:
        """The list as a page."""
        return page("talis.html", items=await self._store.within(self._shown), course=COURSE)

    async def items(self, request: Request) -> Response:
        """The same for scripts; ?item= gives that item alone."""
        only = request.query_params.get("item")
        shown = await self._store.within(self._shown)
        return JSONResponse({"items": [one for one in shown if only in (None, one["id"])]})

    async def ask(self, request: Request) -> Response:
        """Request digitisation of an item: {"item", "chapter"?, "pages"?, "needed_by"?}."""
        said = await _said(request)
        try:
            record = await self._store.within(
                lambda drawers: talis_asking.ask(drawers, self._public, said)
            )
        except Wrong as wrong:
            return JSONResponse({"error": str(wrong)}, 400)
        return await self._sent(request, record, record["form"])

    async def send_again(self, request: Request) -> Response:
        """Send the very same form once more, as after an answer that was lost: {"record"}."""
        record = await self._record(await _said(request))
        return await self._sent(request, record, record["form"]) if record else _unknown()

    async def refer(self, request: Request) -> Response:
        """Ask the library to look again at what it rejected: {"record", "message"}."""
        said = await _said(request)
        record = await self._record(said)
        if record is None or not said.get("message"):
            return JSONResponse({"error": "Say for which request, and why."}, 400)
        return await self._sent(request, record, talis_asking.referral(record, said["message"]))

    async def resubmit(self, request: Request) -> Response:
        """Ask for the same anew: {"record"}."""
        record = await self._record(await _said(request))
        return (
            await self._sent(request, record, talis_asking.again(record)) if record else _unknown()
        )

    async def add(self, request: Request) -> Response:
        """Put a new item on the list: {"title", "author"?, "isbn"?, ...}; for scripts."""
        said = await _said(request)
        item = _item({name: str(one) for name, one in said.items()})
        await self._store.within(lambda drawers: drawers.put("item", item["id"], item))
        return JSONResponse({"item": item["id"]}, 201)

    async def trackback(self, request: Request) -> Response:
        """A status is told. Like their PHP, a field of the form goes before one of the address."""
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        said = {**request.query_params, **form}
        refusal = await self._store.within(lambda drawers: talis_told.hear(drawers, said, moment()))
        await self._write_down(request, 200, {**form, "refusal": refusal})
        return PlainTextResponse(refusal)

    async def api(self, request: Request) -> Response:
        """A call of the Talis API."""
        raw = await request.body()
        form = request.headers.get("content-type", "").startswith("application/x-www-form")
        body: Any = dict(parse_qsl(raw.decode())) if form else await request.json() if raw else None
        headers = {name.lower(): value for name, value in request.headers.items()}
        path = request.url.path.removeprefix(HERE)
        asked = talis_api.Asked(request.method, path, dict(request.query_params), headers, body)
        status, answer = await self._store.within(lambda drawers: talis_api.answer(drawers, asked))
        await self._write_down(request, status, body if path.startswith("/3/") else None)
        left = {"X-Ratelimit-Limit": str(talis_api.LIMIT), "X-Ratelimit-Remaining": "599"}
        return JSONResponse(answer, status, headers=left)

    async def log(self, request: Request) -> Response:
        """Every trackback and every call so far, oldest first; ?match= is a regular expression."""
        wanted = re.compile(request.query_params.get("match", ""))
        calls = await self._store.within(lambda drawers: drawers.all("call"))
        found = [one for one in calls if wanted.search(f"{one['method']} {one['path']}")]
        return JSONResponse({"calls": found})

    def _shown(self, drawers: Drawers) -> list[Thing]:
        records = drawers.all("record")
        shown = []
        for item in drawers.all("item"):
            asked = [one for one in records if one["item"] == item["id"]]
            shown.append({**item, "request": self._standing(asked[-1]) if asked else None})
        return shown

    def _standing(self, record: Thing) -> Thing:
        """A request as people see it. Only what is live has a copy to open."""
        bundle = record["bundle"] if record["status"] == "LIVE" else ""
        return {
            "record": record["number"],
            "number": record["request"].rpartition("/")[2],
            "status": record["status"],
            "reason": record["reason"],
            "reason_label": WORDS.get(record["reason"], record["reason"]),
            "message": record["message"],
            "link": f"{self._public}/l/{bundle}" if bundle else None,
            "told": record["told"],
            "answer": record["answer"],
            "trouble": _trouble(record["answer"]),
        }

    async def _sent(self, request: Request, record: Thing, form: Thing) -> Response:
        heard = await run_in_threadpool(talis_asking.post, self._public, form)
        number = str(record["number"])

        def take(drawers: Drawers) -> None:
            # What was told while we waited for the answer stands.
            now = drawers.one("record", number) or record
            drawers.put("record", number, talis_asking.take_answer(now, heard))

        await self._store.within(take)
        if by_a_person(request):
            return RedirectResponse(HERE, 303)
        return JSONResponse({"record": record["number"], **heard}, 201)

    async def _record(self, said: Thing) -> Thing | None:
        name = str(said.get("record", ""))
        found: Thing | None = await self._store.within(lambda drawers: drawers.one("record", name))
        return found

    async def _write_down(self, request: Request, status: int, body: Any) -> None:
        line = {"time": moment(), "method": request.method, "path": request.url.path,
                "status": status, "body": body}  # fmt: skip
        await self._store.within(lambda drawers: drawers.append("call", line))


def routes(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    """The page under /local/talis, what its buttons and scripts call, and what the desk calls."""
    store = Store(state / "talis.sqlite")
    with store.open() as drawers:
        if not drawers.all("item"):
            for about in ITEMS:
                item = _item(about)
                drawers.put("item", item["id"], item)
    talis = Talis(store, public)
    return [
        Route(HERE, talis.show),
        Route(f"{HERE}/items.json", talis.items),
        Route(f"{HERE}/request", talis.ask, methods=["POST"]),
        Route(f"{HERE}/send-again", talis.send_again, methods=["POST"]),
        Route(f"{HERE}/refer", talis.refer, methods=["POST"]),
        Route(f"{HERE}/resubmit", talis.resubmit, methods=["POST"]),
        Route(f"{HERE}/item", talis.add, methods=["POST"]),
        Route(f"{HERE}/trackback", talis.trackback, methods=["GET", "POST"]),
        Route(f"{HERE}/log.json", talis.log),
        Route(f"{HERE}/oauth/tokens", talis.api, methods=["POST"]),
        Route(f"{HERE}/3/{{rest:path}}", talis.api, methods=["GET", "PATCH"]),
        Route(f"{HERE}/talis.css", lambda request: asset("talis.css")),
        Route(f"{HERE}/talis.js", lambda request: asset("talis.js")),
    ]


def _item(about: Thing) -> Thing:
    """An item of the list with a resource of its own, which has no link yet."""
    guid, resource = (secrets.token_hex(16).upper() for _ in range(2))
    return {"id": guid, "resource": resource, "web_addresses": [], "online_resource": None, **about}


def _trouble(heard: Thing | None) -> str:
    if not heard or heard["http"] == 200:
        return ""
    return f"The library's desk did not take it ({heard['http'] or heard['answer']})."


async def _said(request: Request) -> Thing:
    if not by_form(request):
        said: Thing = await request.json()
        return said
    return dict(parse_qsl((await request.body()).decode("utf-8", "replace")))


def _unknown() -> Response:
    return JSONResponse({"error": "There is no such request."}, 400)
