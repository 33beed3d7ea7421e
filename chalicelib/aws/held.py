"""Which requests name a stored file that several may name: `held#{key}`, a row each.

The rows are written in the transaction that writes the head, so whoever takes a scan over holds
its file from that moment on. A file is deleted only under its lock: a row beside them that keeps
everybody from taking it over meanwhile, and whose writer then looks who holds the file. Either the
holder's transaction was first and is seen, or the lock was and refuses it.
"""

from datetime import datetime

from chalicelib.aws.dynamo import Check, Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
from chalicelib.domain.cleanup import shared
from chalicelib.domain.request import Request

SCHEMA = 1
#: Sorts before every id of a request.
LOCK = "#lock"
#: Seconds after which a lock that a crash left behind is gone by itself.
LOCK_LIVES = 24 * 3600


class Held:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def by(self, key: str) -> list[str]:
        """Ids of the requests that name this file."""
        rows = self._dynamo.all(partition(key))
        return [row["sk"] for row in rows if row["sk"] != LOCK]

    def lock(self, key: str, now: datetime) -> list[str]:
        """Keep others from taking this file over, and then say who holds it."""
        lives = int(now.timestamp()) + LOCK_LIVES
        row = {"pk": partition(key), "sk": LOCK, "what": "lock", "v": SCHEMA, "ttl": lives}
        self._dynamo.put(row)
        return self.by(key)

    def unlock(self, key: str) -> None:
        self._dynamo.delete(partition(key), LOCK)

    def write_again(self, request: Request) -> None:
        """The rows of a request that was written before there were any."""
        for key in sorted(shared(request)):
            self._dynamo.put(row_of(key, request))


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes among the holders when this request becomes that one."""
    old, new = shared(before) if before else frozenset(), shared(after)
    gone: list[Write] = [Delete(partition(key), after.id) for key in sorted(old - new)]
    come = sorted(new - old)
    gone += [Put(row_of(key, after)) for key in come]
    return gone + [Check(partition(key), LOCK) for key in come]


def row_of(key: str, request: Request) -> dict[str, object]:
    return {"pk": partition(key), "sk": request.id, "what": "held", "v": SCHEMA}


def partition(key: str) -> str:
    return f"held#{short(key)}"
