"""Requests in the one table: a move is one transaction, and intake is the same transaction.

The head is small and rewritten, and only over the version that was read; what the list sent is
written once; the history is append-only in a key space where roles are denied update and delete.
"""

import itertools
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from chalicelib.aws import (
    approvals,
    cited,
    cleaning,
    extents,
    held,
    history,
    lines,
    person_rows,
    same_rows,
    weeks,
)
from chalicelib.aws.closings import closing
from chalicelib.aws.content import moved, numbered
from chalicelib.aws.dynamo import Cancelled, Dynamo, Put, Write
from chalicelib.aws.import_rows import filed
from chalicelib.aws.keys import short
from chalicelib.aws.message_rows import rows as message_rows
from chalicelib.aws.notation import Row
from chalicelib.aws.own import forgotten, own
from chalicelib.aws.rows import from_plain, stamp, to_plain
from chalicelib.domain.claims import Claim
from chalicelib.domain.errors import ChangedMeanwhile, Unknown
from chalicelib.domain.facts import Original, Requester
from chalicelib.domain.request import OPEN, Change, Event, Request, State
from chalicelib.domain.works import Extract
from chalicelib.domain.writes import AlreadyDone, Click, IdTaken, OtherWords, TakenBack

SCHEMA = 1
SAID_LIVES = 24 * 3600
#: So late an event may come after the one that takes it back.
LATE = 90 * 24 * 3600
LIVE = (State.COMPLETE, State.ARCHIVED)


