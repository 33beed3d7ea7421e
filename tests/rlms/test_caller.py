"""Calls over real HTTP and TLS: only where configuration points, and only where that may be."""

import datetime
import gzip
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chalicelib.domain.calls import Call
from chalicelib.domain.telling import Permanent, TryAgain
from chalicelib.rlms._adapter import System
from chalicelib.rlms._addresses import is_inside, place
from chalicelib.rlms._caller import Caller
from tests.domain.a_request import NOON

THERE, NAME = "127.0.0.1", "lists.example.edu"


@dataclass
class Lists:
    """A system over HTTP; it writes down who was asked for what, and answers what it is told."""

    asked: list[tuple[str, str, str]] = field(default_factory=list)
    status: int = 200
    body: bytes = b"taken"
    headers: dict[str, str] = field(default_factory=dict)
    port: int = 0

    def handler(self) -> type[BaseHTTPRequestHandler]:
        lists = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                lists.asked.append((self.command, self.path, self.headers["Host"]))
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(lists.status)
                for name, value in lists.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(lists.body)))
                self.end_headers()
                self.wfile.write(lists.body)

            do_GET = do_POST

            def log_message(self, *said: Any) -> None:
                pass

        return Handler


def serving(lists: Lists, context: ssl.SSLContext | None = None) -> Iterator[Lists]:
    server = HTTPServer((THERE, 0), lists.handler())
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    lists.port = server.server_port
    running = threading.Thread(target=server.serve_forever, args=[0.01])
    running.start()
    yield lists
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture
def lists() -> Iterator[Lists]:
    yield from serving(Lists())


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lists]:
    """The same under TLS, with a certificate for NAME that this process trusts."""
    pem = tmp_path / "lists.pem"
    pem.write_bytes(a_certificate(NAME))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    yield from serving(Lists(), context)


def a_certificate(name: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return made.public_bytes(form) + key.private_bytes(form, *plain)


def a_caller(url: str, *inside: str, found: tuple[str, ...] = (THERE,)) -> Caller:
    systems = {"lists": System(name="lists", label="Lists")}
    return Caller(
        systems, {"lists": url}, lambda name, fresh: "", lambda: NOON, inside, lambda *_: found
    )


POST = Call("POST", "/told", {"a": 1})


def test_the_call_goes_to_the_address_that_was_looked_at_under_the_name_of_its_host(lists):
    caller = a_caller(f"http://{NAME}:{lists.port}/base", NAME)

    reply = caller("lists", POST)

    assert reply.body == b"taken"
    assert lists.asked == [("POST", "/base/told", f"{NAME}:{lists.port}")]


def test_a_host_that_points_elsewhere_a_moment_later_is_not_followed_there(lists):
    answers = [["203.0.113.7"], [THERE]]
    caller = Caller(
        {"lists": System(name="lists", label="Lists")}, {"lists": f"http://{NAME}:{lists.port}"},
        lambda name, fresh: "", lambda: NOON, (), lambda *_: answers.pop(0),
    )  # fmt: skip

    with pytest.raises(Permanent):
        caller("lists", POST)

    assert (len(answers), lists.asked) == (1, [])


def test_the_certificate_is_that_of_the_host_and_not_of_the_address(secure):
    caller = a_caller(f"https://{NAME}:{secure.port}", NAME)

    assert caller("lists", POST).ok


def test_another_hosts_certificate_is_refused(secure):
    caller = a_caller(f"https://other.example.edu:{secure.port}", "other.example.edu")

    with pytest.raises(TryAgain):
        caller("lists", POST)
    assert secure.asked == []


def test_a_redirect_is_an_answer_and_is_not_followed(lists):
    lists.status, lists.headers = 302, {"Location": f"http://{THERE}:{lists.port}/secret"}

    reply = a_caller(f"http://{NAME}:{lists.port}", NAME)("lists", POST)

    assert (reply.status, len(lists.asked)) == (302, 1)


def test_an_address_that_cannot_be_reached_is_followed_by_the_next(lists):
    found = ("127.0.0.2", THERE)

    reply = a_caller(f"http://{NAME}:{lists.port}", NAME, found=found)("lists", POST)

    assert reply.ok


def test_an_answer_that_was_pressed_together_is_read_whole(lists):
    lists.body, lists.headers = gzip.compress(b"x" * 200_000), {"Content-Encoding": "gzip"}

    reply = a_caller(f"http://{NAME}:{lists.port}", NAME)("lists", POST)

    assert reply.body == b"x" * 200_000


def test_of_an_answer_without_end_only_so_much_is_read(lists):
    lists.body, lists.headers = gzip.compress(b"x" * 30_000_000), {"Content-Encoding": "gzip"}

    reply = a_caller(f"http://{NAME}:{lists.port}", NAME)("lists", POST)

    assert len(reply.body) == 8 * 1024 * 1024


@pytest.mark.parametrize("path", ["//evil.example/x", "http://evil.example/x", "@evil.example/x"])
def test_whatever_a_path_holds_the_host_stays_the_configured_one(lists, path):
    a_caller(f"http://{NAME}:{lists.port}", NAME)("lists", Call("POST", path))

    assert [host for _, _, host in lists.asked] == [f"{NAME}:{lists.port}"]


def test_a_system_without_an_address_is_not_called():
    with pytest.raises(Permanent, match="No address is configured for lists"):
        a_caller("")("lists", POST)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "172.16.1.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00:ec2::254",
     "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::"],
)  # fmt: skip
def test_an_address_inside_is_called_only_where_the_deployment_names_its_host(address):
    assert is_inside(address)
    with pytest.raises(Permanent, match="PRIVATE_HOSTS"):
        place(f"https://{NAME}", (), lambda *_: [address])
    assert place(f"https://{NAME}", (NAME,), lambda *_: [address]).addresses == (address,)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::6810:84e5", "64:ff9b::5db8:d70e"])
def test_a_public_address_is_called(address):
    assert not is_inside(address)
    assert place(f"https://{NAME}/x/", (), lambda *_: [address]).path == "/x"


def test_one_address_inside_is_enough_to_refuse_a_host():
    with pytest.raises(Permanent):
        place(f"https://{NAME}", (), lambda *_: ["93.184.215.14", "10.0.0.8"])


@pytest.mark.parametrize(
    ("url", "inside", "address"),
    [
        (f"http://{NAME}", (), "93.184.215.14"),
        (f"http://{NAME}", (NAME,), "93.184.215.14"),
        (f"ftp://{NAME}", (NAME,), "10.0.0.8"),
        ("lists", (), "93.184.215.14"),
        ("https://[bad", (), "93.184.215.14"),
        ("https://lists:99999", (), "93.184.215.14"),
    ],
)
def test_without_tls_nothing_is_called_outside(url, inside, address):
    with pytest.raises(Permanent):
        place(url, inside, lambda *_: [address])


def test_a_host_that_is_not_found_is_looked_for_again():
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError(f"no {host}")

    with pytest.raises(TryAgain):
        place(f"https://{NAME}", (), nowhere)


def test_an_address_of_figures_is_a_host_like_any_other():
    there = place("https://[2606:4700::1]:8443/x", (), lambda *_: ["2606:4700::1"])

    assert there.named == "[2606:4700::1]:8443"
    assert ipaddress.ip_address(there.host).version == 6
