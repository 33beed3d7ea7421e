"""Shared secrets, from SSM's encrypted parameters: read when first wanted, kept five minutes."""

import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

KEPT = 300.0
#: A failed signature asks for the newest value, but no oftener: strangers could have us throttled.
FRESH = 10.0


class Secrets:
    """The secrets under one path. Two values may be valid at a time, one a line: old and new."""

    def __init__(self, client: Any, path: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._path = path.rstrip("/")
        self._clock = clock
        self._kept: dict[str, tuple[float, tuple[str, ...]]] = {}

    def values(self, name: str, fresh: bool = False) -> tuple[str, ...]:
        """All valid values, empty where none is set; `fresh` reads them again once, if need be."""
        read_at, kept = self._kept.get(name, (float("-inf"), ()))
        now = self._clock()
        if now - read_at < (FRESH if fresh else KEPT):
            return kept
        found = self._read(f"{self._path}/{name}")
        self._kept[name] = (now, found)
        return found

    def one(self, name: str, fresh: bool = False) -> str:
        """The first value, or nothing."""
        return next(iter(self.values(name, fresh)), "")

    def _read(self, name: str) -> tuple[str, ...]:
        try:
            answer = self._client.get_parameter(Name=name, WithDecryption=True)
        except ClientError as refused:
            if refused.response["Error"]["Code"] == "ParameterNotFound":
                return ()
            raise
        lines = answer["Parameter"]["Value"].splitlines()
        return tuple(line.strip() for line in lines if line.strip())
