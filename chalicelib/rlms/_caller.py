"""Calls to reading-list systems over HTTP: their hosts and keys, ten seconds, no redirects."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.telling import Permanent, TryAgain
from chalicelib.rlms._adapter import Adapter

SECONDS = 10.0
#: What we read of an answer; a whole reading list is some hundred kilobytes.
LONGEST = 8 * 1024 * 1024
JSON = {"Content-Type": "application/json"}


class Caller:
    """Makes the calls of talks.

    `hosts` come from configuration only: by receiver, or `receiver/host` where it has several.
    """

    def __init__(
        self,
        adapters: Mapping[str, Adapter],
        hosts: Mapping[str, str],
        secret: Callable[[str, bool], str],
        clock: Callable[[], datetime],
        pool: Any = None,
    ) -> None:
        self._adapters = adapters
        self._hosts = hosts
        self._secret = secret
        self._clock = clock
        self._pool = pool

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
        from urllib3 import PoolManager, Timeout
        from urllib3.exceptions import HTTPError

        adapter = self._adapters[receiver]
        self._pool = self._pool or PoolManager(timeout=Timeout(total=SECONDS), retries=False)
        signed = adapter.prepared(
            in_bytes(call), lambda name: self._secret(name, fresh), self._clock()
        )
        try:
            answer = self._pool.request(
                signed.method, self._address(receiver, signed), body=signed.body,
                headers=dict(signed.headers), redirect=False, preload_content=False,
            )  # fmt: skip
            held = answer.read(LONGEST, decode_content=True)
            answer.drain_conn()
        except HTTPError as failed:
            raise TryAgain(f"{adapter.label} did not answer ({type(failed).__name__}).") from failed
        return Reply(answer.status, held, dict(answer.headers))

    def _address(self, receiver: str, call: Call) -> str:
        name = f"{receiver}/{call.host}" if call.host else receiver
        host = self._hosts.get(name, "").rstrip("/")
        if not host:
            raise Permanent(f"No address is configured for {name}.")
        return f"{host}{call.path}" + (f"?{urlencode(call.query)}" if call.query else "")


def in_bytes(call: Call) -> Call:
    """The call with its body as the bytes that go out, which is what signatures are made over."""
    if call.body is None or isinstance(call.body, bytes):
        return call
    return replace(call, body=json.dumps(call.body).encode(), headers={**JSON, **call.headers})
