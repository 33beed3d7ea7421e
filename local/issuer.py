"""A sign-in to play with: an OpenID Connect issuer with one button per person, no password."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from local.pages import asset, page
from local.people import PEOPLE, Person
from local.store import Store, Thing
from local.tokens import CLIENT, Mint, matches, secret

CODE_LIFE = 60
TOKEN_LIFE = 8 * 3600
_NOT_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_ASKED = ("client_id", "redirect_uri", "state", "nonce", "scope", "code_challenge")


class Issuer:
    """The issuer at {public}/local/issuer; its key and its open codes survive a restart."""

    def __init__(self, state: Path, public: str) -> None:
        self.url = f"{public}/local/issuer"
        self._public = public
        self._store = Store(state / "issuer.sqlite")
        self._mint = Mint(self._store, self.url)

    async def discovery(self, request: Request) -> Response:
        """Where everything is, for clients that only know the issuer's name."""
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "end_session_endpoint": f"{self.url}/end-session",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["none"],
                "scopes_supported": ["openid", "profile", "email"],
                "claims_supported": ["sub", "name", "email", "groups", "affiliation"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def jwks(self, request: Request) -> Response:
        """The public half of the key."""
        return JSONResponse({"keys": [self._mint.public_key]})

    async def ask(self, request: Request) -> Response:
        """The page: who are you today?"""
        asked = dict(request.query_params)
        refusal = self._refusal(asked)
        if refusal is not None:
            return refusal
        kept = {name: asked.get(name, "") for name in _ASKED}
        return page("issuer.html", people=PEOPLE.values(), kept=kept)

    async def choose(self, request: Request) -> Response:
        """Somebody pressed their button: back to the desk with a code for them."""
        said = await _form(request)
        asked = {**said, "response_type": "code", "code_challenge_method": "S256"}
        refusal = self._refusal(asked)
        if refusal is not None:
            return refusal
        if said.get("person") not in PEOPLE:
            return self._back(asked, error="access_denied")
        code = secret()
        kept = {**said, "until": time.time() + CODE_LIFE}
        await run_in_threadpool(self._keep, code, kept)
        return self._back(asked, code=code)

    async def token(self, request: Request) -> Response:
        """A code for its tokens: once, within a minute, and only by who holds the verifier."""
        said = await _form(request)
        if said.get("grant_type") != "authorization_code":
            return _refused("unsupported_grant_type")
        kept = await run_in_threadpool(self._take, said.get("code", ""))
        if (
            kept is None
            or kept["until"] < time.time()
            or kept["redirect_uri"] != said.get("redirect_uri")
            or kept["client_id"] != said.get("client_id")
            or not matches(kept["code_challenge"], said.get("code_verifier", ""))
        ):
            return _refused("invalid_grant")
        access = self._access(PEOPLE[kept["person"]])
        identity = self._mint.token(PEOPLE[kept["person"]], TOKEN_LIFE, nonce=kept["nonce"])
        return JSONResponse({**access, "id_token": identity}, headers=_NOT_KEPT)

    async def script_token(self, request: Request) -> Response:
        """A Bearer token for a script: POST {"person": "digitiser"}."""
        try:
            person = PEOPLE[(await request.json())["person"]]
        except (ValueError, KeyError, TypeError):
            says = f'say who: {{"person": one of {", ".join(PEOPLE)}}}'
            return _refused("invalid_request", says)
        return JSONResponse(self._access(person), headers=_NOT_KEPT)

    async def end(self, request: Request) -> Response:
        """Signed out; this issuer keeps no session of its own, so there is only the way back."""
        back = request.query_params.get("post_logout_redirect_uri", "")
        if self._ours(back):
            state = request.query_params.get("state")
            return RedirectResponse(_with(back, {"state": state} if state else {}), 303)
        return page("signed_out.html")

    def _refusal(self, asked: dict[str, str]) -> Response | None:
        # A wrong client or address is told to the person, never sent to that address.
        if asked.get("client_id") != CLIENT or not self._ours(asked.get("redirect_uri", "")):
            return page("issuer_refused.html", 400, client=asked.get("client_id", ""))
        if asked.get("response_type") != "code":
            return self._back(asked, error="unsupported_response_type")
        if "openid" not in asked.get("scope", "").split():
            return self._back(asked, error="invalid_scope")
        if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
            return self._back(asked, error="invalid_request", error_description="PKCE is required")
        return None

    def _ours(self, address: str) -> bool:
        return address == self._public or address.startswith(f"{self._public}/")

    def _back(self, asked: dict[str, str], **said: str) -> Response:
        # 303, so that the browser comes back with a GET after pressing a button.
        said = {**said, "iss": self.url}
        if asked.get("state"):
            said["state"] = asked["state"]
        return RedirectResponse(_with(asked["redirect_uri"], said), 303)

    def _access(self, person: Person) -> dict[str, Any]:
        return {
            "access_token": self._mint.token(person, TOKEN_LIFE),
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFE,
        }

    def _keep(self, code: str, kept: Thing) -> None:
        with self._store.open() as drawers:
            drawers.put("code", code, kept)

    def _take(self, code: str) -> Thing | None:
        with self._store.open() as drawers:
            return drawers.take("code", code)


def routes(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    """The issuer under /local/issuer, and /local/token for scripts."""
    issuer, here = Issuer(state, public), "/local/issuer"
    return [
        Route(f"{here}/.well-known/openid-configuration", issuer.discovery),
        Route(f"{here}/jwks", issuer.jwks),
        Route(f"{here}/authorize", issuer.ask, methods=["GET"]),
        Route(f"{here}/authorize", issuer.choose, methods=["POST"]),
        Route(f"{here}/token", issuer.token, methods=["POST"]),
        Route(f"{here}/end-session", issuer.end),
        Route(f"{here}/issuer.css", lambda request: asset("issuer.css")),
        Route("/local/token", issuer.script_token, methods=["POST"]),
    ]


async def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode("utf-8", "replace")))


def _refused(error: str, says: str = "") -> Response:
    body = {"error": error, **({"error_description": says} if says else {})}
    return JSONResponse(body, 400, headers=_NOT_KEPT)


def _with(address: str, said: dict[str, str]) -> str:
    glue = "&" if "?" in address else "?"
    return f"{address}{glue}{urlencode(said)}" if said else address
