"""Who works at the desk: all of its staff who ever signed in, for others to choose from."""

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.notation import Row
from chalicelib.domain.people import STAFF, Person, Role


class Staff:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def remember(self, person: Person) -> None:
        """Note a member of staff as he or she signs in; readers are not noted."""
        roles = sorted(person.roles & STAFF)
        if roles:
            self._dynamo.put(
                {"pk": "staff", "sk": person.id, "what": "staff", "v": 1, "name": person.name,
                 "roles": [str(role) for role in roles]}
            )  # fmt: skip

    def one(self, person_id: str) -> Person | None:
        row = self._dynamo.get("staff", person_id) if person_id else None
        return person(row) if row else None

    def everybody(self) -> list[Person]:
        """All of them, by name."""
        found = map(person, self._dynamo.all("staff"))
        return sorted(found, key=lambda one: one.name.casefold())


def person(row: Row) -> Person:
    return Person(row["sk"], row["name"], roles=frozenset(map(Role, row["roles"])))
