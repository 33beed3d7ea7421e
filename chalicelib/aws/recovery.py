"""A receiver that is well again: what it failed before is brought forward, a piece each minute.

Whoever closes its circuit leaves a row that says since when it is well. The sweep walks the shelf
of what is due from its far end, where the longest waits stand, until it comes to what is due by
itself. Each message is brought forward once for each failure; where it fails again it keeps the
time that it had, so that something which is never taken is not tried more and more often.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.aws.dynamo import Cancelled, Delete, Dynamo, Put
from chalicelib.aws.message_rows import SCHEMA, message, row
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import stamp
from chalicelib.domain.telling import Outgoing, Status

SHELF = "well-again"
#: Rows that one sweep looks at for each receiver; the walk goes on a minute later.
MOST_ROWS = 500
#: So long the index may lag behind what was written before the receiver was well.
LAG = timedelta(seconds=5)
#: Those who failed together do not come back together: so many a second.
PER_SECOND = 10


def begin(dynamo: Dynamo, receiver: str, now: datetime) -> None:
    """Well since now; a walk for an earlier time begins anew, as it would find the same."""
    where = {"pk": f"circuit#{receiver}", "sk": SHELF, "shelf": SHELF, "place": receiver}
    told = {"what": SHELF, "v": SCHEMA, "receiver": receiver, "since": stamp(now)}
    dynamo.write(Put(where | told))


def go_on(dynamo: Dynamo, now: datetime, most: int = MOST_ROWS) -> None:
    """One piece of each walk that is not at its end."""
    for well in list(dynamo.all(SHELF, index="shelf")):
        since = datetime.fromisoformat(well["since"])
        if since + LAG <= now:
            # Whoever found the receiver well once more begins a walk of its own.
            with contextlib.suppress(Cancelled):
                dynamo.write(walked(dynamo, well, since, now, most))


def walked(dynamo: Dynamo, well: Row, since: datetime, now: datetime, most: int) -> Put | Delete:
    """What stands afterwards: how far the walk came, or nothing where it is at its end."""
    page = dynamo.query(
        "due", index="shelf", newest_first=True, after=well.get("cursor"), limit=most
    )
    waiting = [held for held in page.rows if held["place"] > stamp(now)]
    for n, (held, one) in enumerate(failed(waiting, well["receiver"], since)):
        sooner(dynamo, held, one, now + timedelta(seconds=n / PER_SECOND))
    stands = {"since": well["since"]}
    if page.next is None or len(waiting) < len(page.rows):
        return Delete(well["pk"], well["sk"], where=stands)
    return Put({**well, "cursor": page.next}, where=stands)


def failed(rows: list[Row], receiver: str, since: datetime) -> Iterator[tuple[Row, Outgoing]]:
    """Those that this receiver failed before it was well."""
    for held in rows:
        one = message(held)
        if one.receiver == receiver and one.failed_on and one.failed_on < since:
            yield held, one


def sooner(dynamo: Dynamo, held: Row, one: Outgoing, then: datetime) -> None:
    """Due from then on, or from when they asked us to come back; not where it moved meanwhile."""
    then = max(then, one.free_on or then)
    if then >= one.next_try:
        return
    changed = replace(one, next_try=then, own_try=one.next_try, failed_on=None, free_on=None)
    stands = {"status": Status.DUE.value, "tries": one.tries, "place": held["place"], "begun": None}
    with contextlib.suppress(Cancelled):
        dynamo.write(Put(row(changed), where=stands))
