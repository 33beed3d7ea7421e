"""How the local issuer signs: one RSA key, made once and kept, and the tokens made with it."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from functools import cached_property
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from local.people import Person
from local.store import Store

CLIENT = "scandesk"


class Mint:
    """Makes tokens that anybody can check against `public_key`."""

    def __init__(self, store: Store, issuer: str) -> None:
        self._issuer = issuer
        self._store = store

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        # Making one takes a while, so nobody waits for it before it is used.
        return _key(self._store)

    @cached_property
    def public_key(self) -> dict[str, Any]:
        """The public half as a JSON Web Key."""
        public: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        public.pop("key_ops", None)
        print_ = hashlib.sha256(public["n"].encode()).hexdigest()[:16]
        return {**public, "kid": print_, "use": "sig", "alg": "RS256"}

    def token(self, person: Person, seconds: int, **more: str) -> str:
        """A token that says who this person is, for so many seconds."""
        now = int(time.time())
        claims = {
            "iss": self._issuer,
            "sub": person.id,
            "aud": CLIENT,
            "iat": now,
            "exp": now + seconds,
            "jti": secret(),
            "name": person.name,
            "email": person.email,
            "groups": list(person.groups),
            "affiliation": list(person.affiliation),
            **{name: value for name, value in more.items() if value},
        }
        header = {"kid": self.public_key["kid"]}
        return jwt.encode(claims, self._key, algorithm="RS256", headers=header)


def secret() -> str:
    """Something that nobody can guess."""
    return secrets.token_urlsafe(24)


def matches(challenge: str, verifier: str) -> bool:
    """Whether this verifier is the one behind the challenge (RFC 7636, S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    ours = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(ours.encode(), challenge.encode())


def _key(store: Store) -> rsa.RSAPrivateKey:
    with store.open() as drawers:
        kept = drawers.one("key", "rsa")
        if kept is None:
            kept = {"pem": _pem(rsa.generate_private_key(65537, 2048))}
            drawers.put("key", "rsa", kept)
    key = serialization.load_pem_private_key(kept["pem"].encode(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _pem(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, plain).decode()
