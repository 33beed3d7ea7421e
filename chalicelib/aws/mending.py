"""How rows beside a request are written again, without crossing whoever moves it meanwhile."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from chalicelib.aws.dynamo import Cancelled, Check, Collided, Write


class Writes(Protocol):
    def transact(self, writes: Sequence[Write]) -> None: ...


def over_head(
    rows: Writes, writes: Sequence[Write], request_id: str, stands: Mapping[str, Any]
) -> bool:
    """Write these only while the head of that request stands so; whether it did.

    A request that moves at this moment has its own right rows from whoever moves it.
    """
    try:
        rows.transact([*writes, Check(f"request#{request_id}", "head", stands)])
    except (Cancelled, Collided):
        return False
    return True
