"""Outside catalogues to look titles up in: the library's own over SRU, and Open Library.

Each can be told to be down, to be slow, or to answer nonsense: POST /local/outside/mood.
"""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from local.store import Drawers, Store, Thing

HERE = "/local/outside"
CATALOGUES = ("alma-sru", "open-library")
#: Longer than the desk waits for an answer.
SLOW = 12
MOODS = ("well", "down", "slow", "nonsense")
#: (ISBN, title, author, publisher, year, extent)
TITLES = (
    ("9780691090108", "The Great Divergence", "Pomeranz, Kenneth.", "Princeton University Press",
     "2000", "x, 382 p."),
    ("9781844670963", "Late Victorian Holocausts", "Davis, Mike.", "Verso", "2002", "464 p."),
    ("9780521336956", "Late Antiquity on the Silk Road", "Haddad, Leila.", "Northgate University",
     "1991", "xii, 288 p."),
)  # fmt: skip
#: Open Library knows this one too, by its own numbers.
PENGUIN = ("9780140135152", "Ways of Seeing", "John Berger", "Penguin", "1972", 176)


class Outside:
    """The catalogues and the mood of each."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def mood(self, request: Request) -> Response:
        """Be well, down, slow, or answer nonsense: {"catalogue", "mood"}."""
        said = await request.json()
        name, wanted = said.get("catalogue"), said.get("mood")
        if name not in CATALOGUES or wanted not in MOODS:
            allowed = f"catalogue is one of {CATALOGUES}, mood of {MOODS}."
            return JSONResponse({"error": allowed}, 400)
        await self._store.within(lambda drawers: drawers.put("mood", name, {"mood": wanted}))
        return JSONResponse({"catalogue": name, "mood": wanted})

    async def sru(self, request: Request) -> Response:
        """searchRetrieve, as Alma answers it."""
        if held_up := await self._held_up("alma-sru"):
            return held_up
        found = [one for one in TITLES if meant(request.query_params.get("query", ""), one)]
        return Response(answer(found), media_type="application/xml")

    async def book(self, request: Request) -> Response:
        """Open Library's books by their ISBN."""
        if held_up := await self._held_up("open-library"):
            return held_up
        isbn, title, author, publisher, year, pages = PENGUIN
        key = f"ISBN:{isbn}"
        book = {"title": title, "authors": [{"name": author}], "number_of_pages": pages,
                "publishers": [{"name": publisher}], "publish_date": year}  # fmt: skip
        return JSONResponse({key: book} if request.query_params.get("bibkeys") == key else {})

    async def search(self, request: Request) -> Response:
        """Open Library's search by title."""
        if held_up := await self._held_up("open-library"):
            return held_up
        isbn, title, author, publisher, year, _ = PENGUIN
        doc = {"title": title, "author_name": [author], "isbn": [isbn], "publisher": [publisher],
               "first_publish_year": int(year)}  # fmt: skip
        sought = words(request.query_params.get("title", ""))
        return JSONResponse({"docs": [doc] if sought and sought <= words(title) else []})

    async def _held_up(self, name: str) -> Response | None:
        """What is answered instead, in that catalogue's mood."""
        mood = await self._store.within(lambda drawers: mood_of(drawers, name))
        if mood == "down":
            return PlainTextResponse("Service unavailable", 503)
        if mood == "nonsense":
            return PlainTextResponse("<searchRetrieveResponse", 200)
        if mood == "slow":
            await asyncio.sleep(SLOW)
        return None


def mood_of(drawers: Drawers, name: str) -> str:
    held: Thing | None = drawers.one("mood", name)
    return str(held["mood"]) if held else "well"


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def meant(query: str, title: tuple[str, ...]) -> bool:
    """Whether a title answers a question in CQL, of those that the desk asks."""
    number = re.search(r"alma\.(?:isbn|issn)=(\w+)", query)
    if number:
        return number[1] == title[0]
    sought = re.search(r'alma\.title="([^"]*)"', query)
    author = re.search(r'alma\.creator="([^"]*)"', query)
    return bool(
        sought
        and words(sought[1]) <= words(title[1])
        and (not author or words(author[1]) & words(title[2]))
    )


def answer(found: Sequence[tuple[str, ...]]) -> str:
    records = "".join(f"<record><recordData>{marc(one)}</recordData></record>" for one in found)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><version>1.2</version>'
        f"<numberOfRecords>{len(found)}</numberOfRecords><records>{records}</records>"
        "</searchRetrieveResponse>"
    )


def marc(title: tuple[str, ...]) -> str:
    isbn, name, author, publisher, year, extent = map(escape, title)
    fields = (("020", "a", isbn), ("100", "a", author), ("245", "a", f"{name} /"),
              ("264", "b", f"{publisher},"), ("264", "c", year), ("300", "a", extent))  # fmt: skip
    return (
        '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>01234cam a2200301 a 4500</leader>'
        + '<controlfield tag="008">990517s2000    enka     b    001 0 eng  </controlfield>'
        + "".join(
            f'<datafield tag="{tag}"><subfield code="{code}">{text}</subfield></datafield>'
            for tag, code, text in fields
        )
        + "</record>"
    )


def routes(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    """What the desk asks, and how to upset it."""
    there = Outside(Store(state / "outside.sqlite"))
    return [
        Route(f"{HERE}/mood", there.mood, methods=["POST"]),
        Route(f"{HERE}/view/sru/44NGU_INST", there.sru),
        Route(f"{HERE}/api/books", there.book),
        Route(f"{HERE}/search.json", there.search),
    ]
