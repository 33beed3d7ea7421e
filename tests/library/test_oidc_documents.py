"""How the issuer's documents are read, kept, and served while it does not answer."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from chalicelib.domain.errors import Busy, NotTrusted
from chalicelib.library.oidc_documents import ask
from tests.library.issuers import (
    AT_NOON,
    NOON,
    Answers,
    a_key,
    a_token,
    an_issuer,
    published,
)

MINUTE = timedelta(minutes=1)


def test_an_unknown_key_makes_the_keys_be_read_again() -> None:
    answers = Answers()
    issuer = an_issuer(answers)
    issuer.verify(a_token(), NOON)
    answers.keys.append(published(a_key("second"), "k2"))

    said = issuer.verify(a_token(a_key("second"), "k2"), NOON + MINUTE)

    assert said["sub"] == "u-17"
    assert answers.asked.count("/keys") == 2


def test_unknown_keys_make_the_keys_be_read_once_a_minute_at_most() -> None:
    answers = Answers()
    issuer = an_issuer(answers)
    issuer.verify(a_token(), NOON)

    for seconds in (10, 61, 62, 70):
        with pytest.raises(NotTrusted, match="no such key"):
            issuer.verify(a_token(kid="invented"), NOON + timedelta(seconds=seconds))

    assert answers.asked.count("/keys") == 2


def test_the_keys_are_served_stale_while_the_issuer_does_not_answer() -> None:
    answers = Answers()
    issuer = an_issuer(answers)
    issuer.verify(a_token(), NOON)
    answers.down = True

    later = NOON + timedelta(hours=5)
    said = issuer.verify(a_token(exp=AT_NOON + 20_000), later)

    assert said["sub"] == "u-17"


def test_a_key_that_the_issuer_withdrew_is_no_good_an_hour_later() -> None:
    answers = Answers()
    issuer = an_issuer(answers)
    issuer.verify(a_token(exp=AT_NOON + 7200), NOON)
    answers.keys = [published(a_key("second"), "k2")]

    with pytest.raises(NotTrusted, match="no such key"):
        issuer.verify(a_token(exp=AT_NOON + 7200), NOON + timedelta(minutes=61))


def test_an_issuer_that_never_answered_is_busy_and_not_a_refusal() -> None:
    answers = Answers()
    answers.down = True

    with pytest.raises(Busy):
        an_issuer(answers).verify(a_token(), NOON)


@pytest.mark.parametrize(
    "address", ["http://login.university.example/keys", "file:///etc/passwd", "//x", ""]
)
def test_an_address_that_is_not_https_is_never_called(address: str) -> None:
    answers = Answers()
    answers.discovery["jwks_uri"] = address

    with pytest.raises(NotTrusted, match="may be called"):
        an_issuer(answers).verify(a_token(), NOON)

    assert answers.asked == ["/.well-known/openid-configuration"]


def test_a_discovery_document_of_another_issuer_is_refused() -> None:
    answers = Answers()
    answers.discovery["issuer"] = "https://login.elsewhere.example"

    with pytest.raises(NotTrusted, match="may be called"):
        an_issuer(answers).verify(a_token(), NOON)


class Echo(BaseHTTPRequestHandler):
    """Answers what it was asked, and redirects from /away."""

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("location", "/elsewhere")
        self.end_headers()
        self.wfile.write(self.path.encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(self.headers["content-type"].encode() + b" " + body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def echo() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_over_the_network_a_form_is_posted(echo: str) -> None:
    status, text = ask(f"{echo}/token", {"code": "a b"}, {})

    assert (status, text) == (201, b"application/x-www-form-urlencoded code=a+b")


def test_over_the_network_no_redirect_is_followed(echo: str) -> None:
    status, text = ask(f"{echo}/away", {}, {})

    assert (status, text) == (302, b"/away")


def test_over_the_network_a_query_in_an_address_is_kept(echo: str) -> None:
    _, text = ask(f"{echo}/keys?p=1", {}, {})

    assert text == b"/keys?p=1"
