"""A desk whose nights a test can turn, with a bucket that is a dictionary."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib import sweeping
from chalicelib.aws.cleaning import Cleaning
from chalicelib.aws.closings import Closings
from chalicelib.aws.held import Held
from chalicelib.aws.messages import Messages
from chalicelib.aws.personal import Personal
from chalicelib.aws.records import Records
from chalicelib.aws.store import Stored
from chalicelib.aws.table import Table, head
from chalicelib.cleanup import Cleanup
from chalicelib.desk import Desk
from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.errors import Unknown
from chalicelib.domain.request import Request
from chalicelib.domain.scans import Scan, ScanStatus
from tests.domain.a_request import NOON, TERMS, ready


@dataclass
class Bucket:
    """Keys with the moment at which each was written; `gone` is what can be brought back."""

    there: dict[str, datetime] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    def listed(self, prefix: str, after: str = "", most: int = 1_000) -> list[Stored]:
        keys = sorted(key for key in self.there if key.startswith(prefix) and key > after)
        return [Stored(key, 9, self.there[key]) for key in keys[:most]]

    def remove(self, key: str) -> None:
        if self.there.pop(key, None):
            self.gone.append(key)

    def bring_back(self, key: str, version: str = "") -> str:
        if key not in self.gone:
            raise Unknown("gone")
        self.there[key] = NOON
        return "v2"


@dataclass
class Nights:
    """The parts of the clean-up over these rows; `days` is how far the clock has gone."""

    rows: Any
    bucket: Bucket = field(default_factory=Bucket)
    days: float = 0
    terms: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        terms = replace(TERMS, delivery=DeliveryTerms(**self.terms))
        self.table = Table(self.rows)
        self.desk = Desk(
            self.table, Records(self.rows), self.now, terms=terms, sleep=lambda _: None
        )

    def now(self) -> datetime:
        return NOON + timedelta(days=self.days)

    @property
    def today(self) -> date:
        return self.now().date()

    def parts(self, **more: Any) -> Cleanup:
        messages = Messages(self.rows)
        return Cleanup(
            desk=self.desk, lists=Cleaning(self.rows), held=Held(self.rows), store=self.bucket,
            closings=Closings(self.rows), blank=Personal(self.rows).blank, post=messages.post,
            posted=messages.was_posted, **more,
        )  # fmt: skip

    def night(self, after: float = 0) -> Cleanup:
        """So many days later the clock starts the clean-up."""
        self.days += after
        made = self.parts()
        sweeping.night(made)
        return made

    def stored(self, name: str, **known: Any) -> Request:
        """A request as it was written before the clean-up had rows of its own, with its files."""
        request = ready(id=name, version=1, **{"scans": (a_scan(name),), **known})
        self.rows.put(head(request))
        who = request.requester
        person = {"pk": f"request#{name}", "sk": "person", "name": who.name, "email": who.email}
        self.rows.put(person)
        for scan in request.scans:
            self.bucket.there |= dict.fromkeys(scan.keys, NOON)
        return self.table.load(name)

    def read(self, name: str) -> Request:
        return self.table.load(name)

    def actions(self, name: str) -> list[str]:
        return [event.action for event in self.table.history(name)]


def a_scan(name: str, scan: str = "s1", **known: Any) -> Scan:
    usual: dict[str, Any] = {
        "id": scan, "name": "chapter.pdf", "size": 9, "added_on": NOON, "added_by": "Dan",
        "status": ScanStatus.READY, "master": f"masters/{name}/{scan}/x.pdf", "sha256": name,
        "pages": 12,
    }  # fmt: skip
    return Scan(**usual | known)
