"""Calls to reading-list systems over HTTP: their hosts and keys, ten seconds, no redirects."""

import json
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.telling import Permanent, TryAgain
from chalicelib.rlms._adapter import Secret
from chalicelib.rlms._addresses import Lookup, Place, look_up, place

#: From the look-up to the last byte, over all addresses of a host; the lane's lease counts on it.
SECONDS, TO_CONNECT = 10.0, 3.0
#: What we read of an answer; a whole reading list is some hundred kilobytes.
LONGEST, PART = 8 * 1024 * 1024, 64 * 1024
JSON = {"Content-Type": "application/json"}


class Called(Protocol):
    """Whoever is called: what people call it, and how a call to it goes out."""

    @property
    def label(self) -> str: ...

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call: ...


class Caller:
    """Makes the calls of talks.

    `hosts` come from configuration only: by receiver, or `receiver/host` where it has several.
    `private_hosts` are those of them that may be inside (_addresses.py).
    """

    def __init__(
        self,
        adapters: Mapping[str, Called],
        hosts: Mapping[str, str],
        secret: Callable[[str, bool], str],
        clock: Callable[[], datetime],
        private_hosts: Collection[str] = (),
        lookup: Lookup = look_up,
    ) -> None:
        self._adapters = adapters
        self._hosts = hosts
        self._secret = secret
        self._clock = clock
        self._private_hosts = private_hosts
        self._lookup = lookup
        self._pools: dict[tuple[str, str, int, str], Any] = {}

    def __call__(self, receiver: str, call: Call) -> Reply:
        """Their answer, whatever it says; TryAgain where there was none in time.

        A key that is refused is read again once, because it may just have been changed.
        """
        reply = self._ask(receiver, call, fresh=False)
        if reply.status in (401, 403):
            reply = self._ask(receiver, call, fresh=True)
        return reply

    def _ask(self, receiver: str, call: Call, fresh: bool) -> Reply:
        # urllib3 comes with botocore; only the sender needs it.
        from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

        adapter = self._adapters[receiver]
        signed = adapter.prepared(
            in_bytes(call), lambda name: self._secret(name, fresh), self._clock()
        )
        there = place(self._address(receiver, signed), self._private_hosts, self._lookup)
        ends, trouble = time.monotonic() + SECONDS, "nothing"
        for address in there.addresses:
            try:
                return self._send(there, address, signed, ends)
            except (NewConnectionError, ConnectTimeoutError) as unreached:
                # Nothing was sent, so the next address may be tried.
                trouble = type(unreached).__name__
            except HTTPError as failed:
                why = f"{adapter.label} did not answer ({type(failed).__name__})."
                raise TryAgain(why) from failed
        raise TryAgain(f"{adapter.label} did not answer ({trouble}).")

    def _send(self, there: Place, address: str, call: Call, ends: float) -> Reply:
        from urllib3 import Timeout
        from urllib3.exceptions import ReadTimeoutError

        pool, left = self._pool(there, address), max(0.1, ends - time.monotonic())
        query = f"?{urlencode(call.query)}" if call.query else ""
        # A target without its slash would be taken for an address of its own.
        target = f"/{f'{there.path}{call.path}'.removeprefix('/')}{query}"
        answer = pool.urlopen(
            call.method, target, body=call.body,
            headers={**call.headers, "Host": there.named}, redirect=False, preload_content=False,
            timeout=Timeout(connect=min(TO_CONNECT, left), read=left), retries=False,
        )  # fmt: skip
        held = b""
        while len(held) < LONGEST and (part := answer.read1(PART, decode_content=True)):
            held += part
            if time.monotonic() > ends:
                answer.close()
                raise ReadTimeoutError(pool, call.path, "too slow")
        # What is longer than we read is not waited for.
        answer.close() if len(held) >= LONGEST else answer.release_conn()
        return Reply(answer.status, held[:LONGEST], dict(answer.headers))

    def _pool(self, there: Place, address: str) -> Any:
        """Connections to that very address, under the host's name and certificate."""
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool

        key = (there.scheme, there.host, there.port, address)
        if key not in self._pools and there.scheme == "https":
            self._pools[key] = HTTPSConnectionPool(
                address, there.port, server_hostname=there.host, assert_hostname=there.host
            )
        elif key not in self._pools:
            self._pools[key] = HTTPConnectionPool(address, there.port)
        return self._pools[key]

    def _address(self, receiver: str, call: Call) -> str:
        name = f"{receiver}/{call.host}" if call.host else receiver
        host = self._hosts.get(name, "").rstrip("/")
        if not host:
            raise Permanent(f"No address is configured for {name}.")
        if call.origin and call.origin.lower() != host.lower():
            raise Permanent(f"They want to hear it at {call.origin[:200]}, and {name} is {host}.")
        return host


def in_bytes(call: Call) -> Call:
    """The call with its body as the bytes that go out, which is what signatures are made over."""
    if call.body is None or isinstance(call.body, bytes):
        return call
    return replace(call, body=json.dumps(call.body).encode(), headers={**JSON, **call.headers})
