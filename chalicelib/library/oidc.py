"""Sign-in by OpenID Connect with whatever issuer is configured.

    Issuer(url, client_id, back_to=f"{public_url}/auth/callback", audience="", secret=...,
           roles={"group": "digitiser"}, affiliations={"reader": frozenset({"staff"})})

Which host is called comes from the configured issuer alone: its discovery document names the
addresses, and only https is called, or http on this very machine.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus, urlencode

from chalicelib.domain.errors import NotTrusted
from chalicelib.domain.people import Person, Role
from chalicelib.library.oidc_claims import (
    Claims,
    amiss,
    gives_access,
    is_of_sign_in,
    person,
    says_who,
)
from chalicelib.library.oidc_documents import Ask, Documents, ask, safe

ALGORITHMS = ["RS256", "ES256"]
SCOPE = "openid profile email"


class Issuer:
    """The university's sign-in: where people are sent, what comes back, and who they are."""

    def __init__(
        self,
        url: str,
        client_id: str,
        *,
        back_to: str,
        audience: str = "",
        secret: Callable[[], str] = str,
        roles: Mapping[str, str],
        affiliations: Mapping[str, frozenset[str]],
        courses: str = "",
        ask: Ask = ask,
    ) -> None:
        if not safe(url):
            raise ValueError("OIDC_ISSUER must be https, or http on localhost")
        self.url = url
        self._client_id = client_id
        self._audience = audience or client_id
        self._back_to = back_to
        self._secret = secret
        self._roles = roles
        self._given = {
            Role(role): frozenset(one.strip().lower() for one in said)
            for role, said in affiliations.items()
        }
        self._courses = courses
        self._documents = Documents(ask)

    def authorize_url(self, state: str, nonce: str, verifier: str, now: datetime) -> str:
        """Where to send the person: code flow with PKCE (RFC 7636, S256)."""
        digest = hashlib.sha256(verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._back_to,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        page = self._endpoint("authorization_endpoint", now)
        return f"{page}{'&' if '?' in page else '?'}{urlencode(asked)}"

    def redeem(self, code: str, verifier: str, nonce: str, now: datetime) -> Claims:
        """What the issuer says of whoever came back with this code; NotTrusted, or Busy."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back_to,
            "client_id": self._client_id,
            "code_verifier": verifier,
        }
        url = self._endpoint("token_endpoint", now)
        tokens = self._documents.said(url, form, self._as_client())
        claims = self.verify(str(tokens.get("id_token", "")), now, nonce)
        if says_who(claims) or not tokens.get("access_token"):
            return claims
        return self._asked_more(claims, str(tokens["access_token"]), now)

    def verify(self, token: str, now: datetime, nonce: str | None = None) -> Claims:
        """The claims of a token that is signed, ours and in date; else NotTrusted.

        With a nonce it must be the ID token of that sign-in, without one an access token.
        A minute's difference between the clocks is allowed.
        """
        claims = self._signed(token, now)
        wrong = amiss(claims, self.url, now.timestamp())
        if nonce is None and not gives_access(claims, self._audience, self._client_id):
            wrong = wrong or "it was made for something else"
        if nonce is not None and not is_of_sign_in(claims, self._client_id, nonce):
            wrong = wrong or "it belongs to another sign-in"
        if wrong:
            raise NotTrusted(f"The token is refused: {wrong}.")
        return claims

    def person(self, claims: Claims) -> Person:
        """Who that is at the desk, with the roles that the configuration gives."""
        return person(claims, self._roles, self._given, self._courses)

    def _signed(self, token: str, now: datetime) -> dict[str, Any]:
        # Imported here: with cryptography it is the dearest import, and most requests need none.
        from jwt import PyJWS, PyJWTError

        jws = PyJWS(options={"enforce_minimum_key_length": True})
        try:
            head = jws.get_unverified_header(token)
            # Before any key is looked for: "none" and HS256 with a public key end here.
            if head.get("alg") not in ALGORITHMS:
                raise NotTrusted("The token is refused: only RS256 and ES256 are accepted.")
            claims = json.loads(jws.decode(token, self._key(head.get("kid"), now), ALGORITHMS))
        except (PyJWTError, ValueError, RecursionError) as error:
            raise NotTrusted("The token is refused: its signature does not hold.") from error
        if not isinstance(claims, dict):
            raise NotTrusted("The token is refused: it says nothing.")
        return claims

    def _key(self, kid: str | None, now: datetime) -> Any:
        from jwt import PyJWK

        url = self._endpoint("jwks_uri", now)
        for again in (False, True):
            published = self._documents.read(url, now, again).get("keys", [])
            keys = [key for key in published if _signs(key)]
            found = [key for key in keys if key.get("kid") == kid]
            if kid is None and len(keys) == 1:
                found = keys
            if found:
                return PyJWK(found[0])
        raise NotTrusted("The token is refused: the issuer knows no such key.")

    def _endpoint(self, name: str, now: datetime) -> str:
        known = self._discovery(now)
        url = str(known.get(name, ""))
        if known.get("issuer") != self.url or not safe(url):
            raise NotTrusted(f"The sign-in service names no {name} that may be called.")
        return url

    def _discovery(self, now: datetime) -> dict[str, Any]:
        known = f"{self.url.rstrip('/')}/.well-known/openid-configuration"
        return self._documents.read(known, now)

    def _as_client(self) -> dict[str, str]:
        secret = self._secret()
        if not secret:
            return {}
        pair = f"{quote_plus(self._client_id)}:{quote_plus(secret)}"
        return {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def _asked_more(self, claims: Claims, access: str, now: datetime) -> Claims:
        """Some issuers (Shibboleth's) say who somebody is only to who asks with the token."""
        url = str(self._discovery(now).get("userinfo_endpoint", ""))
        if not safe(url):
            return claims
        said = self._documents.said(url, headers={"authorization": f"Bearer {access}"})
        return {**said, **claims} if said.get("sub") == claims["sub"] else claims


def _signs(key: object) -> bool:
    is_public = isinstance(key, dict) and key.get("kty") in {"RSA", "EC"}
    return is_public and key.get("use", "sig") == "sig"  # type: ignore[attr-defined]  # a dict
