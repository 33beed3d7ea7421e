"""Who has a request open: one row a person, which nobody reads once its minute is over.

The table's TTL takes a row away some day; that its time is up is checked whenever it is read.
Nothing of it is kept: no history, no stream and no report knows of these rows.
"""

from datetime import datetime

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.keys import short
from chalicelib.aws.notation import Row
from chalicelib.domain.people import Person
from chalicelib.domain.presence import LIFE, Present

SCHEMA = 1


class Presence:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def stay(self, request: str, person: Person, doing: str, now: datetime) -> list[Present]:
        """This person is here, and does that; answers who else is, the first to come first."""
        there = self._dynamo.query(place(request)).rows
        living = {row["sk"]: row for row in there if now.timestamp() < int(row["ttl"])}
        mine = living.pop(short(person.id), None)
        since = mine["since"] if mine else now.isoformat()
        self._dynamo.put(row_of(request, person, doing, since, now))
        return sorted((present(row) for row in living.values()), key=lambda one: one.since)

    def leave(self, request: str, person: Person) -> None:
        """This person has closed it."""
        self._dynamo.delete(place(request), short(person.id))


def place(request: str) -> str:
    return f"here#{request}"


def row_of(request: str, person: Person, doing: str, since: str, now: datetime) -> Row:
    ttl = int((now + LIFE).timestamp())
    return {
        "pk": place(request), "sk": short(person.id), "what": "here", "v": SCHEMA, "ttl": ttl,
        "name": person.name, "since": since, "doing": doing,
    }  # fmt: skip


def present(row: Row) -> Present:
    return Present(row["name"], datetime.fromisoformat(row["since"]), row["doing"])
