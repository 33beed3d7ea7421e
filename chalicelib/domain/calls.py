"""Talk with the outside, as values: what came in, what is to be called, what was answered."""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Delivery:
    """What somebody sent, byte for byte. Header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A call to make. `path` is joined to a host that configuration names, never a payload.

    `host` says which, where a system has several; `body` is bytes as they are, or else JSON.
    `message` is the id of what is being told, the same at each try; the sender fills it in.
    `origin` is where a payload wanted it made: a call is refused that configuration has elsewhere.
    """

    method: str
    path: str
    body: object = None
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    host: str = ""
    message: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What they answered."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def json(self) -> Any:
        """The body as JSON; ValueError where it is none (Alma answers some errors in XML)."""
        return json.loads(self.body)


#: A conversation: yields calls, is sent their replies, ends with what was learnt (facts).
Talk = Generator[Call, Reply, Mapping[str, Any]]
