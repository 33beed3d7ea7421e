"""The views of the queue that a person keeps, in one row a person."""

from collections.abc import Sequence

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.keys import short

SCHEMA = 1


class SavedViews:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def of(self, person: str) -> list[dict[str, str]]:
        row = self._dynamo.get(*key(person))
        return [dict(one) for one in row["views"]] if row else []

    def keep(self, person: str, views: Sequence[dict[str, str]]) -> None:
        pk, sk = key(person)
        self._dynamo.put({"pk": pk, "sk": sk, "what": sk, "v": SCHEMA, "views": [*views]})


def key(person: str) -> tuple[str, str]:
    return f"person#{short(person)}", "views"
