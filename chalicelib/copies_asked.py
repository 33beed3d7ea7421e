"""A reader asks for an accessible copy: one open request for each reader and item, found again."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import accessible
from chalicelib.domain.accessible import Asked
from chalicelib.domain.channels import ACCESSIBLE
from chalicelib.domain.kept import Requests
from chalicelib.domain.people import Person
from chalicelib.domain.request import Request
from chalicelib.domain.writes import IdTaken, digest


@dataclass(frozen=True, slots=True)
class CopiesAsked:
    """The way in of these requests; what is decided about them comes through the desk."""

    table: Requests
    clock: Callable[[], datetime]
    draw: Callable[[], tuple[str, int]]

    def standing(self, item: Request, reader: Person) -> Request | None:
        """What this reader has asked for of this item, unless it has ended; else nothing."""
        return self._standing(item, reader)[0]

    def ask(self, item: Request, reader: Person, asked: Asked) -> str:
        """The id of the new request, or of the one that stands: asking twice asks once."""
        standing, key = self._standing(item, reader)
        while standing is None:
            change, original = accessible.begin(item, reader, asked, self.draw(), self.clock())
            try:
                return self.table.take_in(change, original, key)
            except IdTaken:
                continue
        return standing.id

    def _standing(self, item: Request, reader: Person) -> tuple[Request | None, str]:
        """The request that stands, and the key of the next one."""
        for generation in itertools.count(1):
            key = digest(f"{reader.id} {item.id}", generation)
            found = self.table.marked(ACCESSIBLE, key)
            if found is None:
                return None, key
            request = self.table.load(found)
            if not accessible.is_over(request):
                return request, key
        raise AssertionError("counting does not end")
