"""Deliveries that were validly signed and could not be understood: kept raw, for a person."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.aws.dynamo import Cancelled, Dynamo, Page, Put
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import stamp
from chalicelib.domain.calls import Delivery
from chalicelib.domain.errors import Refused, Unknown


@dataclass(frozen=True, slots=True)
class Kept:
    """One delivery that waits: why it was set aside, and its bytes as they came."""

    id: str
    rlms: str
    reason: str
    received_on: str
    status: str
    size: int
    body: bytes = b""
    content_type: str = ""

    def delivery(self) -> Delivery:
        """The delivery again, to be read again."""
        return Delivery("POST", "", {}, {"content-type": self.content_type}, self.body)


class Aside:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def keep(self, rlms: str, delivery: Delivery, why: str, now: datetime) -> str:
        """Keep it under a digest of its bytes, so that a sender that retries adds nothing."""
        digest = hashlib.sha256(rlms.encode() + b"\0" + delivery.body).hexdigest()[:26]
        pk, at = f"aside#{digest}", stamp(now)
        head: Row = {
            "pk": pk, "sk": "head", "what": "aside", "v": 1, "id": digest, "rlms": rlms,
            "reason": why, "received_on": at, "status": "waiting", "size": len(delivery.body),
            "shelf": "aside", "place": f"{at}#{digest}",
        }  # fmt: skip
        raw: Row = {
            "pk": pk, "sk": "raw", "what": "raw", "v": 1, "body": delivery.body,
            "content_type": delivery.headers.get("content-type", ""),
        }  # fmt: skip
        try:
            self._dynamo.transact([Put(head, unless_exists=True), Put(raw, unless_exists=True)])
        except Cancelled:  # it is kept already
            return digest
        return digest

    def page(self, after: str | None = None, limit: int = 50) -> Page:
        """What waits, newest first."""
        return self._dynamo.query(
            "aside", index="shelf", newest_first=True, after=after, limit=limit
        )

    def load(self, aside_id: str) -> Kept:
        """One delivery with its bytes; Unknown where there is none."""
        rows = {row["sk"]: row for row in self._dynamo.all(f"aside#{aside_id}")}
        if "head" not in rows:
            raise Unknown("There is no such delivery.")
        head, raw = rows["head"], rows.get("raw", {})
        body: Any = raw.get("body", b"")
        return Kept(
            head["id"], head["rlms"], head["reason"], head["received_on"], head["status"],
            head["size"], getattr(body, "value", body), raw.get("content_type", ""),
        )  # fmt: skip

    def settle(self, aside_id: str, status: str, by: str, note: str, now: datetime) -> None:
        """It waits no longer (`read` or `dismissed`); the bytes stay where they are."""
        head = self._dynamo.get(f"aside#{aside_id}", "head")
        if head is None:
            raise Unknown("There is no such delivery.")
        for name in ("shelf", "place"):
            head.pop(name, None)
        told: dict[str, Any] = {"status": status, "by": by, "note": note, "settled_on": stamp(now)}
        try:
            self._dynamo.write(Put(head | told, where={"status": "waiting"}))
        except Cancelled as stopped:
            raise Refused("Somebody has decided about this delivery already.") from stopped
