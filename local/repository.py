"""A repository to play with: it hears the desk's signed webhooks, and shows what it has.

It can be told to take the next message and never answer: /local/repository/fault.
"""

import base64
import hashlib
import hmac
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from local.store import Drawers, Store, Thing

HERE = "/local/repository"
SECRET = "whsec_" + base64.b64encode(b"local-repository-secret").decode()


class Repository:
    """Copies by their id, and the messages that told of them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def hear(self, request: Request) -> Response:
        """One message, taken once whatever comes of the answer."""
        body = await request.body()
        if not signed(request, body):
            return JSONResponse({"error": "not signed with our secret"}, 401)
        said, name = await request.json(), request.headers["webhook-id"]
        lost = await self._store.within(lambda drawers: taken(drawers, name, said))
        return JSONResponse({"lost": True}, 503) if lost else Response(status_code=204)

    async def copies(self, request: Request) -> Response:
        """What it has now, and what it was told, for scripts."""
        kept, told = await self._store.within(lambda d: (d.all("copy"), d.all("told")))
        return JSONResponse({"copies": kept, "told": told})

    async def fault(self, request: Request) -> Response:
        """The next message is taken, and its answer lost."""
        await self._store.within(lambda drawers: drawers.put("fault", "next", {"lose": True}))
        return JSONResponse({"next": "lost"})


def signed(request: Request, body: bytes) -> bool:
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    name, at = (request.headers.get(f"webhook-{one}", "") for one in ("id", "timestamp"))
    made = hmac.digest(key, f"{name}.{at}.".encode() + body, hashlib.sha256)
    right = "v1," + base64.b64encode(made).decode()
    given = request.headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(one, right) for one in given)


def taken(drawers: Drawers, name: str, said: Thing) -> bool:
    """Puts it on the shelf or off it; True where the answer is to be lost."""
    copy = said["data"]
    if drawers.one("told", name) is None:
        drawers.put("told", name, {"id": name, "type": said["type"], "copy": copy["id"]})
        if said["type"] == "scandesk.copy.available":
            drawers.put("copy", copy["id"], copy)
        else:
            drawers.take("copy", copy["id"])
    return drawers.take("fault", "next") is not None


def routes(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    """What the desk calls, and what it has, for scripts."""
    there = Repository(Store(state / "repository.sqlite"))
    return [
        Route(HERE, there.hear, methods=["POST"]),
        Route(f"{HERE}/", there.hear, methods=["POST"]),
        Route(f"{HERE}.json", there.copies),
        Route(f"{HERE}/fault", there.fault, methods=["POST"]),
    ]
