"""Readings that were live elsewhere, taken over: each in one transaction, as far as time allows."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from chalicelib.desk import Desk
from chalicelib.domain import history_import
from chalicelib.domain.channels import IMPORT
from chalicelib.domain.courses import Course
from chalicelib.domain.errors import Unknown
from chalicelib.domain.facts import Original
from chalicelib.domain.history_import import Line
from chalicelib.domain.people import Person
from chalicelib.domain.record_forms import work as a_work
from chalicelib.domain.request import Change, Request
from chalicelib.domain.search import fold
from chalicelib.domain.uploads import Saved, Upload
from chalicelib.domain.works import Work
from chalicelib.domain.writes import IdTaken

#: Seconds after which no further reading is begun: the gateway waits for 29.
LONGEST = 18.0


class Table(Protocol):
    """Where requests are kept."""

    def marked(self, rlms: str, key: str) -> str | None: ...
    def bare(self, request_id: str) -> Request: ...
    def take_in(self, change: Change, original: Original, mark: str) -> str: ...


class Records(Protocol):
    """The library's own records."""

    def courses(self) -> list[Course]: ...
    def work(self, work_id: str) -> Work | None: ...
    def works(self, isn: str = "", title: str = "") -> list[Work]: ...
    def save_work(
        self, work: Work, edition_of: str, by: Person | None, at: datetime | None
    ) -> Work: ...


@dataclass(frozen=True, slots=True)
class Backfile:
    """Reads a file of readings, and takes them in."""

    desk: Desk
    table: Table
    records: Records
    clock: Callable[[], datetime]

    def read(self, sent: bytes) -> Upload[Line]:
        """What the file would do; nothing is written."""
        courses = {code: one for one in self.records.courses() for code in (one.code, *one.aliases)}
        works: dict[tuple[str, str], list[Work]] = {}

        def found(isn: str, title: str) -> list[Work]:
            asked = isn, fold(title)
            if asked not in works:
                works[asked] = self.records.works(isn, title)
            return works[asked]

        def made(said: Mapping[str, Any]) -> Work:
            # A later row of the same title may leave its author out, and means this record.
            work = self._made(said)
            if not work.numbers:
                works["", fold(said["title"])] = [*found("", said["title"]), work]
            return work

        reading = history_import.Reading(
            courses.get, found, made, cache(self._stands), dict(self.desk.terms.bases)
        )
        return history_import.parse(sent, reading)

    def apply(self, saves: Iterable[Saved[Line]], by: Person, began: datetime) -> list[str]:
        """Writes them one by one; answers the names of those that there was no time for.

        The same file again does the rest: what was written is not written twice.
        """
        left = []
        for one in saves:
            if (self.clock() - began).total_seconds() > LONGEST:
                left.append(one.after.name)
            elif one.before:
                self._correct(one.after)
            else:
                self._take_in(one.after, by)
        return left

    def _take_in(self, line: Line, by: Person) -> None:
        if self.records.work(line.work.id) != line.work:
            self.records.save_work(line.work, "", by, self.clock())
        now = self.clock()
        today = now.astimezone(self.desk.terms.zone).date()
        while True:
            request_id, number = self.desk.draw()
            token = secrets.token_urlsafe(24)
            change, original = history_import.begin(line, request_id, number, token, by, now, today)
            try:
                self.table.take_in(change, original, line.key)
                return
            except IdTaken:
                continue

    def _correct(self, line: Line) -> None:
        """Another file, old link or number of sheets for a reading that stands."""
        told: dict[str, Any] = asdict(line.imported)
        del told["said"]
        self.desk.act_as_desk(line.request, "correct-import", told)

    def _stands(self, key: str) -> Request | None:
        request_id = self.table.marked(IMPORT, key)
        try:
            return self.table.bare(request_id) if request_id else None
        except Unknown:
            return None

    def _made(self, said: object) -> Work:
        made, _ = a_work(said)
        return self.records.work(made.id) or made
