"""The one address of the local product: what CloudFront and S3 do in a real account.

    /accessible /api /auth /dcs /l /request   the deployed API, byte for byte
    /{bucket}/...        the scans bucket, byte for byte
    /local/...           the stand-ins for the university's other systems
    all else             the console's files, with the headers that CloudFront would send

Presigned addresses: a signature covers the Host header, and this front passes Host on unchanged.
So whoever signs takes SCANS_URL (http://127.0.0.1:{port}) as the S3 client's endpoint_url; GET
addresses and POST forms then hold for the browser as they stand, and nothing is rewritten.
"""

import contextlib
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Route

from infra.template import security_headers
from local import listening

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
PER_HOP = {b"connection", b"keep-alive", b"te", b"trailer", b"transfer-encoding", b"upgrade"}
WAIT_SECONDS = 60
YEAR = "public, max-age=31536000, immutable"


def front(
    *, public: str, cloud: str, api: str, bucket: str, console: Path, others: list[BaseRoute]
) -> Starlette:
    """The whole front as an application; `api` and `bucket` are names in the local cloud."""
    through = _Through(cloud)
    scans = public.replace("//localhost", "//127.0.0.1")
    pages = _Console(console, public, security_headers(scans))
    to_api = through.to(lambda path: f"/_aws/execute-api/{api}/live{path}")
    to_scans = through.to(lambda path: path)
    routes: list[BaseRoute] = [
        *(
            Route(f"/{door}/{{rest:path}}", to_api, methods=METHODS)
            for door in ("accessible", "api", "auth", "dcs", "l", "request")
        ),
        Route("/request", to_api, methods=METHODS),
        *(
            Route(at, to_scans, methods=METHODS)
            for at in (f"/{bucket}", f"/{bucket}/{{rest:path}}")
        ),
        *others,
        Route("/{rest:path}", pages.page, methods=["GET", "HEAD"]),
    ]
    return Starlette(routes=routes, lifespan=through.lifespan)


class _Through:
    """Passes requests on to the local cloud and its answers back, as bytes."""

    def __init__(self, cloud: str) -> None:
        self._cloud = cloud
        self._client: httpx.AsyncClient | None = None

    @contextlib.asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """One pool of connections for as long as the front stands."""
        limits = httpx.Limits(max_connections=256, max_keepalive_connections=64)
        async with httpx.AsyncClient(
            timeout=WAIT_SECONDS, limits=limits, trust_env=False
        ) as client:
            self._client = client
            yield

    def to(self, place: Callable[[str], str]) -> Callable[[Request], object]:
        """A route that passes on to the address `place` makes of the path."""

        async def passed(request: Request) -> Response:
            return await self._pass(request, place)

        return passed

    async def _pass(self, request: Request, place: Callable[[str], str]) -> Response:
        if self._client is None:
            raise RuntimeError("the front is not started")
        # The path as it came, not decoded: a signature covers it.
        path = place(request.scope["raw_path"].decode("ascii"))
        query = request.scope["query_string"].decode("ascii")
        headers = [(name, value) for name, value in request.headers.raw if name not in PER_HOP]
        asked = self._client.build_request(
            request.method,
            f"{self._cloud}{path}" + (f"?{query}" if query else ""),
            headers=headers,
            content=request.stream() if _has_body(request) else None,
        )
        try:
            answer = await self._client.send(asked, stream=True)
        except httpx.HTTPError as error:
            return _no_cloud(error)
        response = StreamingResponse(_bytes(answer), status_code=answer.status_code)
        response.raw_headers = [
            (name.lower(), value)
            for name, value in answer.headers.raw
            if name.lower() not in PER_HOP
        ]
        for name, value in _asked_for(request):
            response.headers[name] = value
        return response


def _asked_for(request: Request) -> Iterator[tuple[str, str]]:
    """The headers that a signed address asks of S3, which ministack forgets for a version."""
    if "versionId" in request.query_params and "X-Amz-Signature" in request.query_params:
        for name, value in request.query_params.items():
            if name.startswith("response-"):
                yield name.removeprefix("response-"), value


async def _bytes(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for chunk in answer.aiter_raw():
            yield chunk
    finally:
        await answer.aclose()


def _has_body(request: Request) -> bool:
    return "content-length" in request.headers or "transfer-encoding" in request.headers


def _no_cloud(error: httpx.HTTPError) -> Response:
    problem = {
        "type": "about:blank",
        "title": "The local cloud does not answer",
        "status": 502,
        "detail": type(error).__name__,
        "instead": "See cloud.log in the state folder, and start again.",
    }
    return Response(json.dumps(problem), 502, media_type="application/problem+json")


class _Console:
    """The console's built files; an address without a file of its own is the console's page."""

    def __init__(self, folder: Path, public: str, headers: dict[str, str]) -> None:
        self._folder = folder.resolve()
        self._public = public
        self._headers = headers

    async def page(self, request: Request) -> Response:
        """A file of the console."""
        if request.url.hostname == "127.0.0.1":  # the scans' origin, where nobody signs in
            return RedirectResponse(f"{self._public}{request.url.path}")
        path = (self._folder / request.path_params["rest"]).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            if "." in path.name:
                return PlainTextResponse("not found\n", 404, headers=self._headers)
            path = self._folder / "index.html"
        if not path.is_file():
            return PlainTextResponse("The console is not built: run `make console`.\n", 503)
        age = YEAR if "assets" in path.parts else "no-cache"
        return FileResponse(path, headers={**self._headers, "cache-control": age})


@contextlib.contextmanager
def serving(application: Starlette, port: int) -> Iterator[None]:
    """Serve this application on the port, in a thread of its own, until the block ends."""
    sockets = listening.sockets(port)
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,  # the cloud sends one
        ws="none",
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": sockets}, name="front")
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join()
        for one in sockets:
            one.close()
