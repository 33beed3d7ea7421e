"""Real parts of scans and delivery: the third part of wiring, made in the same way."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.request import Request
    from chalicelib.domain.telling import Outgoing
    from chalicelib.domain.terms import Terms

    Task = Callable[[Outgoing, Request], str]


@cache
def tasks() -> "Mapping[str, Task]":
    """Who does what the desk itself has to do beside a request, by the kind of its message."""
    return {}


def work(one: "Outgoing", request: "Request") -> str:
    """Start what this message asks for; how it went, in words. Raises Permanent or TryAgain."""
    from chalicelib.domain.telling import Permanent

    task = tasks().get(one.kind)
    if task is None:
        raise Permanent(f"This deployment has nobody for {one.kind}.")
    return task(one, request)


def reading_terms(basis: str) -> "Terms":
    """The house's terms for the sheets of a copy under this basis, also one no longer offered."""
    from dataclasses import replace

    from chalicelib import wiring, wiring_rights

    return replace(wiring.terms(), packs=wiring_rights.packs_with(basis))
