"""A reading list to play with, in the manner of KeyLinks: it asks, and then looks by itself."""

import secrets
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from local.keylinks_polling import HEI, Polling
from local.pages import asset, page
from local.store import Drawers, Store, Thing, by_a_person, by_form

_HERE = "/local/keylinks"
REQUESTER = {"AcademicName": "Dr Amara Okafor", "EmailAddress": "a.okafor@northgate.example"}
COURSES = {
    "HIST2041": "Empire, Trade and Resistance",
    "POLI3015": "Political Economy of the Commons",
}
ITEMS = (
    {"course": "HIST2041", "title": "Imagined Communities", "author": "Anderson, Benedict",
     "isn": "9781784786755", "publisher": "Verso", "year": "2016"},
    {"course": "HIST2041", "title": "The Great Divergence", "author": "Pomeranz, Kenneth",
     "isn": "9780691090108", "publisher": "Princeton University Press", "year": "2000"},
    {"course": "HIST2041", "title": "Past & Present", "journal": "yes", "isn": "0031-2746",
     "year": "1971", "volume": "50", "issue": "1"},
    {"course": "POLI3015", "title": "Governing the Commons", "author": "Ostrom, Elinor",
     "isn": "9781107569782", "publisher": "Cambridge University Press", "year": "2015"},
    {"course": "POLI3015", "title": "Debt: The First 5,000 Years", "author": "Graeber, David",
     "isn": "9781612194196", "publisher": "Melville House", "year": "2014"},
)  # fmt: skip
#: What is known of a request before the desk has answered.
NOTHING = {"status": "", "link": "", "rejection": "", "notes": ""}


class KeyLinks:
    """One list for two courses, and what was asked for its items."""

    def __init__(self, store: Store, polling: Polling) -> None:
        self._store = store
        self._polling = polling

    async def show(self, request: Request) -> Response:
        """The list as a page; looking at it makes KeyLinks look at the desk."""
        await run_in_threadpool(self._polling.look)
        return page("keylinks.html", items=await self._store.within(shown), courses=COURSES)

    async def items(self, request: Request) -> Response:
        """The same for scripts; ?item= gives that one alone."""
        only = request.query_params.get("item")
        await run_in_threadpool(self._polling.look)
        found = await self._store.within(shown)
        return JSONResponse({"items": [one for one in found if only in (None, one["id"])]})

    async def ask(self, request: Request) -> Response:
        """Ask for an item: {"item", "chapter"?, "pages"?, "note"?, "needed_by"?}."""
        said = await _said(request)
        item = await self._store.within(lambda drawers: drawers.one("item", said.get("item", "")))
        if item is None:
            return JSONResponse({"error": "There is no such item on the list."}, 400)
        record = await self._store.within(lambda drawers: drawers.one("request", item["id"]))
        record = {**NOTHING, "item": item["id"], **(record or {}), "sent": wish(item, said)}
        return await self._submitted(request, record)

    async def ask_again(self, request: Request) -> Response:
        """Send the very same arguments once more, as if the answer had been lost."""
        name = (await _said(request)).get("item", "")
        record = await self._store.within(lambda drawers: drawers.one("request", name))
        if record is None:
            return JSONResponse({"error": "Nothing was asked for this item."}, 400)
        return await self._submitted(request, record)

    async def add(self, request: Request) -> Response:
        """Put an item on the list: {"title", "course"?, "isn"?, ...}; for scripts."""
        said = await _said(request)
        item = {"course": "HIST2041", **said, "id": secrets.token_hex(6)}
        await self._store.within(lambda drawers: drawers.put("item", item["id"], item))
        return JSONResponse({"item": item["id"]}, 201)

    async def _submitted(self, request: Request, record: Thing) -> Response:
        record = await run_in_threadpool(self._polling.submit, record)
        heard = record["heard"]
        if heard["http"] != 200:
            words = heard["answer"].get("status-message", "The library does not answer.")
            return JSONResponse({"error": words, **heard}, 400)
        if by_a_person(request):
            return RedirectResponse(_HERE, 303)
        return JSONResponse({"number": record["number"], **heard}, 201)


def routes(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    """The page under /local/keylinks and what its buttons and scripts call."""
    store = Store(state / "keylinks.sqlite")
    with store.open() as drawers:
        if not drawers.all("item"):
            for number, about in enumerate(ITEMS, start=1):
                drawers.put("item", f"item{number}", {**about, "id": f"item{number}"})
    keylinks = KeyLinks(store, Polling(store, public))
    return [
        Route(_HERE, keylinks.show),
        Route(f"{_HERE}/items.json", keylinks.items),
        Route(f"{_HERE}/request", keylinks.ask, methods=["POST"]),
        Route(f"{_HERE}/request-again", keylinks.ask_again, methods=["POST"]),
        Route(f"{_HERE}/item", keylinks.add, methods=["POST"]),
        Route(f"{_HERE}/keylinks.css", lambda request: asset("keylinks.css")),
        # The script knows forms and live parts, and nothing of either system.
        Route(f"{_HERE}/keylinks.js", lambda request: asset("talis.js")),
    ]


def wish(item: Thing, said: Thing) -> dict[str, str]:
    """The arguments of SubmitRequest for an item; what is not known is not sent."""
    known = {
        "hei": HEI,
        **REQUESTER,
        "IsBook": "false" if item.get("journal") else "true",
        "courseCode": item["course"],
        "isn": item.get("isn", ""),
        "title": item["title"],
        "year": item.get("year", ""),
        "volume": item.get("volume", ""),
        "issue": item.get("issue", ""),
        "publisher": item.get("publisher", ""),
        "extractTitle": said.get("chapter", ""),
        "pageRange": said.get("pages", ""),
        "requiredByDate": f"{said['needed_by']}T00:00:00Z" if said.get("needed_by") else "",
        "notes": said.get("note", ""),
    }
    return {name: value for name, value in known.items() if value}


def shown(drawers: Drawers) -> list[Thing]:
    """The items, each with what was asked for it last."""
    asked = {one["item"]: one for one in drawers.all("request")}
    return [{**item, "request": asked.get(item["id"])} for item in drawers.all("item")]


async def _said(request: Request) -> dict[str, str]:
    if by_form(request):
        return dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
    said = await request.json()
    return {name: str(value) for name, value in said.items() if value}
