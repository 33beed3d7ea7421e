"""What the stand-ins remember: named drawers of JSON in one SQLite file, safe for many at once."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

Thing: TypeAlias = dict[str, Any]

_TABLE = """
create table if not exists drawer (
    place integer primary key autoincrement,
    name text not null, key text not null, thing text not null,
    unique (name, key)
)
"""


class Drawers:
    """The open drawers of one transaction; all of it is kept, or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows = connection

    def one(self, name: str, key: str) -> Thing | None:
        """The thing under this key, or nothing."""
        found = self._rows.execute(
            "select thing from drawer where name = ? and key = ?", (name, key)
        ).fetchone()
        return None if found is None else _thing(found[0])

    def all(self, name: str, after: int = 0) -> list[Thing]:
        """Everything in a drawer, oldest first; each with its `place`."""
        rows = self._rows.execute(
            "select place, thing from drawer where name = ? and place > ? order by place",
            (name, after),
        )
        return [{**_thing(text), "place": place} for place, text in rows]

    def put(self, name: str, key: str, thing: Thing) -> None:
        """Keep a thing; one under the same key is replaced and stays where it stood."""
        self._rows.execute(
            "insert into drawer (name, key, thing) values (?, ?, ?)"
            " on conflict (name, key) do update set thing = excluded.thing",
            (name, key, json.dumps(thing, ensure_ascii=False)),
        )

    def append(self, name: str, thing: Thing) -> None:
        """Add a thing to the end of a drawer that only grows."""
        self._rows.execute(
            "insert into drawer (name, key, thing)"
            " values (?, (select coalesce(max(place), 0) + 1 from drawer), ?)",
            (name, json.dumps(thing, ensure_ascii=False)),
        )

    def take(self, name: str, key: str) -> Thing | None:
        """Take a thing out, so that nobody else can."""
        thing = self.one(name, key)
        self._rows.execute("delete from drawer where name = ? and key = ?", (name, key))
        return thing

    def clear(self, name: str) -> None:
        """Empty a drawer."""
        self._rows.execute("delete from drawer where name = ?", (name,))


class Store:
    """One file of drawers."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        connection = self._connect()
        # With a write-ahead log a reader never waits for a writer.
        connection.execute("pragma journal_mode = wal")
        connection.execute(_TABLE)
        connection.close()

    @contextmanager
    def open(self) -> Iterator[Drawers]:
        """Open the drawers; others wait until they are closed again."""
        connection = self._connect()
        try:
            connection.execute("begin immediate")
            try:
                yield Drawers(connection)
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")
        finally:
            connection.close()

    async def within(self, does: Callable[[Drawers], Any]) -> Any:
        """Do this with the drawers open, beside the loop that answers requests."""

        def run() -> Any:
            with self.open() as drawers:
                return does(drawers)

        return await run_in_threadpool(run)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        connection.execute("pragma synchronous = normal")
        return connection


def _thing(text: str) -> Thing:
    thing: Thing = json.loads(text)
    return thing


def by_form(request: Request) -> bool:
    """A person pressed something on a page, rather than a script that says JSON."""
    return not request.headers.get("content-type", "").startswith("application/json")


def by_a_person(request: Request) -> bool:
    """By form, and what comes back is a page: scripts of pages ask for JSON."""
    return by_form(request) and "application/json" not in request.headers.get("accept", "")
