"""CLA's permission service to play with: titles that it covers, excludes or does not know.

It can be told to be down, to be slow, or to answer nonsense: /local/cla/mood.
"""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from local.pages import asset, page
from local.store import Drawers, Store, Thing, by_a_person, by_form

HERE = "/local/cla"
KEY = "local-cla-key"
#: Longer than the desk waits for an answer.
SLOW = 12
MOODS = {
    "well": "It answers",
    "down": "It is down (503)",
    "nonsense": "It answers nonsense",
    "slow": "It answers after 12 seconds",
}
STANDINGS = {
    "covered": ("Permitted", "Permitted", "Permitted"),
    "print-only": ("Permitted", "Permitted", "Excluded"),
    "excluded": ("Excluded", "Excluded", "Excluded"),
    "silent": ("Show Nothing", "Show Nothing", "Show Nothing"),
    "not-found": None,
}
TITLES = (
    ("9780691090108", "The Great Divergence", "covered"),
    ("9781784786755", "Imagined Communities", "covered"),
    ("00312746", "Past & Present", "covered"),
    ("9780141976952", "The Making of the English Working Class", "print-only"),
    ("9781612194196", "Debt: The First 5,000 Years", "excluded"),
    ("9789953710013", "موسم الهجرة إلى الشمال", "not-found"),
)
USES = (("Photocopying", 1), ("Scanning", 2), ("Digital", 8))


class Cla:
    """The service and what it was asked."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def show(self, request: Request) -> Response:
        """The titles and the mood as a page."""
        titles, mood, calls = await self._store.within(
            lambda drawers: (drawers.all("title"), mood_of(drawers), drawers.all("call"))
        )
        shown = {"titles": titles, "mood": mood, "moods": MOODS, "standings": list(STANDINGS)}
        return page("cla.html", calls=calls[-20:], **shown)

    async def title(self, request: Request) -> Response:
        """Change or add a title: {"isn", "standing", "title"?}."""
        said = await _said(request)
        if said.get("standing") not in STANDINGS or not said.get("isn"):
            return JSONResponse({"error": f"standing is one of {', '.join(STANDINGS)}."}, 400)
        isn = str(said["isn"])
        thing = {"isn": isn, "title": said.get("title", isn), "standing": said["standing"]}
        await self._store.within(lambda drawers: drawers.put("title", isn, thing))
        return RedirectResponse(HERE, 303) if by_a_person(request) else JSONResponse(thing)

    async def mood(self, request: Request) -> Response:
        """Be well, down, slow, or answer nonsense: {"mood"}."""
        wanted = str((await _said(request)).get("mood", ""))
        if wanted not in MOODS:
            return JSONResponse({"error": f"mood is one of {', '.join(MOODS)}."}, 400)
        await self._store.within(lambda drawers: drawers.put("mood", "mood", {"mood": wanted}))
        return (
            RedirectResponse(HERE, 303) if by_a_person(request) else JSONResponse({"mood": wanted})
        )

    async def calls(self, request: Request) -> Response:
        """What it was asked, for scripts; ?isn= about that title alone."""
        only = request.query_params.get("isn")
        asked = await self._store.within(lambda drawers: drawers.all("call"))
        return JSONResponse({"calls": [one for one in asked if only in (None, one["isn"])]})

    async def permission(self, request: Request) -> Response:
        """GetPermissionByIdentifier, as CLA's own API has it."""
        kind, isn = request.path_params["kind"], request.path_params["isn"]
        mood, title = await self._store.within(
            lambda drawers: (mood_of(drawers), drawers.one("title", isn))
        )
        await self._store.within(lambda d: d.append("call", {"isn": isn, "mood": mood}))
        if request.headers.get("ocp-apim-subscription-key") != KEY:
            return JSONResponse({"statusCode": 401, "message": "Access denied"}, 401)
        if mood == "down":
            return PlainTextResponse("Service unavailable", 503)
        if mood == "nonsense":
            return JSONResponse({"metadata": {"identifier": isn}, "usagesSummary": "yes"})
        if mood == "slow":
            await asyncio.sleep(SLOW)
        standing = title["standing"] if title else "covered"
        reports = STANDINGS[standing]
        if reports is None:
            return JSONResponse({"Message": f"{kind} {isn} was not found."}, 400)
        return JSONResponse(answer(request, title["title"] if title else "", reports))


def answer(request: Request, title: str, reports: tuple[str, ...]) -> Thing:
    """The whole skeleton, with what a client reads of it."""
    asked = request.path_params
    uses: list[dict[str, Any]] = [
        {"usageType": use, "usageTypeId": number, "reportType": report,
         "header": {"title": f"{use}: {report}", "introduction": ""},
         "usageDetails": [], "footer": {"restrictions": "", "terms": ""}}
        for (use, number), report in zip(USES, reports, strict=True)
    ]  # fmt: skip
    return {
        "version": "1.0",
        "requestParameters": {
            "licenceType": asked["licence"],
            "messageId": request.query_params.get("messageId", ""),
            "usageTypes": request.query_params.get("usageTypes", ""),
            "htmlToggle": request.query_params.get("htmlToggle", ""),
        },
        "metadata": {
            "title": title, "identifier": asked["isn"], "identifierType": asked["kind"],
            "publicationType": "Book", "publicationForm": "Print", "publicationCountry": "GB",
            "publisher": "", "contributor": [],
        },
        "usagesSummary": uses,
    }  # fmt: skip


def mood_of(drawers: Drawers) -> str:
    held = drawers.one("mood", "mood")
    return str(held["mood"]) if held else "well"


async def _said(request: Request) -> Thing:
    if not by_form(request):
        said: Thing = await request.json()
        return said
    return dict(parse_qsl((await request.body()).decode("utf-8", "replace")))


def routes(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    """The page under /local/cla, what its buttons call, and what the desk calls."""
    store = Store(state / "cla.sqlite")
    with store.open() as drawers:
        if not drawers.all("title"):
            for isn, title, standing in TITLES:
                drawers.put("title", isn, {"isn": isn, "title": title, "standing": standing})
    cla = Cla(store)
    path = "/check-permissions/v1/GetPermissionByIdentifier/{kind}/{isn}/{licence}"
    return [
        Route(HERE, cla.show),
        Route(f"{HERE}/title", cla.title, methods=["POST"]),
        Route(f"{HERE}/mood", cla.mood, methods=["POST"]),
        Route(f"{HERE}/calls.json", cla.calls),
        Route(f"{HERE}{path}", cla.permission),
        Route(f"{HERE}/cla.css", lambda request: asset("keylinks.css")),
    ]
