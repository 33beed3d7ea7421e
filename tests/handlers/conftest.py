"""A desk in one process: the real wiring, a table in moto, and a sign-in over HTTP."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qsl

import botocore.session
import pytest
from moto import mock_aws

from chalicelib import wiring, wiring_delivery, wiring_rights
from tests.library.issuers import CLIENT, a_key, a_token, published

HOME = "https://desk.university.example"


class SignIn:
    """The university's sign-in on a port of this machine; `says` is what it says of the person."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.says: dict[str, Any] = {}
        self.forms: list[dict[str, str]] = []

    def token(self, **said: Any) -> str:
        """A token of this issuer that holds for ten minutes from now."""
        now = int(wiring.clock().timestamp())
        return a_token(**{"iss": self.url, "iat": now, "exp": now + 600, **said})

    def answer(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        if path == "/token":
            self.forms.append(form)
            return {"id_token": self.token(**self.says)}
        if path == "/keys":
            return {"keys": [published(a_key(), "k1")]}
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }


class Listener(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        form = dict(parse_qsl(self.rfile.read(length).decode()))
        sign_in: SignIn = self.server.sign_in  # type: ignore[attr-defined]  # put there below
        said = sign_in.answer(self.path, form)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def listening() -> Iterator[SignIn]:
    server = HTTPServer(("127.0.0.1", 0), Listener)
    sign_in = server.sign_in = SignIn(server.server_port)  # type: ignore[attr-defined]  # ours
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield sign_in
    server.shutdown()
    server.server_close()


@pytest.fixture
def sign_in(listening: SignIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[SignIn]:
    """The sign-in, with the whole wiring behind it; nothing is kept from test to test."""
    env = {
        "TABLE": "desk",
        "PUBLIC_URL": HOME,
        "INSTITUTION": "University of Example",
        "OIDC_ISSUER": listening.url,
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_AUDIENCE": "",
        "SECRETS": "/scandesk/test",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    forget()
    listening.says, listening.forms = {}, []
    with mock_aws():
        a_table("desk")
        yield listening
    forget()


def forget() -> None:
    """The wiring makes everything anew."""
    parts = (wiring, wiring_rights, wiring_delivery)
    for part in (one for whole in parts for one in vars(whole).values()):
        if hasattr(part, "cache_clear"):
            part.cache_clear()


def a_table(name: str) -> None:
    """The table with its index, as the template makes them."""
    keys, place = {"pk": "HASH", "sk": "RANGE"}, {"shelf": "HASH", "place": "RANGE"}
    schema = [{"AttributeName": key, "KeyType": kind} for key, kind in keys.items()]
    shelf = [{"AttributeName": key, "KeyType": kind} for key, kind in place.items()]
    index = {"IndexName": "shelf", "KeySchema": shelf, "Projection": {"ProjectionType": "ALL"}}
    botocore.session.get_session().create_client("dynamodb").create_table(
        TableName=name,
        AttributeDefinitions=[
            {"AttributeName": key, "AttributeType": "S"} for key in (*keys, *place)
        ],
        KeySchema=schema,
        GlobalSecondaryIndexes=[index],
        BillingMode="PAY_PER_REQUEST",
    )


@pytest.fixture
def amir(sign_in: SignIn) -> dict[str, str]:
    """The headers of an administrator."""
    return signed_in(sign_in, "amir", "Amir Admin", "scandesk-administrator")


@pytest.fixture
def dan(sign_in: SignIn) -> dict[str, str]:
    """The headers of a digitiser."""
    return signed_in(sign_in, "dan", "Dan", "scandesk-digitiser")


@pytest.fixture
def vera(sign_in: SignIn) -> dict[str, str]:
    """The headers of a viewer."""
    return signed_in(sign_in, "vera", "Vera", "scandesk-viewer")


def signed_in(sign_in: SignIn, who: str, name: str, group: str) -> dict[str, str]:
    token = sign_in.token(sub=who, name=name, groups=[group])
    return {"Authorization": f"Bearer {token}"}
