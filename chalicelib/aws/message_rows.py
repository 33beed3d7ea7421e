"""A message as the row that it is, and the rows that a change leaves behind."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from chalicelib.aws.keys import short
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import from_plain, stamp, to_plain
from chalicelib.domain.permissions import KIND, RECEIVER
from chalicelib.domain.request import Change, Message, Request
from chalicelib.domain.telling import TASKS, Outgoing, Status

SCHEMA = 1


def rows(change: Change, now: datetime) -> list[Row]:
    """The rows to write together with the change that decided them."""
    return [row(letter(change, n, one, now)) for n, one in enumerate(change.messages, start=1)]


def letter(change: Change, n: int, message: Message, now: datetime) -> Outgoing:
    request, version = change.request, change.event.version
    name = f"{request.id}-{version}-{n}"
    return Outgoing(
        id=name,
        lane=lane_of(request, message.what),
        place=f"{stamp(now)}#{name}",
        request=request.id,
        version=version,
        to=message.to,
        kind=message.what,
        at=now,
        # A letter that may still be taken back waits so many seconds first.
        next_try=now + timedelta(seconds=int(message.facts.get("after", "0"))),
        facts=message.facts,
    )


def lane_of(request: Request, kind: str) -> str:
    if kind == "mail":
        return f"lane#mail#{request.id}"
    if kind in TASKS:
        return f"lane#{kind}#{request.id}"
    if kind == KIND:
        return f"lane#{RECEIVER}#{request.id}"
    return f"lane#{request.rlms}#{short(request.lane or request.id)}"


def row(one: Outgoing) -> Row:
    """The message as it is stored; only what is due or undelivered stands on a shelf."""
    held: Row = {
        name: value
        for name, value in to_plain(one).items()
        if name not in ("lane", "place", "overtaken")
    }
    held |= {
        "pk": one.lane, "sk": one.place, "what": "message", "v": SCHEMA,
        "status": one.status.value, "tries": one.tries,
    }  # fmt: skip
    if one.status is Status.DUE:
        held |= {"shelf": "due", "place": stamp(one.next_try)}
    elif one.status is Status.UNDELIVERED:
        held |= {"shelf": "undelivered", "place": f"{stamp(one.next_try)}#{one.id}"}
    return held


def message(held: Mapping[str, Any]) -> Outgoing:
    known = {one.name for one in fields(Outgoing)}
    kept = {name: value for name, value in held.items() if name in known}
    return from_plain(Outgoing, kept | {"lane": held["pk"], "place": held["sk"]})