class Table:
    """Loads and saves requests. Every read is a Get or a Query."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def load(self, request_id: str) -> Request:
        """The request as it is now; Unknown where there is none."""
        return self.whole(request_id)[0]

    def bare(self, request_id: str) -> Request:
        """The request as it is now, without personal data; Unknown where there is none."""
        row = self._dynamo.get(f"request#{request_id}", "head")
        if row is None:
            raise Unknown(f"There is no request {request_id[:40]}.")
        return request_in(row)

    def whole(self, request_id: str) -> tuple[Request, Original | None]:
        """The request and what the list sent, in one read."""
        rows = {row["sk"]: row for row in self._dynamo.all(f"request#{request_id}")}
        if "head" not in rows:
            raise Unknown(f"There is no request {request_id[:40]}.")
        original = rows.get("original")
        return (
            request_in(rows["head"], rows.get("person")),
            from_plain(Original, original["original"]) if original else None,
        )

    def history(self, request_id: str, after: int = 0) -> list[Event]:
        """What was done, newest first; `after` a version, only what came since."""
        rows = self._dynamo.all(f"history#{request_id}", newest_first=True)
        events = []
        for row in rows:
            if history.version(row) <= after:
                break
            events.append(from_plain(Event, row["event"]))
        return events

    def by_token(self, token: str) -> Request | None:
        """The request behind a link, without personal data: two reads of one row each."""
        row = self._dynamo.get(f"link#{token}", "link")
        return self.bare(row["request"]) if row else None

    def on_shelf(self, name: str) -> Iterable[Request]:
        """All that stands on a shelf (open, live, closed); meant for the open queue."""
        rows = self._dynamo.all(name, index="shelf", newest_first=True)
        return (request_in(row) for row in rows)

    def newest(self, name: str, before: tuple[datetime, str] | None, limit: int) -> list[Request]:
        """The newest of a shelf, or the newest before that place; `limit` rows at most."""
        place = f"{stamp(before[0])}#{before[1]}" if before else None
        # `until` includes the place itself, which was the last row of the page before. Where rows
        # are large a page of AWS ends earlier, and the next one is read.
        rows = self._dynamo.all(
            name, index="shelf", newest_first=True, until=place, limit=limit + 1
        )
        others = (row for row in rows if row["place"] != place)
        return [request_in(row) for row in itertools.islice(others, limit)]

    def heads(self, ids: Iterable[str]) -> list[Request]:
        """These requests without their personal data, in this order; what is gone is left out."""
        rows = (self._dynamo.get(f"request#{one}", "head", consistent=False) for one in ids)
        return [request_in(row) for row in rows if row]

    def added_between(self, start: datetime, end: datetime) -> Iterable[Request]:
        """What came in from this moment on and before that one, whatever became of it."""
        first, last = stamp(start.astimezone(UTC)), stamp(end.astimezone(UTC))
        for shelf in ("open", "live", "closed"):
            rows = self._dynamo.all(shelf, index="shelf", newest_first=True, until=last)
            for row in itertools.takewhile(lambda row: row["place"] >= first, rows):
                yield request_in(row)

    def marked(self, rlms: str, key: str) -> str | None:
        """The request that came of this key of theirs."""
        row = self._dynamo.get(mark_of(rlms, key), "mark")
        return (row["id"] or None) if row else None

    def forestall(self, rlms: str, key: str, now: datetime) -> bool:
        """Remember that what has this key is taken back already; False where it came meanwhile."""
        told = {"what": "mark", "v": SCHEMA, "id": "", "ttl": int(now.timestamp()) + LATE}
        try:
            self._dynamo.put({"pk": mark_of(rlms, key), "sk": "mark"} | told, unless_exists=True)
        except Cancelled:
            return self.marked(rlms, key) is None
        return True

    def open_for(self, rlms: str, citation: str) -> list[str]:
        """The open requests for this item on a list; none where it is not named."""
        return cited.open_for(self._dynamo, rlms, citation)

    def alike(self, names: Iterable[str], extract: Extract) -> list[Request]:
        """The newest requests for this text of a work, whatever became of them."""
        return list(same_rows.alike(self._dynamo, self.bare, names, extract))

    def took(self, number: str, title: str) -> Request | None:
        """The last request that took the text of this DOI, or this article of this ISSN."""
        return same_rows.took(self._dynamo, self.bare, number, title)

    def claims(
        self, families: Iterable[str], codes: Iterable[str] = ("",), year: str = ""
    ) -> tuple[Claim, ...]:
        """What is claimed of these families of works for a run, a course, or by everybody."""
        return extents.Extents(self._dynamo).claims(families, codes, year)

    def take_in(
        self, change: Change, original: Original, mark: str, said: str = "", anew: bool = True
    ) -> str:
        """Store a new request, and answer its id; of the earlier one where the mark stands.

        `said` is a digest of what was said: OtherWords where the mark has another. Raises IdTaken
        where only the drawn id was in the way, TakenBack where the list forestalled it, which is
        stored when it is not `anew`.
        """
        request = change.request
        seen: Row = {
            "pk": mark_of(request.rlms, mark), "sk": "mark", "what": "mark", "v": SCHEMA,
            "id": request.id, **({"said": said} if said else {}),
        }  # fmt: skip
        sent = {
            "pk": f"request#{request.id}", "sk": "original", "what": "original", "v": SCHEMA,
            "original": to_plain(original),
        }  # fmt: skip
        writes: list[Write] = [
            Put(seen, unless_exists=True) if anew else Put(seen, where={"id": ""}),
            Put(head(request), unless_exists=True),
            Put(sent, unless_exists=True),
            numbered(request),
            *own(request),
            *beside(None, request),
            *self._told(change, Requester()),
        ]
        try:
            self._dynamo.transact(writes)
        except Cancelled as stopped:
            stands = stopped.standing[0] or self._dynamo.get(seen["pk"], "mark")
            if stands is None or (not anew and not stands["id"]):
                raise IdTaken from stopped
            return stood(stands, said)
        return request.id

    def save(self, before: Request, change: Change, click: Click | None = None) -> None:
        """Write one move over the version it was decided on.

        Raises AlreadyDone for a repeated click, ChangedMeanwhile where somebody was first.
        """
        after = change.request
        writes: list[Write] = [Put(head(after), where={"version": before.version})]
        writes += self._told(change, before.requester)
        writes += beside(before, after)
        if click:
            writes.append(Put(said(after, click, change.event.at), unless_exists=True))
        try:
            self._dynamo.transact(writes)
        except Cancelled as stopped:
            if click and stopped.codes[-1] == "ConditionalCheckFailed":
                raise AlreadyDone(stopped.standing[-1] or {}) from stopped
            raise ChangedMeanwhile("Somebody else was first.") from stopped

    def done(self, request_id: str, click: Click) -> Row | None:
        """What was written about this click, if it was carried out before."""
        return self._dynamo.get(f"said#{request_id}", click.key)

    def _told(self, change: Change, before: Requester) -> list[Write]:
        """The line of history, the messages, and the personal data where it is new."""
        request, event = change.request, change.event
        lines = [history.line(request.id, one) for one in (*change.earlier, event)]
        writes: list[Write] = [Put(line, unless_exists=True) for line in lines]
        writes += [Put(row, unless_exists=True) for row in message_rows(change, event.at)]
        who = request.requester
        held = person_rows.person(request) if who != before else None
        if held:
            writes.append(Put(held))
        return writes


def stood(mark: Mapping[str, Any], said: str) -> str:
    """The id of the request that was there first, if it is the same that was asked for."""
    if not mark["id"]:
        raise TakenBack
    if said and mark.get("said", said) != said:
        raise OtherWords
    return str(mark["id"])


def beside(before: Request | None, after: Request) -> list[Write]:
    """All rows that change where something is looked up when this request becomes that one."""
    return [
        *moved(before, after),
        *closing(before, after),
        *linked(before, after),
        *filed(before, after),
        *approvals.moved(before, after),
        *same_rows.moved(before, after),
        *extents.moved(before, after),
        *lines.moved(before, after),
        *cited.moved(before, after),
        *weeks.moved(before, after),
        *held.moved(before, after),
        *cleaning.moved(before, after),
        *forgotten(before, after),
    ]


def linked(before: Request | None, after: Request) -> list[Write]:
    """The row of a link that is new; its token never changes."""
    if after.link is None or (before and before.link):
        return []
    row = {"pk": f"link#{after.link.token}", "sk": "link", "what": "link", "v": SCHEMA}
    return [Put(row | {"request": after.id}, unless_exists=True)]


def mark_of(rlms: str, key: str) -> str:
    return f"seen#{rlms}#{short(key)}"


def said(request: Request, click: Click, at: datetime) -> Row:
    return {
        "pk": f"said#{request.id}", "sk": click.key, "what": "said", "v": SCHEMA,
        "digest": click.digest, "version": request.version,
        "ttl": int(at.timestamp()) + SAID_LIVES,
    }  # fmt: skip


def head(request: Request) -> Row:
    """The row of the working copy, without the address, on the shelf where views look for it."""
    place = f"{stamp(request.added_on)}#{request.id}"
    row: Row = to_plain(person_rows.without(request))
    return row | {
        "pk": f"request#{request.id}", "sk": "head", "what": "head", "v": SCHEMA,
        "version": request.version, "state": request.state.value,
        "shelf": shelf_of(request), "place": place,
    }  # fmt: skip


def shelf_of(request: Request) -> str:
    if request.state in OPEN:
        return "open"
    return "live" if request.state in LIVE else "closed"


def request_in(row: Mapping[str, Any], person: Mapping[str, Any] | None = None) -> Request:
    """The request that a head row holds, with its personal data where that was read too."""
    return person_rows.within(from_plain(Request, row), person)
