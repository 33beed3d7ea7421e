"""The index of what stands on which reading list, kept by a walk and read by record or by item.

A row is as good as the last whole walk that saw it: rows of older generations are read over at
once, and the table drops them when their time is up.
"""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.keys import short
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain.places import Place, Standing
from chalicelib.domain.request import Request

SCHEMA = 1
#: Each whole walk writes a row anew, so one that is a week old was seen no more.
LIVES = 7 * 24 * 3600
MOST = 100


class Places:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def standing(self, rlms: str) -> Standing:
        """How far the walks of this system have come."""
        row = self._dynamo.get(f"places#{rlms}", "standing")
        return from_plain(Standing, row["standing"]) if row else Standing()

    def stand(self, rlms: str, standing: Standing) -> None:
        row = {"pk": f"places#{rlms}", "sk": "standing", "what": "standing", "v": SCHEMA}
        self._dynamo.put(row | {"standing": to_plain(standing)})

    def keep(self, rlms: str, generation: int, places: Iterable[Place], now: datetime) -> None:
        """Write what a walk found; twice is once."""
        rows = {}
        for one in places:
            row = row_of(rlms, one, generation, int(now.timestamp()) + LIVES)
            rows[row["pk"], row["sk"]] = row
        self._dynamo.batch_write(list(rows.values()))

    def of(self, rlms: str, request: Request, now: datetime) -> list[Place]:
        """Where the record stands that a request is for."""
        return self.of_record(rlms, request.theirs.get("mms_id", ""), now)

    def of_record(self, rlms: str, record: str, now: datetime) -> list[Place]:
        """Where a record stands, as far as the index may be relied upon; a hundred at most."""
        standing = self.standing(rlms) if record else Standing()
        if not standing.is_fresh(now):
            return []
        page = self._dynamo.query(record_key(rlms, record), limit=MOST)
        return [place_in(row) for row in page.rows if row["generation"] >= standing.finished]

    def of_item(self, rlms: str, item: str, now: datetime) -> list[Place]:
        """Where this very item stands, on one list as a rule."""
        standing = self.standing(rlms) if item else Standing()
        if not standing.is_fresh(now):
            return []
        page = self._dynamo.query(item_shelf(rlms, item), index="shelf", limit=MOST)
        return [place_in(row) for row in page.rows if row["generation"] >= standing.finished]


def record_key(rlms: str, record: str) -> str:
    return f"place#{rlms}#{short(record)}"


def item_shelf(rlms: str, item: str) -> str:
    return f"cited#{rlms}#{short(item)}"


def row_of(rlms: str, one: Place, generation: int, ttl: int) -> Row:
    return {
        "pk": record_key(rlms, one.record or one.id), "sk": short(one.id),
        "what": "place", "v": SCHEMA, "shelf": item_shelf(rlms, one.id),
        "place": f"{generation:08d}", "generation": generation, "ttl": ttl,
        "cited": to_plain(one),
    }  # fmt: skip


def place_in(row: Row) -> Place:
    return from_plain(Place, row["cited"])
