"""A table in memory that keeps the promises of aws/dynamo.py: all of a transaction or none."""

import copy
from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.aws.dynamo import Cancelled, Check, Delete, Page, Put, Write
from chalicelib.aws.notation import Row

Key = tuple[str, str]


class Rows:
    """What Dynamo does, without a cloud; a cursor is the number of rows that were read."""

    def __init__(self) -> None:
        self.rows: dict[Key, Row] = {}

    def get(self, pk: str, sk: str, consistent: bool = True) -> Row | None:
        return copy.deepcopy(self.rows.get((pk, sk)))

    def query(
        self, pk: str, *, sk_prefix: str | None = None, index: str | None = None,
        newest_first: bool = False, limit: int | None = None, after: str | None = None,
        until: str | None = None, fields: Sequence[str] | None = None,
    ) -> Page:  # fmt: skip
        hash_, range_ = ("shelf", "place") if index else ("pk", "sk")
        found = [row for row in self.rows.values() if row.get(hash_) == pk]
        found = [
            row for row in found
            if str(row[range_]).startswith(sk_prefix or "")
            and (until is None or row[range_] <= until)
        ]  # fmt: skip
        found.sort(key=lambda row: str(row[range_]), reverse=newest_first)
        start = int(after or 0)
        stop = start + limit if limit else len(found)
        more = str(stop) if stop < len(found) else None
        return Page(copy.deepcopy(found[start:stop]), more)

    def all(self, pk: str, **how: Any) -> Iterable[Row]:
        return self.query(pk, **how).rows

    def put(self, row: Row, unless_exists: bool = False) -> None:
        self.write(Put(row, unless_exists))

    def delete(self, pk: str, sk: str) -> None:
        self.write(Delete(pk, sk))

    def write(self, one: Put | Delete) -> None:
        self.transact([one])

    def transact(self, writes: Sequence[Write]) -> None:
        keys = [key_of(one) for one in writes]
        assert len(set(keys)) == len(keys) <= 100, "one operation a row, a hundred at most"
        holds = [self._holds(one) for one in writes]
        if not all(holds):
            codes = ["None" if held else "ConditionalCheckFailed" for held in holds]
            raise Cancelled(codes, [self.get(*key) for key in keys])
        for one, key in zip(writes, keys, strict=True):
            if isinstance(one, Put):
                self.rows[key] = copy.deepcopy(dict(one.row))
            elif isinstance(one, Delete):
                self.rows.pop(key, None)

    def _holds(self, one: Write) -> bool:
        stands = self.rows.get(key_of(one))
        if (isinstance(one, Put) and one.unless_exists) or (
            isinstance(one, Check) and not one.where
        ):
            return stands is None
        if not one.where:
            return True
        return stands is not None and all(
            stands.get(name) == value for name, value in one.where.items()
        )


def key_of(one: Write) -> Key:
    return (one.row["pk"], one.row["sk"]) if isinstance(one, Put) else (one.pk, one.sk)
