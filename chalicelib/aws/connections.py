"""How each reading-list system last answered, well and badly, for the page of connections."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from chalicelib.aws.dynamo import Dynamo, Put
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain.telling import Connection, Contact

SCHEMA = 1
#: While nothing changes, so often is it written down at most.
OFTEN = timedelta(minutes=1)


class Connections:
    """One row a system. Whoever writes at the same time may win: both are true."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def of(self, system: str) -> Connection:
        return from_plain(Connection, self._row(system))

    def note(self, system: str, contact: Contact, went_well: bool) -> None:
        """Keep this contact, unless one of the last minute went the same way."""
        held = self._row(system)
        known = from_plain(Connection, held)
        before = known.success if went_well else known.failure
        if known.is_well is went_well and before and contact.at - before.at < OFTEN:
            return
        now = "success" if went_well else "failure"
        changed = {**held, "v": SCHEMA, "what": "connection", now: to_plain(contact)}
        key = {"pk": f"connection#{system}", "sk": "connection"}
        self._dynamo.write(Put({**changed, **key}))

    def _row(self, system: str) -> Mapping[str, Any]:
        return self._dynamo.get(f"connection#{system}", "connection", consistent=False) or {}
