"""A reading list to play with, in the manner of Leganto: press Request digitisation and watch."""

import asyncio
import secrets
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from local.catalogue import HISTORY, STATUSES, SUFFIX, citation, stock, valued
from local.deliveries import EVENTS, Deliveries
from local.pages import asset, page
from local.requesting import MOST_NOTES, MOST_RANGES, Wrong, ask, withdraw
from local.shelves import lists
from local.store import Drawers, Store, Thing, by_a_person, by_form

_HERE = "/local/leganto"
# What scripts may say of an item beside its metadata.
_OF_THE_ITEM = ("file_link", "copyrights_status", "license_type", "volumes")


class Leganto:
    """The two reading lists of the local university; its requests live in the local Alma."""

    def __init__(self, store: Store, deliveries: Deliveries, public: str) -> None:
        self._store = store
        self._deliveries = deliveries
        self._public = public

    async def show(self, request: Request) -> Response:
        """One list as a page; ?list= chooses it."""
        shelves = await self._store.within(lists)
        wanted = request.query_params.get("list", HISTORY)
        shelf = next((one for one in shelves if one["id"] == wanted), shelves[0])
        sections: dict[str, list[Thing]] = {}
        for one in shelf["citations"]:
            sections.setdefault(one["section"], []).append(one)
        return page(
            "leganto.html",
            shelf=shelf,
            shelves=shelves,
            sections=sections,
            today=date.today().isoformat(),
            most_ranges=MOST_RANGES,
            most_notes=MOST_NOTES,
            form=_form(request),
        )

    async def lists(self, request: Request) -> Response:
        """The same for scripts; ?citation= gives that item alone."""
        only = request.query_params.get("citation")
        return JSONResponse(
            {"lists": await self._store.within(lambda drawers: lists(drawers, only))}
        )

    async def request(self, request: Request) -> Response:
        """Request digitisation of an item: made in Alma, then told to the desk."""
        said = await _said(request)
        try:
            made = await self._store.within(lambda drawers: ask(drawers, said))
        except Wrong as wrong:
            return _wrong(wrong)
        first = self._deliveries.tell("REQUEST_CREATED", made["request_id"], made, _form(request))
        delivery = await asyncio.wrap_future(first)
        return _done(request, {"request_id": made["request_id"], "delivery": delivery}, 201)

    async def deliver_again(self, request: Request) -> Response:
        """Send the very same bytes to the desk once more."""
        said = await _said(request)
        event = said.get("event") or "REQUEST_CREATED"
        try:
            again = self._deliveries.again(said.get("request_id", ""), event)
            delivery = await asyncio.wrap_future(again)
        except KeyError:
            return _wrong(Wrong("Nothing was ever sent about this request."))
        return _done(request, {"request_id": said["request_id"], "delivery": delivery})

    async def cancel(self, request: Request) -> Response:
        """The list withdraws its request; Alma tells the desk."""
        said = await _said(request)
        try:
            name = str(said.get("request_id", ""))
            made = await self._store.within(lambda drawers: withdraw(drawers, name))
        except Wrong as wrong:
            return _wrong(wrong)
        first = self._deliveries.tell("REQUEST_CANCELED", made["request_id"], made)
        delivery = await asyncio.wrap_future(first)
        return _done(request, {"request_id": made["request_id"], "delivery": delivery})

    async def tell(self, request: Request) -> Response:
        """What happens to a request in Alma itself, by script: {"request_id", "event"}."""
        said = await _said(request)
        name, event = str(said.get("request_id", "")), str(said.get("event", ""))
        kept = await self._store.within(lambda drawers: drawers.one("request", name))
        if kept is None or event not in EVENTS:
            return _wrong(Wrong("Say a request and one of Alma's events."))
        delivery = await asyncio.wrap_future(
            self._deliveries.tell(event, name, kept["user_request"])
        )
        return _done(request, {"request_id": name, "delivery": delivery})

    async def add(self, request: Request) -> Response:
        """Put a new item on a list: {"title", "course"?, "isbn"?, "author"?, ...}; for scripts."""
        said = await _said(request)
        try:
            name = await self._store.within(lambda drawers: self._add(drawers, said))
        except Wrong as wrong:
            return _wrong(wrong)
        return JSONResponse({"citation": name}, 201)

    def _add(self, drawers: Drawers, said: Thing) -> str:
        about = {
            name: value
            for name, value in said.items()
            if name not in ("course", "list", "section", "status", *_OF_THE_ITEM)
        }
        shelves = lists(drawers, only="")
        wanted = said.get("list") or said.get("course") or HISTORY
        shelf = next((one for one in shelves if wanted in (one["id"], one["course"]["code"])), None)
        if shelf is None or not about.get("title"):
            raise Wrong("Say a title, and the code of a course that has a list.")
        number = secrets.randbelow(9 * 10**5) + 10**5
        metadata = {"mms_id": f"9911{number}{SUFFIX}", **about}
        section = said.get("section") or "Added by a script"
        made = citation(f"5933{number}{SUFFIX}", shelf["id"], section, metadata, self._public)
        made["citation"]["status"] = valued(said.get("status") or "BeingPrepared", STATUSES)
        made["citation"] |= {name: said[name] for name in _OF_THE_ITEM[:-1] if name in said}
        made["volumes"] = said.get("volumes", 1)
        drawers.put("citation", made["citation"]["id"], made)
        return str(made["citation"]["id"])


def routes(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    """The page under /local/leganto and what its buttons and scripts call."""
    store = Store(state / "alma.sqlite")
    with store.open() as drawers:
        stock(drawers, public)
    deliveries = Deliveries(store, public)
    deliveries.resume()
    leganto = Leganto(store, deliveries, public)
    return [
        Route(_HERE, leganto.show),
        Route(f"{_HERE}/lists.json", leganto.lists),
        Route(f"{_HERE}/request", leganto.request, methods=["POST"]),
        Route(f"{_HERE}/deliver-again", leganto.deliver_again, methods=["POST"]),
        Route(f"{_HERE}/cancel", leganto.cancel, methods=["POST"]),
        Route(f"{_HERE}/tell", leganto.tell, methods=["POST"]),
        Route(f"{_HERE}/citation", leganto.add, methods=["POST"]),
        Route(f"{_HERE}/leganto.css", lambda request: asset("leganto.css")),
        Route(f"{_HERE}/leganto.js", lambda request: asset("leganto.js")),
    ]


async def _said(request: Request) -> Thing:
    """What a script says in JSON, or a person through the page's form."""
    if not by_form(request):
        said: Thing = await request.json()
        return said
    form = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    pairs = zip(form.pop("from", []), form.pop("to", []), strict=False)
    return {
        "pages": [f"{first}-{last}" if last else first for first, last in pairs if first],
        "notes": form.pop("note", []),
        **{name: values[0] for name, values in form.items() if values[0]},
    }


def _form(request: Request) -> str:
    """In which form Alma's profile sends events: json, or xml where the address says so."""
    return "xml" if request.query_params.get("format") == "xml" else "json"


def _done(request: Request, body: Thing, status: int = 200) -> Response:
    if by_a_person(request):
        return RedirectResponse(request.headers.get("referer") or _HERE, 303)
    return JSONResponse(body, status)


def _wrong(wrong: Wrong) -> Response:
    return JSONResponse({"error": str(wrong)}, 400)
