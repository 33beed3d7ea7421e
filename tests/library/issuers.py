"""An issuer of the test's own: its keys, its tokens, and its documents without a network."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from chalicelib.library.oidc import Issuer

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AT_NOON = int(NOON.timestamp())
URL = "https://login.university.example"
CLIENT = "scandesk"
BACK = "https://desk.university.example/auth/callback"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def a_key(name: str = "first") -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@cache
def a_curve_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def published(key: Key, kid: str) -> dict[str, Any]:
    """The public half, as a JWKS shows it."""
    if isinstance(key, rsa.RSAPrivateKey):
        shown = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    else:
        shown = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**{name: part for name, part in shown.items() if name != "key_ops"}, "kid": kid}


def claims(**other: Any) -> dict[str, Any]:
    """What an access token of the test's issuer says, unless the test says otherwise."""
    usual = {
        "iss": URL,
        "sub": "u-17",
        "aud": CLIENT,
        "iat": AT_NOON,
        "exp": AT_NOON + 600,
        "name": "Dan Digitiser",
        "email": "dan@university.example",
        "groups": ["scandesk-digitiser"],
    }
    return {name: said for name, said in {**usual, **other}.items() if said is not None}


def a_token(key: Key | None = None, kid: str = "k1", alg: str = "RS256", **other: Any) -> str:
    return jwt.encode(claims(**other), key or a_key(), algorithm=alg, headers={"kid": kid})


def a_token_by_hand(alg: str, secret: bytes) -> str:
    """As a forger makes them: PyJWT itself would refuse to sign so."""

    def part(text: bytes) -> str:
        return base64.urlsafe_b64encode(text).rstrip(b"=").decode()

    head = json.dumps({"alg": alg, "kid": "k1", "typ": "JWT"}).encode()
    said = f"{part(head)}.{part(json.dumps(claims()).encode())}"
    sealed = hmac.new(secret, said.encode(), hashlib.sha256).digest() if secret else b""
    return f"{said}.{part(sealed)}"


class Answers:
    """What the issuer answers to each address; `asked` counts, and `down` makes it silent."""

    def __init__(self, *keys: dict[str, Any]) -> None:
        self.keys = list(keys) or [published(a_key(), "k1")]
        self.discovery: dict[str, Any] = {
            "issuer": URL,
            "authorization_endpoint": f"{URL}/authorize",
            "token_endpoint": f"{URL}/token",
            "jwks_uri": f"{URL}/keys",
        }
        self.more: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.forms: list[Mapping[str, str]] = []
        self.headers: list[Mapping[str, str]] = []
        self.down = False

    def __call__(
        self, url: str, form: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        self.asked.append(url.removeprefix(URL))
        self.forms.append(form)
        self.headers.append(headers)
        if self.down:
            raise TimeoutError("nobody answers")
        if url == f"{URL}/.well-known/openid-configuration":
            return 200, json.dumps(self.discovery).encode()
        if url == f"{URL}/keys":
            return 200, json.dumps({"keys": self.keys}).encode()
        found = self.more.get(url.removeprefix(URL))
        return (200, json.dumps(found).encode()) if found else (400, b'{"error":"invalid_grant"}')


def an_issuer(answers: Answers, audience: str = "", secret: str = "") -> Issuer:
    return Issuer(
        URL,
        CLIENT,
        back_to=BACK,
        audience=audience,
        secret=lambda: secret,
        roles={"scandesk-digitiser": "digitiser", "scandesk-root": "desk"},
        affiliations={
            "reader": frozenset({"staff", "student", " Member@college.example", ""}),
            "teacher": frozenset({"staff", "faculty"}),
        },
        ask=answers,
    )
