"""Who is signed in: session rows, and sign-ins that are on their way.

A cookie or a state is a random value that only the browser keeps; the table holds its SHA-256. The
TTL removes what has ended some day; that it has ended is checked whenever it is read.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, Protocol

from chalicelib.aws.dynamo import Cancelled, Delete
from chalicelib.aws.notation import Row
from chalicelib.domain.people import Person, Role

LIFE = timedelta(hours=10)
FLOW_LIFE = timedelta(minutes=10)


class Table(Protocol):
    """What is needed of the table."""

    def get(self, pk: str, sk: str) -> Row | None: ...

    def put(self, row: Row) -> None: ...

    def write(self, one: Delete) -> None: ...

    def delete(self, pk: str, sk: str) -> None: ...


class Sessions:
    """Sessions live ten hours, whatever is done in them; a sign-in takes ten minutes at most."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def begin(self, flow: dict[str, Any], now: datetime) -> str:
        """Keeps what a sign-in must remember until it comes back; answers its state."""
        state = secrets.token_urlsafe(32)
        self._table.put(_row("flow", state, now + FLOW_LIFE) | {"flow": flow})
        return state

    def mark(self, state: str) -> str:
        """What the browser keeps of this state, so that only this very browser may finish it."""
        return digest(state)

    def finish(self, state: str, now: datetime) -> dict[str, Any] | None:
        """What was kept under this state: once, and only within its ten minutes."""
        key = f"flow#{digest(state)}"
        row = self._table.get(key, "flow")
        if row is None:
            return None
        try:
            # Of two who come with the same state, one deletes it.
            self._table.write(Delete(key, "flow", where={"what": "flow"}))
        except Cancelled:
            return None
        flow: dict[str, Any] = row["flow"]
        return flow if _lives(row, now) else None

    def open(self, person: Person, now: datetime) -> str:
        """A new session; answers the cookie's value, which stands nowhere else."""
        value = secrets.token_urlsafe(32)
        who: dict[str, Any] = {
            "id": person.id,
            "name": person.name,
            "email": person.email,
            "roles": sorted(role.value for role in person.roles),
        }
        who |= {"courses": list(person.courses)} if person.courses else {}
        self._table.put(_row("session", value, now + LIFE) | {"person": who})
        return value

    def read(self, cookie: str, now: datetime) -> Person | None:
        """Whose session that is; None where there is none or it has ended."""
        row = self._table.get(f"session#{digest(cookie)}", "session")
        if row is None or not _lives(row, now):
            return None
        who = row["person"]
        roles = frozenset(Role(role) for role in who["roles"])
        courses = tuple(who.get("courses", ()))
        return Person(who["id"], who["name"], who["email"], roles, courses)

    def close(self, cookie: str) -> None:
        """Nobody is signed in with this cookie any more, here or in a copy of it."""
        self._table.delete(f"session#{digest(cookie)}", "session")


def digest(value: str) -> str:
    """What the table holds instead of the value itself."""
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()


def _row(what: str, value: str, until: datetime) -> Row:
    ends = int(until.timestamp())
    return {"pk": f"{what}#{digest(value)}", "sk": what, "v": 1, "what": what, "ttl": ends}


def _lives(row: Row, now: datetime) -> bool:
    return now.timestamp() < int(row["ttl"])
